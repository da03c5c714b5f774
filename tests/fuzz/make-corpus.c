/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes the first inputs of the fuzz targets: every golden reply, to a probe that is in the table,
 * and some conversations.
 *
 *   make-corpus FOLDER      which gets the folders commands, errors, ipv4 and ipv6
 */
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "golden.h"
#include "stage.h"

typedef struct
{
  uint8_t bytes[4096];
  size_t length;
} Input;

static const char *folder;

static void
put (Input *input, const void *bytes, size_t length)
{
  if (input->length + length > sizeof input->bytes)
    abort ();
  memcpy (input->bytes + input->length, bytes, length);
  input->length += length;
}

static void
write_input (const Input *input, const char *target, const char *name)
{
  char path[512];
  FILE *file;

  snprintf (path, sizeof path, "%s/%s", folder, target);
  mkdir (path, 0777);
  snprintf (path, sizeof path, "%s/%s/%s", folder, target, name);
  for (char *at = path; *at != '\0'; at++)
    if (*at == ' ' || *at == ',')
      *at = '-';
  file = fopen (path, "w");
  if (file == NULL || fwrite (input->bytes, 1, input->length, file) != input->length
      || fclose (file) != 0)
    {
      perror (path);
      exit (1);
    }
}

static void
put_message (Input *input, StageHead head, const uint8_t *bytes, size_t length)
{
  head.length[0] = (uint8_t) (length >> 8);
  head.length[1] = (uint8_t) length;
  put (input, &head, sizeof head);
  put (input, bytes, length);
}

static uint8_t
channel_of (const Golden *golden, bool is_ordinary)
{
  HopmapChannelKind kind = HOPMAP_CHANNEL_RAW_ICMP;

  if (golden->way == GOLDEN_RAW && golden->type == 0 && golden->protocol == HOPMAP_FRAME_TCP)
    kind = HOPMAP_CHANNEL_RAW_TCP;
  else if (golden->way == GOLDEN_PING
           || (golden->way == GOLDEN_QUEUE && golden->protocol == HOPMAP_FRAME_ICMP))
    kind = HOPMAP_CHANNEL_PING;
  else if (golden->way == GOLDEN_QUEUE && golden->protocol == HOPMAP_FRAME_UDP)
    kind = is_ordinary ? HOPMAP_CHANNEL_UDP_PROBE : HOPMAP_CHANNEL_UDP_FLOW;
  else if (golden->way == GOLDEN_QUEUE)
    kind = HOPMAP_CHANNEL_TCP_PROBE;
  return (uint8_t) kind;
}

static StageHead
head_of (const Golden *golden, bool is_ordinary)
{
  bool is_queue = golden->way == GOLDEN_QUEUE;
  bool is_ipv4 = golden->family == HOPMAP_FRAME_IPV4;
  StageHead head = {
    .channel = channel_of (golden, is_ordinary),
    .said = STAGE_SAID_STAMP | STAGE_SAID_TTL | STAGE_SAID_TOS | STAGE_SAID_TO,
    .name = (uint8_t) (is_queue ? 0x10 : golden->type != 0),
    .ttl = 57,
    .age = 3,
    .type = golden->type,
    .code = golden->code,
    .info = { (uint8_t) (golden->mtu >> 24), (uint8_t) (golden->mtu >> 16),
              (uint8_t) (golden->mtu >> 8), (uint8_t) golden->mtu },
  };
  uint16_t extension = golden_error (golden).error.ee_rfc4884.len;

  if (!is_ipv4)
    head.channel |= STAGE_PROBE_IPV6;
  if (is_queue)
    {
      head.said |= STAGE_SAID_ERROR;
      head.origin = is_ipv4 ? SO_EE_ORIGIN_ICMP : SO_EE_ORIGIN_ICMP6;
      head.extension[0] = (uint8_t) (extension >> 8);
      head.extension[1] = (uint8_t) extension;
    }
  else
    head.channel |= STAGE_CHANNEL_DATA;
  return head;
}

/* The reply, twice, to the middle one of three probes of one kind. */
static void
write_golden (const Golden *golden, StageRules rules, const char *target)
{
  static const uint8_t protocols[] = { 0, 0, 1, 2 };
  bool is_ordinary = golden->way != GOLDEN_RAW
                     && (golden->protocol != HOPMAP_FRAME_UDP
                         || golden->family == HOPMAP_FRAME_IPV4);
  uint8_t probe =
      (uint8_t) (protocols[golden->protocol] | (is_ordinary ? STAGE_PROBE_UNPRIVILEGED : 0)
                 | (golden->family == HOPMAP_FRAME_IPV6 ? STAGE_PROBE_IPV6 : 0)
                 | (golden->probe_size > 0 && golden->probe_size < 60 ? STAGE_PROBE_SMALL : 0));
  StagePrefix prefix = { .n_probes = 2,
                         .scramble = { 0x2c, 0x71 },
                         .probes = { probe, probe, probe } };
  StageHead head = head_of (golden, is_ordinary);
  HopmapFrameSend send;
  Input input = { 0 };
  Packet packet;

  if (is_ordinary && golden->protocol != HOPMAP_FRAME_ICMP)
    prefix.n_probes = 0;
  stage_fill (&prefix, rules);
  send = stage_flight.table.slots[prefix.n_probes / 2].send;
  if (golden->probe_size >= 60)
    send.packet_size = golden->probe_size;
  packet = golden_packet (golden, &send, &stage_flight.table.slots[prefix.n_probes / 2].mark);
  put (&input, &prefix, sizeof prefix);
  put_message (&input, head, packet.bytes, packet.length);
  head.said ^= STAGE_SAID_STAMP;
  put_message (&input, head, packet.bytes, packet.length < 80 ? packet.length : 80);
  write_input (&input, target, golden->name);
}

