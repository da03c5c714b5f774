/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Helpers that behave badly, or as no real network lets one test; built once per FAKE_BEHAVIOUR.
 */
#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "probe-frame.h"

enum
{
  GARBAGE,    /* says something that is no frame */
  DIES,       /* says hello, takes one frame and ends with status 70 */
  POWERLESS,  /* may send nothing */
  ICMP_ONLY,  /* … */
  NO_ROUTE,   /* every probe fails */
  MULTICAST,  /* every probe is refused for its destination */
  SEEN,       /* destination at TTL 3, translated address before it, all facts set */
  WEB_ONLY,   /* the same, but the destination answers nothing except TCP to port 80 */
  HALF_FRAME, /* ends within a frame */
};

static void
put (const HopmapFrame *frame)
{
  uint8_t buffer[HOPMAP_FRAME_SIZE];

  if (!hopmap_frame_encode (frame, buffer)
      || write (STDOUT_FILENO, buffer, sizeof buffer) != (ssize_t) sizeof buffer)
    _exit (1);
}

static HopmapFrameAbility
ability (HopmapProbeMode mode)
{
  return (HopmapFrameAbility){ .mode = mode, .error = mode == HOPMAP_MODE_RAW ? 0 : EACCES };
}

static void
hello (HopmapProbeMode icmp, HopmapProbeMode udp)
{
  HopmapFrame frame = { .type = HOPMAP_FRAME_HELLO };

  frame.hello.start = HOPMAP_START_PLAIN;
  frame.hello.ipv4.icmp = ability (icmp);
  frame.hello.ipv4.udp = ability (udp);
  frame.hello.ipv4.tcp = ability (FAKE_BEHAVIOUR == WEB_ONLY ? HOPMAP_MODE_RAW : HOPMAP_MODE_NONE);
  frame.hello.ipv6 = frame.hello.ipv4;
  frame.hello.in_flight_max = 64;
  frame.hello.rate = 200;
  frame.hello.burst = 64;
  put (&frame);
}

static uint64_t
now_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (uint64_t) now.tv_sec * 1000000000u + (uint64_t) now.tv_nsec;
}

static void
fail_probe (const HopmapFrameSend *probe, HopmapFailedReason reason, uint32_t error)
{
  HopmapFrame frame = { .type = HOPMAP_FRAME_FAILED };

  frame.failed.token = probe->token;
  frame.failed.reason = reason;
  frame.failed.error = error;
  put (&frame);
}

static void
answer_probe (const HopmapFrameSend *probe)
{
  HopmapFrame frame = { .type = HOPMAP_FRAME_SENT };
  HopmapFrame reply = { .type = HOPMAP_FRAME_REPLY };

  frame.sent.token = probe->token;
  frame.sent.stamp = HOPMAP_STAMP_KERNEL;
  frame.sent.sent_ns = now_ns ();
  put (&frame);
  if (FAKE_BEHAVIOUR == WEB_ONLY && probe->ttl >= 3 && probe->port != 80)
    return;

  reply.reply.token = probe->token;
  reply.reply.family = probe->family;
  reply.reply.protocol = probe->protocol;
  reply.reply.kind = probe->ttl < 3 ? HOPMAP_REPLY_TIME_EXCEEDED : HOPMAP_REPLY_ECHO;
  if (probe->ttl >= 3 && probe->protocol == HOPMAP_FRAME_TCP)
    reply.reply.kind = HOPMAP_REPLY_TCP_SYN_ACK;
  reply.reply.stamp = HOPMAP_STAMP_KERNEL;
  reply.reply.icmp_type = probe->ttl < 3 ? 11 : 0;
  /* hop 2 answers with the destination's address and is not the destination */
  reply.reply.from = probe->destination;
  if (probe->ttl == 1)
    reply.reply.from.bytes[3]++;
  reply.reply.reply_ttl = (uint8_t) (65 - probe->ttl);
  reply.reply.quoted_ttl = 1;
  reply.reply.flags = HOPMAP_REPLY_QUOTED_KNOWN;
  reply.reply.rtt_ns = probe->ttl * 1000000u;
  reply.reply.received_ns = frame.sent.sent_ns + reply.reply.rtt_ns;
  if (probe->ttl == 1)
    {
      reply.reply.n_labels = 1;
      reply.reply.labels[0] = 24012u << 12 | 3u << 9 | 1u << 8 | 254u;
    }
  put (&reply);
}

static void
take (const HopmapFrameSend *probe)
{
  if (FAKE_BEHAVIOUR == DIES)
    _exit (70);

  if (FAKE_BEHAVIOUR == NO_ROUTE)
    fail_probe (probe, HOPMAP_FAILED_SEND, ENETUNREACH);
  else if (FAKE_BEHAVIOUR == MULTICAST)
    fail_probe (probe, HOPMAP_FAILED_DESTINATION, EINVAL);
  else
    answer_probe (probe);
}

int
main (void)
{
  static const char garbage[HOPMAP_FRAME_SIZE] = "GET / HTTP/1.1\r\n";
  uint8_t buffer[HOPMAP_FRAME_SIZE];
  HopmapFrame frame;
  size_t n = 0;
  ssize_t got;

  if (FAKE_BEHAVIOUR == GARBAGE || FAKE_BEHAVIOUR == HALF_FRAME)
    {
      size_t length = FAKE_BEHAVIOUR == GARBAGE ? sizeof garbage : sizeof garbage / 2;

      return write (STDOUT_FILENO, garbage, length) == (ssize_t) length ? 0 : 1;
    }
  if (FAKE_BEHAVIOUR == POWERLESS)
    hello (HOPMAP_MODE_NONE, HOPMAP_MODE_NONE);
  else if (FAKE_BEHAVIOUR == ICMP_ONLY)
    hello (HOPMAP_MODE_ICMP_DATAGRAM, HOPMAP_MODE_NONE);
  else
    hello (HOPMAP_MODE_RAW, HOPMAP_MODE_RAW);

  while ((got = read (STDIN_FILENO, buffer + n, sizeof buffer - n)) > 0)
    {
      n += (size_t) got;
      if (n < sizeof buffer)
        continue;
      n = 0;
      if (hopmap_frame_decode (buffer, sizeof buffer, &frame) != HOPMAP_DECODE_OK)
        return 65;
      if (frame.type == HOPMAP_FRAME_SEND)
        take (&frame.send);
    }

  return 0;
}
