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

#include "family.h"
#include "probe-build.h"
#include "probe-frame.h"
#include "span.h"

/** An error as an error queue gives it. */
typedef struct
{
  struct sock_extended_err error;
  HopmapName offender; /* of no family if there is none */
} HopmapQueuedError;

/** A socket, and what it told beside the bytes. */
typedef struct
{
  HopmapFrameFamily family;
  HopmapFrameProtocol protocol; /* of what comes by this socket; ICMP also brings what became of
                                   other probes */
  HopmapEndpoint from; /* the sender; for an error from the queue the destination of the probe */
  bool has_to;
  HopmapFrameAddress to; /* where the packet was sent to: an address of ours */
  uint8_t ttl;           /* 0 is unknown */
  bool has_tos;
  uint8_t tos;
  HopmapQueuedError queued;
} HopmapArrival;

/** An answer, and what it says about the probe that it answers. */
typedef struct
{
  /* Ready for the application; token, stamp and times are left for whoever finds the probe. */
  HopmapFrameReply reply;
  /* How to find the probe. */
  bool is_quote;                  /* an ICMP error, with part of the probe in it */
  HopmapFrameAddress destination; /* of the probe; else the sender, who should be the same */
  bool has_id;                    /* */
  uint16_t id;                    /* of an echo, or the source port of the probe */
  uint16_t port;                  /* the destination port of the probe; 0 for an echo */
  uint16_t sequences[2];          /* the number of the probe is one of these; 0 is none */
  uint8_t cookie[HOPMAP_COOKIE_SIZE];
  size_t n_cookie; /* how many bytes of the cookie were there */
  bool has_checksum;
  uint16_t checksum; /* of the quoted echo request */
} HopmapAnswer;

/**
 * Takes the IP header off a packet of a raw IPv4 socket and puts what it says into @arrival. False
 * if it is none, if it is a later fragment, or not of the socket's protocol.
 */
bool hopmap_strip_ipv4 (Span *packet, HopmapArrival *arrival);

/** Begins an answer of @kind, 0 for not known yet, with what @arrival says about it. */
void hopmap_answer_start (HopmapAnswer *answer, HopmapReplyKind kind, const HopmapArrival *arrival);

/**
 * Reads what came, from its ICMP or TCP header on: an echo reply or an ICMP error; or the SYN-ACK
 * or RST that answers a SYN, RFC 9293 3.10. The kernel has checked the checksum of ICMPv6 (RFC 3542
 * 3.1). What a UDP service answered does not matter; that it did does. False is "not for us".
 */
bool hopmap_answer_parse (HopmapAnswer *answer, Span packet, const HopmapArrival *arrival);

/**
 * Reads what came from the error queue of a socket: the quoted probe, which begins with its ICMP or
 * TCP header, or behind its UDP header. False if it is no ICMP error or its sender is not known.
 */
bool hopmap_answer_parse_queued (HopmapAnswer *answer, Span quote, const HopmapArrival *arrival);
