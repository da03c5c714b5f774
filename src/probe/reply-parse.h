/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a received packet says, read without believing it. Pure functions over bytes: they do not
 * know which probes are in flight; probe-table does.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h> /* which the next one forgets */

#include <linux/errqueue.h>

#include "probe-build.h"
#include "probe-frame.h"

/** Facts that the socket tells beside the bytes; all optional. */
typedef struct
{
  bool has_to;
  HopmapFrameAddress to; /* where the packet was sent to: an address of ours */
  uint8_t ttl;           /* 0 is unknown */
  bool has_tos;
  uint8_t tos;
} HopmapArrival;

/** An answer, and what it says about the probe that it answers. */
typedef struct
{
  /* Ready for the application; token, stamp and times are left for whoever finds the probe. */
  HopmapFrameReply reply;
  /* How to find the probe. */
  bool is_quote;                  /* an ICMP error, with part of the probe in it */
  HopmapFrameAddress destination; /* of the probe; for an echo reply unknown, zero */
  uint16_t id;                    /* of an echo; for UDP the source port, 0 is unknown */
  uint16_t sequence;              /* of an echo; for UDP the destination port */
  uint8_t cookie[HOPMAP_COOKIE_SIZE];
  size_t n_cookie; /* how many bytes of the cookie were there */
  bool has_checksum;
  uint16_t checksum; /* of the quoted echo request */
} HopmapAnswer;

/** Reads @length bytes from a raw IPv4 ICMP socket, IP header first. False is "not for us". */
bool hopmap_answer_parse_ipv4 (HopmapAnswer *answer, const uint8_t *packet, size_t length);

/**
 * Reads @length bytes from a raw ICMPv6 socket, or the IPv6 echo reply of a ping socket. @from is
 * the sender.
 */
bool hopmap_answer_parse_ipv6 (HopmapAnswer *answer,
                               const uint8_t *packet,
                               size_t length,
                               const HopmapFrameAddress *from,
                               const HopmapArrival *arrival);

/** Reads an echo reply from an IPv4 ping socket, which gives it from its ICMP header on. */
bool hopmap_answer_parse_echo_ipv4 (HopmapAnswer *answer,
                                    const uint8_t *packet,
                                    size_t length,
                                    const HopmapFrameAddress *from,
                                    const HopmapArrival *arrival);

/** An error that the error queue of a ping or UDP socket gave. */
typedef struct
{
  HopmapFrameFamily family;
  HopmapFrameProtocol protocol; /* of the socket: ICMP or UDP */
  struct sock_extended_err error;
  bool has_offender;
  HopmapFrameAddress offender;
  HopmapFrameAddress destination; /* of the probe */
  uint16_t port;                  /* of the probe, for UDP */
} HopmapQueuedError;

/**
 * Reads the @length bytes that came with @error: what was quoted of the probe, from its ICMP header
 * or from its UDP payload on. False if it is no ICMP error or its sender is not known.
 */
bool hopmap_answer_parse_queued (HopmapAnswer *answer,
                                 const HopmapQueuedError *error,
                                 const uint8_t *quote,
                                 size_t length,
                                 const HopmapArrival *arrival);
