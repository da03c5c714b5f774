/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hopmap-probe: sends probes and reports answers for hopmap, which is not trusted by it and does
 * not run with its privilege. To be read as the argument why that privilege is safe here:
 *
 *   1. Whatever the caller left behind in this process is harmless.       sanitise
 *   2. The privilege opens at most four raw sockets, for ICMP and for TCP
 *      to one port of ours, and locked filters keep the packets of others
 *      out of them.                                                       sockets, filter
 *   3. Then it is gone for good, which the kernel confirms.               privilege
 *   4. What is left can touch neither files nor processes, nor open any
 *      socket but such as every program may.                              sandbox
 *   5. Only now the first byte from outside is read.                      loop
 *
 * Any step that fails ends the process.
 */
#include <errno.h>
#include <sys/random.h>
#include <unistd.h>

#include "exit-status.h"
#include "loop.h"
#include "privilege.h"
#include "sandbox.h"
#include "sanitise.h"
#include "sockets.h"

static void
draw_secrets (HopmapSecrets *secrets)
{
  if (getrandom (secrets, sizeof *secrets, 0) != (ssize_t) sizeof *secrets)
    hopmap_give_up (HOPMAP_EXIT_SYSTEM, "there are no random numbers.");
  if (secrets->icmp_id == 0)
    secrets->icmp_id = 1; /* a ping socket would take 0 for "any" */
}

int
main (int argc, char *argv[])
{
  static HopmapSockets sockets;
  static HopmapSecrets secrets;
  HopmapPrivilege privilege;
  HopmapFrame hello = { .type = HOPMAP_FRAME_HELLO };

  hopmap_sanitise (argc, argv);
  draw_secrets (&secrets);

  hopmap_privilege_find (&privilege);
  hopmap_sockets_open (&sockets, secrets.icmp_id);
  hopmap_privilege_drop (&privilege);

  hello.hello.landlock_abi = hopmap_sandbox_enter (hopmap_sockets_connect (&sockets));
  hello.hello.ipv4 = sockets.ipv4;
  hello.hello.ipv6 = sockets.ipv6;
  hello.hello.start = privilege.start;
  /* True because the steps above do not return otherwise. */
  hello.hello.seccomp = true;
  hello.hello.no_new_privileges = true;
  hello.hello.capabilities_empty = true;
  hello.hello.in_flight_max = HOPMAP_TABLE_ACTIVE_MAX;
  hello.hello.rate = HOPMAP_PACE_RATE;
  hello.hello.burst = HOPMAP_PACE_BURST;

  _exit ((int) hopmap_loop_run (&sockets, &secrets, &hello));
}