static void
write_departures (void)
{
  StagePrefix prefix = { .n_probes = 3, .probes = { 0, 1, 2, STAGE_PROBE_IPV6 | 1 } };
  StageHead head = { .said = STAGE_SAID_STAMP | STAGE_SAID_ERROR,
                     .origin = SO_EE_ORIGIN_TIMESTAMPING,
                     .age = 3 };
  Input input = { 0 };

  put (&input, &prefix, sizeof prefix);
  for (uint8_t i = 0; i < 8; i++)
    {
      head.channel = (uint8_t[]){ 0, HOPMAP_CHANNEL_RAW_TCP, HOPMAP_CHANNEL_UDP_FLOW,
                                  HOPMAP_CHANNEL_UDP_FLOW | STAGE_PROBE_IPV6 }[i % 4];
      head.number[3] = (uint8_t) (i / 4 * 70);
      put_message (&input, head, NULL, 0);
    }
  write_input (&input, "errors", "departures");
}

/* What a connection has come to, and what a service answers. */
static void
write_others (void)
{
  StagePrefix prefix = { .n_probes = 1, .probes = { STAGE_PROBE_UNPRIVILEGED | 2, 1 } };
  StageHead head = { .channel = HOPMAP_CHANNEL_UDP_FLOW | STAGE_CHANNEL_DATA,
                     .said = STAGE_SAID_STAMP };
  Input input = { 0 };

  put (&input, &prefix, sizeof prefix);
  put_message (&input, head, (const uint8_t *) "answer", 6);
  head.channel = HOPMAP_CHANNEL_TCP_PROBE | STAGE_CHANNEL_DATA;
  for (uint8_t i = 8; i-- > 0;)
    {
      head.connection = i;
      put_message (&input, head, NULL, 0);
    }
  write_input (&input, "errors", "connection and datagram");
}

static void
put_command (Input *input, uint8_t what, const HopmapFrame *frame, size_t body)
{
  uint8_t bytes[HOPMAP_FRAME_SIZE];

  if (!hopmap_frame_encode (frame, bytes))
    abort ();
  put (input, &what, 1);
  put (input, what == 2 ? bytes : bytes + 8, what == 2 ? sizeof bytes : body);
}

/* One probe of each kind, with what can happen to it. */
static void
write_conversation (uint8_t choice, const char *name)
{
  HopmapFrame forget = { .type = HOPMAP_FRAME_FORGET,
                         .forget = { .scope = HOPMAP_FORGET_ONE, .token = 4 } };
  Input input = { .bytes = { choice }, .length = 1 };

  for (uint8_t i = 0; i < 6; i++)
    {
      Golden golden = { .family = i % 2 == 0 ? HOPMAP_FRAME_IPV4 : HOPMAP_FRAME_IPV6,
                        .protocol = (HopmapFrameProtocol) (i / 2 + 1) };
      HopmapFrame frame = { .type = HOPMAP_FRAME_SEND, .send = golden_send (&golden) };

      frame.send.token = i;
      frame.send.gap_us = i * 1000u;
      frame.send.has_source = true;
      put_command (&input, i == 5 ? 2 : 0, &frame, 60);
      put (&input, (uint8_t[]){ 0x85, 0x80, i, 0x80, 9 }, 5); /* its departure */
      put (&input, (uint8_t[]){ 4, 20 }, 2);
      put (&input, (uint8_t[]){ 5, (uint8_t) (i < 2 ? i : i), i, 0xb0, 3 }, 5); /* an answer */
    }
  put_command (&input, 3, &forget, 5);
  put (&input, (uint8_t[]){ 6, 0x8c, 4, 90, 6, 0, 7 + 8 * 20, 4, 100, 4, 200 }, 11);
  forget.forget = (HopmapFrameForget){ .scope = HOPMAP_FORGET_ALL };
  put_command (&input, 2, &forget, 0);
  write_input (&input, "commands", name);
}

int
main (int argc, char *argv[])
{
  if (argc != 2)
    return 1;
  folder = argv[1];
  for (size_t i = 0; i < n_goldens; i++)
    {
      bool is_ipv4 = goldens[i].family == HOPMAP_FRAME_IPV4;

      write_golden (&goldens[i], STAGE_IPV4 | STAGE_IPV6 | STAGE_QUEUE, "errors");
      if (goldens[i].way == GOLDEN_RAW)
        write_golden (&goldens[i], is_ipv4 ? STAGE_IPV4 : STAGE_IPV6, is_ipv4 ? "ipv4" : "ipv6");
    }
  write_departures ();
  write_others ();
  write_conversation (0, "unprivileged");
  write_conversation (1, "raw");
  write_conversation (7, "no UDP over IPv6");
  return 0;
}
