/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fuzz target: whatever the application says. The input is cut into frames whose header is made
 * good, so that the bodies are reached. There are no sockets, so that every probe fails; what counts
 * is that each command gets its verdict and that none outgrows its place.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "flight.h"

#define HEADER 8
#define CHUNK  90 /* header and the longest command */
#define NOW_NS UINT64_C (1000000000)

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static HopmapFlight flight;

static const HopmapSockets sockets = {
  .ipv4 = { .abilities = { .icmp = { HOPMAP_MODE_RAW, true, 0 } },
            .icmp_fd = -1,
            .icmp_id = 1 },
  .ipv6 = { .abilities = { .icmp = { HOPMAP_MODE_ICMP_DATAGRAM, true, 1 } },
            .icmp_fd = -1,
            .icmp_id = 1 },
};

static void
require (bool condition)
{
  if (!condition)
    abort ();
}

/* Takes all events out; returns how many verdicts were among them. */
static size_t
take_events (void)
{
  size_t n = 0;

  while (flight.outbox.n > 0)
    {
      HopmapFrame frame;

      require (
          hopmap_frame_decode (flight.outbox.frames[flight.outbox.first], HOPMAP_FRAME_SIZE, &frame)
          == HOPMAP_DECODE_OK);
      require (frame.type == HOPMAP_FRAME_FAILED);
      flight.outbox.first = (flight.outbox.first + 1) % HOPMAP_OUTBOX_FRAMES;
      flight.outbox.n--;
      n++;
    }
  return n;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const HopmapSecrets secrets = { .key = { 1, 2 }, .icmp_id = 1 };
  uint64_t now_ns = NOW_NS;
  size_t n_sends = 0, n_verdicts = 0;
  bool forgot = false;

  memset (&flight, 0, sizeof flight);
  hopmap_flight_init (&flight, &sockets, &secrets, now_ns);
  for (; size > 0; data += size < CHUNK ? size : CHUNK, size -= size < CHUNK ? size : CHUNK)
    {
      uint8_t bytes[HOPMAP_FRAME_SIZE] = { 0 };
      HopmapFrame frame;

      memcpy (bytes, data, size < CHUNK ? size : CHUNK);
      if ((bytes[7] & 1) == 0)
        memcpy (bytes, (uint8_t[]){ 0x48, 0x4d, 1, bytes[3] % 2 + 1, 128, 0, 0, 0 }, HEADER);
      if (hopmap_frame_decode (bytes, sizeof bytes, &frame) != HOPMAP_DECODE_OK)
        continue;
      if (!hopmap_frame_is_command (frame.type) || !hopmap_flight_has_room (&flight))
        continue;
      hopmap_flight_command (&flight, &frame, now_ns);
      n_sends += frame.type == HOPMAP_FRAME_SEND;
      forgot |= frame.type == HOPMAP_FRAME_FORGET;
      now_ns += bytes[8];
      hopmap_flight_send (&flight, now_ns);
      n_verdicts += take_events ();
    }

  /* However it was spaced and paced: let enough time pass and all has been sent. */
  for (int i = 0; flight.table.n_active > 0 && i < 100000; i++)
    {
      uint64_t wake_ns = hopmap_flight_send (&flight, now_ns);

      require (wake_ns >= now_ns);
      n_verdicts += take_events ();
      if (wake_ns != HOPMAP_NEVER)
        now_ns = wake_ns;
    }
  require (flight.table.n_active == 0);
  require (forgot ? n_verdicts <= n_sends : n_verdicts == n_sends);
  return 0;
}
