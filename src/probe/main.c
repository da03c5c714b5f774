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
#include <poll.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "exit-status.h"
#include "loop.h"
#include "privilege.h"
#include "sandbox.h"
#include "sanitise.h"
#include "sockets.h"
#include "thrift.h"
#include "transmit.h"

#define PIECE 256

/* Else ends the process with a fixed sentence. Nobody may be listening, and a full pipe must not
 * hold us up; the exit status says it all the same. */
static void
demand (bool holds, HopmapExitStatus status, const char *sentence)
{
  struct pollfd entry = { .fd = STDERR_FILENO, .events = POLLOUT };

  if (holds)
    return;
  if (poll (&entry, 1, 0) == 1 && (entry.revents & POLLOUT) != 0)
    (void) !write (STDERR_FILENO, sentence, strlen (sentence));
  _exit ((int) status);
}

/* In pieces that are never cut short, getrandom(2). */
static void
draw_random (void *numbers, size_t size)
{
  uint8_t *bytes = numbers;

  for (size_t at = 0; at < size; at += PIECE)
    demand (getrandom (bytes + at, size - at < PIECE ? size - at : PIECE, 0) >= 0,
            HOPMAP_EXIT_SYSTEM, "hopmap-probe: there are no random numbers.\n");
}

int
main (int argc, char *argv[])
{
  static const char version[] = "hopmap-probe " HOPMAP_VERSION "\n";
  static HopmapSockets sockets;
  static HopmapFlight flight;
  HopmapPrivilege privilege;
  HopmapFrameHello *hello = &sockets.hello;
  bool with_connect;
  uint16_t icmp_id;

  demand (hopmap_sanitise (), HOPMAP_EXIT_SYSTEM,
          "hopmap-probe: what it was started with cannot be put right.\n");
  if (argc == 2 && strcmp (argv[1], "--version") == 0)
    _exit (write (STDOUT_FILENO, version, sizeof version - 1) > 0 ? HOPMAP_EXIT_OK
                                                                  : HOPMAP_EXIT_IO);
  demand (argc == 1, HOPMAP_EXIT_USAGE,
          "hopmap-probe: this program takes no arguments; hopmap starts it.\n");
  demand (
      hopmap_has_partner (), HOPMAP_EXIT_USAGE,
      "hopmap-probe: standard input and output must be pipes or sockets; hopmap sees to that.\n");
  draw_random (&icmp_id, sizeof icmp_id);
  draw_random (&flight.table.scramble, sizeof flight.table.scramble);
  draw_random (flight.table.cookies, sizeof flight.table.cookies);

  demand (hopmap_privilege_find (&privilege), HOPMAP_EXIT_PRIVILEGE,
          "hopmap-probe: the capabilities cannot be read or set.\n");
  /* To a ping socket, 0 means any. */
  demand (hopmap_sockets_open (&sockets, icmp_id != 0 ? icmp_id : 1), HOPMAP_EXIT_FILTER,
          "hopmap-probe: a raw socket cannot be filtered and locked.\n");
  demand (hopmap_privilege_drop (&privilege), HOPMAP_EXIT_PRIVILEGE,
          "hopmap-probe: the privilege cannot be given up for good.\n");
  with_connect = hello->ipv4.tcp.mode == HOPMAP_MODE_ERROR_QUEUE
                 || hello->ipv6.tcp.mode == HOPMAP_MODE_ERROR_QUEUE;
  hopmap_thrift ();
  demand (hopmap_sandbox_enter (with_connect, sockets.n_channels + HOPMAP_OTHER_FILES,
                                &hello->landlock_abi),
          HOPMAP_EXIT_SANDBOX, "hopmap-probe: the sandbox cannot be closed.\n");

  hello->start = privilege.start;
  hello->in_flight_max = HOPMAP_TABLE_ACTIVE_MAX;
  hello->rate = HOPMAP_PACE_RATE;
  hello->burst = HOPMAP_PACE_BURST;
  /* Or else one of the steps above would have been the last. */
  hello->seccomp = hello->no_new_privileges = hello->capabilities_empty = true;
  hopmap_flight_init (&flight, &sockets, hopmap_clock (CLOCK_MONOTONIC));
  _exit ((int) hopmap_loop_run (&flight));
}
