/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sockets of the helper: those that need privilege, opened once and for good; and ordinary
 * ones, opened when a probe needs one and closed when another needs the place.
 */
#pragma once

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe-frame.h"

/** Most sockets that are open for probes at the same time. */
#define HOPMAP_CHANNELS 128

/** Files beside them: the standard ones, two that keep ports, and one that finds a source. */
#define HOPMAP_OTHER_FILES 6

/** How many departures a socket remembers, until the kernel's stamp for them comes. */
#define HOPMAP_CHANNEL_DEPARTURES 64

typedef enum
{
  HOPMAP_CHANNEL_RAW_ICMP,  /* sees the answers to all probes but TCP's own */
  HOPMAP_CHANNEL_RAW_TCP,   /* sends SYNs and sees what TCP answers */
  HOPMAP_CHANNEL_PING,      /* echo with an error queue */
  HOPMAP_CHANNEL_UDP_FLOW,  /* the source port of a flow */
  HOPMAP_CHANNEL_UDP_PROBE, /* the source port of one probe: a router need not quote more than the
                               eight bytes that an error queue keeps to itself */
  HOPMAP_CHANNEL_TCP_PROBE, /* one connect() */
} HopmapChannelKind;

typedef struct
{
  int fd; /* -1 is closed; the rest then says nothing */
  HopmapChannelKind kind;
  HopmapFrameFamily family;
  HopmapFrameProtocol protocol;
  uint16_t id;       /* echo identifier, or source port */
  uint16_t flow;     /* of HOPMAP_CHANNEL_UDP_FLOW */
  uint16_t probe;    /* which had it last; the only one where there is one at a time */
  uint16_t n_flying; /* probes without a verdict */
  uint64_t used_ns;  /* by the last of them */
  uint32_t n_sent;   /* as the kernel counts them */
  uint16_t departures[HOPMAP_CHANNEL_DEPARTURES]; /* probes, by their number among the sent ones */
} HopmapChannel;

typedef struct
{
  HopmapFrameHello hello;                  /* of it the abilities */
  HopmapChannel channels[HOPMAP_CHANNELS]; /* the first ones are those that stay */
  size_t n_channels;                       /* for which the limit of open files has room */
} HopmapSockets;

/** Whether @channel needed privilege. */
static inline bool
hopmap_channel_is_raw (const HopmapChannel *channel)
{
  return channel->kind == HOPMAP_CHANNEL_RAW_ICMP || channel->kind == HOPMAP_CHANNEL_RAW_TCP;
}

/** Whether @channel has one probe at a time, so that whatever comes is about that. */
static inline bool
hopmap_channel_is_single (const HopmapChannel *channel)
{
  return channel->kind == HOPMAP_CHANNEL_UDP_PROBE || channel->kind == HOPMAP_CHANNEL_TCP_PROBE;
}

/** For which sockets an option is. */
typedef enum
{
  HOPMAP_OPTION_ALL,
  HOPMAP_OPTION_QUEUE, /* those with an error queue */
  HOPMAP_OPTION_LATER, /* set where it is needed, not with the others */
} HopmapOptionUse;

typedef struct
{
  int level;    /* IPPROTO_IP stands for IPPROTO_IPV6 too, IPPROTO_TCP leaves others alone */
  int names[2]; /* in IPv4 and IPv6; 0 is none */
  HopmapOptionUse use;
  bool is_demanded; /* what is not shows as unknown in the events */
  int value[2];     /* as SO_LINGER wants them; what others want is the first */
} HopmapSocketOption;

static inline int
hopmap_socket_option_level (const HopmapSocketOption *option, bool is_ipv6)
{
  return is_ipv6 && option->level == IPPROTO_IP ? IPPROTO_IPV6 : option->level;
}

/** All options that are ever set on a socket, but for its filter, which comes first. */
#define HOPMAP_SOCKET_OPTIONS 14
extern const HopmapSocketOption hopmap_socket_options[HOPMAP_SOCKET_OPTIONS];

/**
 * Opens what stays: for each family a raw ICMP socket, or else a ping socket, and a raw TCP socket
 * with a port of its own that a bound socket keeps free. What is refused is noted in the abilities;
 * false if a raw socket cannot be filtered and locked. @icmp_id is a random identifier to ask for.
 */
bool hopmap_sockets_open (HopmapSockets *sockets, uint16_t icmp_id);

/**
 * Finds or opens the channel for @send, whose protocol must be one of the abilities. NULL with an
 * errno if the system refuses one, which is 0 if all are busy for now.
 */
HopmapChannel *hopmap_sockets_take (HopmapSockets *sockets, const HopmapFrameSend *send);

/** Closes @channel, whose probe may go on waiting for its time to be over. */
void hopmap_sockets_close (HopmapChannel *channel);

/** A probe on @channel has its verdict, was forgotten, or could not leave by it. */
void hopmap_sockets_release (HopmapChannel *channel);
