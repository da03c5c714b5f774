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
#include <sys/random.h>
#include <unistd.h>

#include "exit-status.h"
#include "loop.h"
#include "privilege.h"
#include "sandbox.h"
#include "sanitise.h"
#include "sockets.h"
#include "transmit.h"

#define PIECE 256

/* In pieces that are never cut short, getrandom(2). */
static void
draw_random (void *numbers, size_t size)
{
  uint8_t *bytes = numbers;

  for (size_t at = 0; at < size; at += PIECE)
    hopmap_demand (getrandom (bytes + at, size - at < PIECE ? size - at : PIECE, 0) >= 0,
                   HOPMAP_EXIT_SYSTEM, "there are no random numbers.");
}

int
main (int argc, char *argv[])
{
  static HopmapSockets sockets;
  static HopmapFlight flight;
  HopmapPrivilege privilege;
  HopmapFrame hello = { .type = HOPMAP_FRAME_HELLO };
  uint16_t icmp_id;

  hopmap_sanitise (argc, argv);
  draw_random (&icmp_id, sizeof icmp_id);
  draw_random (&flight.table.scramble, sizeof flight.table.scramble);
  draw_random (flight.table.cookies, sizeof flight.table.cookies);

  hopmap_privilege_find (&privilege);
  hopmap_sockets_open (&sockets, icmp_id != 0 ? icmp_id : 1); /* 0 means any to a ping socket */
  hopmap_privilege_drop (&privilege);

  hello.hello = (HopmapFrameHello){
    .landlock_abi = hopmap_sandbox_enter (hopmap_sockets_connect (&sockets)),
    .ipv4 = sockets.ipv4,
    .ipv6 = sockets.ipv6,
    .start = privilege.start,
    /* True because the steps above do not return otherwise. */
    .seccomp = true,
    .no_new_privileges = true,
    .capabilities_empty = true,
    .in_flight_max = HOPMAP_TABLE_ACTIVE_MAX,
    .rate = HOPMAP_PACE_RATE,
    .burst = HOPMAP_PACE_BURST,
  };
  hopmap_flight_init (&flight, &sockets, hopmap_clock ());
  _exit ((int) hopmap_loop_run (&flight, &hello));
}
