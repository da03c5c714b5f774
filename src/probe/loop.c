/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One ppoll() over standard input, standard output and the sockets. The end of standard input is
 * the sign to go, noticed even while nothing is read because there is no room for more.
 */
#include "loop.h"

#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

#include "transmit.h"

#define OUR_ENTRIES 2
#define GO_ON       (-1) /* beside the exit statuses */
#define GONE        (POLLHUP | POLLRDHUP | POLLERR | POLLNVAL)

typedef struct
{
  HopmapFlight *flight;
  uint8_t command[HOPMAP_FRAME_SIZE];
  size_t n_read; /* bytes of it */
  struct pollfd entries[OUR_ENTRIES + HOPMAP_CHANNELS];
} Loop;

/* The last words: says why, and leaves a reader that is there a moment to read on. */
static int
refuse (HopmapOutbox *outbox, HopmapErrorReason reason)
{
  static const struct timespec moment = { .tv_nsec = 50000000 };
  HopmapFrame frame = { .type = HOPMAP_FRAME_ERROR, .error = { reason, HOPMAP_EXIT_PROTOCOL } };
  struct pollfd entry = { .fd = STDOUT_FILENO, .events = POLLOUT };

  if (hopmap_outbox_room (outbox) > 0)
    hopmap_outbox_push (outbox, &frame);
  while (outbox->length > 0 && ppoll (&entry, 1, &moment, NULL) > 0 && (entry.revents & GONE) == 0
         && hopmap_outbox_write (outbox))
    continue;
  return HOPMAP_EXIT_PROTOCOL;
}

/* Returns how to exit, or GO_ON. */
static int
obey (Loop *loop)
{
  HopmapFrame frame;
  HopmapDecodeResult result = hopmap_frame_decode (loop->command, sizeof loop->command, &frame);

  if (result == HOPMAP_DECODE_BAD_FIELD)
    return refuse (&loop->flight->outbox, HOPMAP_ERROR_FIELD);
  if (result != HOPMAP_DECODE_OK || !hopmap_frame_is_command (frame.type))
    return refuse (&loop->flight->outbox, HOPMAP_ERROR_HEADER);
  loop->n_read = 0;
  hopmap_flight_command (loop->flight, &frame, hopmap_clock (CLOCK_MONOTONIC));
  return GO_ON;
}

/* The same. While there is no room for the verdict on a command, only the end is looked for. */
static int
read_input (Loop *loop, const struct pollfd *entry)
{
  ssize_t n;

  if (entry->revents == 0 || (entry->events & POLLIN) == 0)
    return (entry->revents & GONE) != 0 ? (int) HOPMAP_EXIT_OK : GO_ON;
  /* A whole command has been carried out before; but who broke that rule must not go on. */
  if (loop->n_read >= sizeof loop->command)
    __builtin_trap ();
  n = read (STDIN_FILENO, loop->command + loop->n_read, sizeof loop->command - loop->n_read);
  if (n == 0 && loop->n_read > 0)
    return refuse (&loop->flight->outbox, HOPMAP_ERROR_CUT);
  /* A reset is how a socket ends whose other side went with events unread. */
  if (n == 0 || (n < 0 && errno == ECONNRESET))
    return HOPMAP_EXIT_OK;
  if (n < 0)
    return errno == EAGAIN || errno == EINTR ? GO_ON : (int) HOPMAP_EXIT_IO;
  loop->n_read += (size_t) n;
  return loop->n_read == sizeof loop->command ? obey (loop) : GO_ON;
}

/* Waits; false if that failed, which only happens if a limit is not what it was set to. */
static bool
wait_for_something (Loop *loop, uint64_t wake_ns)
{
  uint64_t now_ns = hopmap_clock (CLOCK_MONOTONIC);
  uint64_t wait_ns = wake_ns > now_ns ? wake_ns - now_ns : 0;
  struct timespec wait = { (time_t) (wait_ns / 1000000000), (long) (wait_ns % 1000000000) };
  short input = hopmap_flight_has_room (loop->flight) ? POLLRDHUP | POLLIN : POLLRDHUP;
  short output = loop->flight->outbox.length > 0 ? POLLOUT : 0;
  nfds_t n = OUR_ENTRIES + hopmap_flight_poll (loop->flight, loop->entries + OUR_ENTRIES);

  loop->entries[0] = (struct pollfd){ .fd = STDIN_FILENO, .events = input };
  loop->entries[1] = (struct pollfd){ .fd = STDOUT_FILENO, .events = output };
  return ppoll (loop->entries, n, wake_ns == HOPMAP_NEVER ? NULL : &wait, NULL) >= 0
         || errno == EINTR;
}

HopmapExitStatus
hopmap_loop_run (HopmapFlight *flight)
{
  HopmapFrame hello = { .type = HOPMAP_FRAME_HELLO, .hello = flight->sockets->hello };
  static Loop loop;
  const struct pollfd *output = &loop.entries[1];
  int status = GO_ON;

  loop.flight = flight;
  hopmap_outbox_push (&flight->outbox, &hello);
  while (status == GO_ON)
    {
      if (!wait_for_something (&loop, hopmap_flight_turn (flight, hopmap_clock (CLOCK_MONOTONIC))))
        return HOPMAP_EXIT_SYSTEM;
      /* Answers first: what has come must not be reported as expired. */
      hopmap_flight_receive (flight, loop.entries + OUR_ENTRIES);
      status = read_input (&loop, &loop.entries[0]);
      if (status == GO_ON
          && ((output->revents & GONE) != 0
              || ((output->revents & POLLOUT) != 0 && !hopmap_outbox_write (&flight->outbox))))
        status = HOPMAP_EXIT_OK;
    }
  return (HopmapExitStatus) status;
}
