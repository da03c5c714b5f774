/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sockets that are only numbers, and a system that sends nothing. What is released without having
 * been taken ends the program, so that neither a test nor a fuzzer can miss it.
 */
#include "made-network.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "probe-build.h"
#include "transmit.h"

MadeNetwork made;

static void
open_channel (HopmapChannel *channel,
              HopmapChannelKind kind,
              HopmapFrameFamily family,
              HopmapFrameProtocol protocol,
              uint16_t id)
{
  memset (channel, 0, sizeof *channel);
  channel->fd = 1000;
  channel->kind = kind;
  channel->family = family;
  channel->protocol = protocol;
  channel->id = id;
}

static void
open_family (HopmapSockets *sockets, HopmapFrameFamily family, bool is_raw)
{
  bool is_ipv4 = family == HOPMAP_FRAME_IPV4;
  HopmapFrameAbilities *abilities = is_ipv4 ? &sockets->hello.ipv4 : &sockets->hello.ipv6;
  HopmapChannel *icmp = &sockets->channels[is_ipv4 ? 0 : 1];

  open_channel (icmp, is_raw ? HOPMAP_CHANNEL_RAW_ICMP : HOPMAP_CHANNEL_PING, family,
                HOPMAP_FRAME_ICMP, MADE_ID);
  abilities->icmp.mode = is_raw ? HOPMAP_MODE_RAW : HOPMAP_MODE_ICMP_DATAGRAM;
  abilities->udp.mode = is_raw ? HOPMAP_MODE_RAW : HOPMAP_MODE_ERROR_QUEUE;
  abilities->tcp.mode = is_raw ? HOPMAP_MODE_RAW : HOPMAP_MODE_ERROR_QUEUE;
  abilities->icmp.constant_flow = true;
  abilities->udp.constant_flow = is_raw || !is_ipv4;
  abilities->tcp.constant_flow = is_raw;
  if (is_raw)
    open_channel (&sockets->channels[is_ipv4 ? 2 : 3], HOPMAP_CHANNEL_RAW_TCP, family,
                  HOPMAP_FRAME_TCP, MADE_ID + 1);
}

void
made_sockets_open (HopmapSockets *sockets, bool is_raw)
{
  memset (&made, 0, sizeof made);
  made.connection = HOPMAP_RECEIVED_NOISE;
  memset (&sockets->hello, 0, sizeof sockets->hello);
  sockets->n_channels = HOPMAP_CHANNELS;
  for (size_t i = 0; i < HOPMAP_CHANNELS; i++)
    {
      sockets->channels[i].fd = -1;
      sockets->channels[i].n_flying = 0;
    }
  open_family (sockets, HOPMAP_FRAME_IPV4, is_raw);
  open_family (sockets, HOPMAP_FRAME_IPV6, is_raw);
}

void
made_receipt (HopmapReceived received, const HopmapReceipt *receipt)
{
  if (made.n_receipts == MADE_RECEIPTS)
    abort ();
  made.receipts[made.n_receipts++] = (MadeReceipt){ received, *receipt };
}

uint64_t
hopmap_clock (clockid_t clock)
{
  return made.now_ns;
}

bool
hopmap_transmit (const HopmapChannel *channel, HopmapProbe *probe)
{
  static const uint8_t us[16] = { 10, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
  HopmapFrameSend *send = &probe->send;
  HopmapProbePacket packet;

  if (channel->family != send->family || channel->protocol != send->protocol)
    abort ();
  errno = made.transmit_error;
  if (errno != 0)
    return false;
  if (!send->has_source)
    memcpy (send->source.bytes, us, send->family == HOPMAP_FRAME_IPV4 ? 4 : 16);
  probe->mark.id = channel->id;
  hopmap_probe_build (&packet, send, &probe->mark);
  if (packet.length > HOPMAP_FRAME_PACKET_MAX)
    abort ();
  probe->checksum = packet.checksum;
  probe->has_cookie = packet.has_cookie && channel->kind != HOPMAP_CHANNEL_TCP_PROBE;
  probe->sent_ns = made.now_ns;
  made.n_sent++;
  made.send = *send;
  return true;
}

/* A closed one, else one that nothing flies on. */
static HopmapChannel *
find_place (HopmapSockets *sockets)
{
  HopmapChannel *idle = NULL;

  for (size_t i = MADE_LASTING; i < HOPMAP_CHANNELS; i++)
    if (sockets->channels[i].n_flying > 0)
      continue;
    else if (sockets->channels[i].fd < 0)
      return &sockets->channels[i];
    else
      idle = &sockets->channels[i];
  return idle;
}

static HopmapChannel *
open_ordinary (HopmapSockets *sockets, const HopmapFrameSend *send, HopmapChannelKind kind)
{
  HopmapChannel *channel = find_place (sockets);

  if (channel == NULL)
    return NULL;
  open_channel (channel, kind, send->family, send->protocol,
                (uint16_t) (40000 + (channel - sockets->channels)));
  channel->flow = send->flow;
  return channel;
}

HopmapChannel *
hopmap_sockets_take (HopmapSockets *sockets, const HopmapFrameSend *send)
{
  bool is_ipv4 = send->family == HOPMAP_FRAME_IPV4;
  const HopmapFrameAbility *ability = hopmap_frame_ability (&sockets->hello, send->family,
                                                            send->protocol);

  errno = made.socket_error;
  if (made.is_busy || made.socket_error != 0)
    return NULL;
  if (send->protocol == HOPMAP_FRAME_ICMP)
    return &sockets->channels[is_ipv4 ? 0 : 1];
  if (send->protocol == HOPMAP_FRAME_TCP && ability->mode == HOPMAP_MODE_RAW)
    return &sockets->channels[is_ipv4 ? 2 : 3];
  if (send->protocol == HOPMAP_FRAME_TCP)
    return open_ordinary (sockets, send, HOPMAP_CHANNEL_TCP_PROBE);
  if (!ability->constant_flow)
    return open_ordinary (sockets, send, HOPMAP_CHANNEL_UDP_PROBE);
  for (size_t i = MADE_LASTING; i < HOPMAP_CHANNELS; i++)
    {
      HopmapChannel *channel = &sockets->channels[i];

      if (channel->fd >= 0 && channel->kind == HOPMAP_CHANNEL_UDP_FLOW
          && channel->family == send->family && channel->flow == send->flow)
        return channel;
    }
  return open_ordinary (sockets, send, HOPMAP_CHANNEL_UDP_FLOW);
}

void
hopmap_sockets_close (HopmapChannel *channel)
{
  channel->fd = -1;
}

void
hopmap_sockets_release (HopmapChannel *channel)
{
  if (channel->n_flying == 0)
    abort ();
  channel->n_flying--;
  if (channel->kind == HOPMAP_CHANNEL_TCP_PROBE)
    channel->fd = -1;
}
