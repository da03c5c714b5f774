/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One ppoll() over standard input, standard output and the sockets. The end of standard input is
 * the sign to go, noticed even while nothing is read because there is no room for more.
 */
#include "loop.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "transmit.h"

#define INPUT_FRAMES 16
#define FAREWELL_MS  50 /* how long the last words may take */
#define OUR_ENTRIES  2
#define GO_ON        (-1) /* beside the exit statuses */
#define GONE         (POLLHUP | POLLRDHUP | POLLERR | POLLNVAL)

typedef struct
{
  HopmapFlight *flight;
  uint8_t input[INPUT_FRAMES * HOPMAP_FRAME_SIZE];
  size_t n_input;
  struct pollfd entries[OUR_ENTRIES + HOPMAP_CHANNELS];
  size_t n_entries;
} Loop;

static struct timespec
time_until (uint64_t wake_ns)
{
  uint64_t now_ns = hopmap_clock ();
  uint64_t wait_ns = wake_ns > now_ns ? wake_ns - now_ns : 0;

  return (struct timespec){ .tv_sec = (time_t) (wait_ns / 1000000000),
                            .tv_nsec = (long) (wait_ns % 1000000000) };
}

/* The last words: says why, and leaves a reader that is there a moment to read it. */
static int
refuse (Loop *loop, HopmapErrorReason reason)
{
  HopmapFrame frame = { .type = HOPMAP_FRAME_ERROR, .error = { reason, HOPMAP_EXIT_PROTOCOL } };
  uint64_t end_ns = hopmap_clock () + UINT64_C (1000000) * FAREWELL_MS;
  struct pollfd entry = { .fd = STDOUT_FILENO, .events = POLLOUT };
  HopmapOutbox *outbox = &loop->flight->outbox;
  struct timespec wait;

  if (hopmap_outbox_room (outbox) > 0)
    hopmap_outbox_push (outbox, &frame);
  do
    wait = time_until (end_ns);
  while (outbox->n > 0 && ppoll (&entry, 1, &wait, NULL) > 0 && (entry.revents & GONE) == 0
         && hopmap_outbox_write (outbox));
  return HOPMAP_EXIT_PROTOCOL;
}

/* Carries out the commands that are there while their verdicts have room. Returns how to exit, or
 * GO_ON. */
static int
obey (Loop *loop)
{
  size_t at = 0;

  for (; loop->n_input - at >= HOPMAP_FRAME_SIZE && hopmap_flight_has_room (loop->flight);
       at += HOPMAP_FRAME_SIZE)
    {
      HopmapFrame frame;
      HopmapDecodeResult result = hopmap_frame_decode (loop->input + at, HOPMAP_FRAME_SIZE, &frame);

      if (result == HOPMAP_DECODE_BAD_FIELD)
        return refuse (loop, HOPMAP_ERROR_FIELD);
      if (result != HOPMAP_DECODE_OK || !hopmap_frame_is_command (frame.type))
        return refuse (loop, HOPMAP_ERROR_HEADER);
      hopmap_flight_command (loop->flight, &frame, hopmap_clock ());
    }
  loop->n_input -= at;
  memmove (loop->input, loop->input + at, loop->n_input);
  return GO_ON;
}

/* A whole command that waits for room is enough; then only the end is looked for. */
static bool
wants_input (const Loop *loop)
{
  return loop->n_input < HOPMAP_FRAME_SIZE;
}

/* Returns how to exit at the end of input, or GO_ON. */
static int
read_input (Loop *loop, short ready)
{
  ssize_t n;

  if (ready == 0 || !wants_input (loop))
    return (ready & GONE) != 0 ? (int) HOPMAP_EXIT_OK : GO_ON;
  n = read (STDIN_FILENO, loop->input + loop->n_input, sizeof loop->input - loop->n_input);
  if (n == 0)
    return loop->n_input > 0 ? refuse (loop, HOPMAP_ERROR_CUT) : (int) HOPMAP_EXIT_OK;
  if (n > 0)
    loop->n_input += (size_t) n;
  if (n > 0 || errno == EAGAIN || errno == EINTR)
    return GO_ON;
  /* So ends a socket whose other side went with events unread. */
  return errno == ECONNRESET ? HOPMAP_EXIT_OK : HOPMAP_EXIT_IO;
}

/* Waits; false if that failed, which only happens if a limit is not what it was set to. */
static bool
wait_for_something (Loop *loop, uint64_t wake_ns)
{
  struct timespec wait = time_until (wake_ns);
  short input = wants_input (loop) ? POLLRDHUP | POLLIN : POLLRDHUP;
  short output = loop->flight->outbox.n > 0 ? POLLOUT : 0;

  loop->entries[0] = (struct pollfd){ .fd = STDIN_FILENO, .events = input };
  loop->entries[1] = (struct pollfd){ .fd = STDOUT_FILENO, .events = output };
  loop->n_entries = OUR_ENTRIES + hopmap_flight_poll (loop->flight, loop->entries + OUR_ENTRIES);
  return ppoll (loop->entries, loop->n_entries, wake_ns == HOPMAP_NEVER ? NULL : &wait, NULL) >= 0
         || errno == EINTR;
}

HopmapExitStatus
hopmap_loop_run (HopmapFlight *flight, const HopmapFrame *hello)
{
  static Loop loop;
  int status = GO_ON;

  loop.flight = flight;
  hopmap_outbox_push (&flight->outbox, hello);
  while (status == GO_ON)
    {
      short output;

      if (!wait_for_something (&loop, hopmap_flight_turn (flight, hopmap_clock ())))
        return HOPMAP_EXIT_SYSTEM;
      /* Answers first: what has come must not be reported as expired. */
      hopmap_flight_receive (flight, loop.entries + OUR_ENTRIES, loop.n_entries - OUR_ENTRIES);
      status = read_input (&loop, loop.entries[0].revents);
      if (status == GO_ON)
        status = obey (&loop);
      output = loop.entries[1].revents;
      if (status == GO_ON
          && ((output & GONE) != 0
              || ((output & POLLOUT) != 0 && !hopmap_outbox_write (&flight->outbox))))
        status = HOPMAP_EXIT_OK;
    }
  return (HopmapExitStatus) status;
}
