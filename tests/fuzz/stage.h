/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stage on which three fuzz targets play: a helper with probes in its table and sockets that
 * give what the input says, by the same way that a packet takes from recvmsg() to an event.
 *
 * The input is a prefix that fills the table, and messages, each with a head and its bytes.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "flight.h"

/** What a target is about. */
typedef enum
{
  STAGE_IPV4 = 1 << 0,
  STAGE_IPV6 = 1 << 1,
  STAGE_QUEUE = 1 << 2, /* error queues, departures and connections; else the data of raw sockets */
} StageRules;

#define STAGE_PROBES 8

/** How the input begins. */
typedef struct
{
  uint8_t n_probes; /* less one, modulo STAGE_PROBES */
  uint8_t scramble[2];
  uint8_t round;
  uint8_t probes[STAGE_PROBES]; /* STAGE_PROBE_… */
} StagePrefix;

/** A probe: the protocol modulo 3, and bits. */
#define STAGE_PROBE_UNPRIVILEGED (1 << 2)
#define STAGE_PROBE_SMALL        (1 << 3)
#define STAGE_PROBE_STATE        (3 << 4) /* in flight, answered, expired, waiting */
#define STAGE_PROBE_ELSEWHERE    (1 << 6)
#define STAGE_PROBE_IPV6         (1 << 7) /* where the rules leave the choice */

/** What stands before a message's bytes. */
typedef struct
{
  uint8_t channel; /* a HopmapChannelKind, modulo; with bits */
  uint8_t said;    /* STAGE_SAID_… */
  uint8_t name;    /* whose: destination, hop, other, other family */
  uint8_t ttl;
  uint8_t tos;
  uint8_t age;
  uint8_t origin;
  uint8_t type;
  uint8_t code;
  uint8_t connection; /* how it stands, and how much of a cut offender is there */
  uint8_t info[4];
  uint8_t extension[2];
  uint8_t number[4];
  uint8_t length[2];
} StageHead;

#define STAGE_CHANNEL_DATA  (1 << 6) /* not the error queue; and STAGE_PROBE_IPV6 */

#define STAGE_SAID_STAMP    (1 << 0)
#define STAGE_SAID_TTL      (1 << 1)
#define STAGE_SAID_TOS      (1 << 2)
#define STAGE_SAID_TO       (1 << 3)
#define STAGE_SAID_ERROR    (1 << 4)
#define STAGE_SAID_CUT      (1 << 5) /* the offender is cut short */
#define STAGE_SAID_ONE_BYTE (1 << 6) /* TOS comes as one byte */

_Static_assert(sizeof (StagePrefix) == 12, "the prefix has no holes");
_Static_assert(sizeof (StageHead) == 22, "the head has no holes");

/** The flight on stage, for who makes inputs. */
extern HopmapFlight stage_flight;

/** Fills the table. */
void stage_fill (const StagePrefix *prefix, StageRules rules);

/** Plays one input; ends the program where something does not hold. */
void stage_play (const uint8_t *data, size_t size, StageRules rules);
