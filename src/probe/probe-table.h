/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The probes that wait, are in flight, or had their verdict a moment ago: slots in a ring, so that
 * a probe's memory lasts as long as possible. Static size, no I/O; time comes in as a number.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe-build.h"
#include "probe-frame.h"
#include "reply-parse.h"

/** Slots; a multiple of these is the space of sequence numbers, so each is used many times. */
#define HOPMAP_TABLE_SLOTS 4096

/** Most probes that wait or are in flight; the other slots remember those that were. */
#define HOPMAP_TABLE_ACTIVE_MAX 2048

/** Most answers that are passed on after a probe's verdict. */
#define HOPMAP_TABLE_EXTRA_MAX 3

typedef enum
{
  HOPMAP_PROBE_FREE = 0,
  HOPMAP_PROBE_WAITING,
  HOPMAP_PROBE_IN_FLIGHT,
  HOPMAP_PROBE_ANSWERED,
  HOPMAP_PROBE_EXPIRED,
} HopmapProbeState;

/* In an order without gaps, since there are 4,096 of them. */
typedef struct
{
  HopmapFrameSend send; /* with the source that it leaves from, once that was asked for */
  HopmapMark mark;
  uint16_t checksum;           /* of the echo request over IPv4 */
  HopmapProbeState state : 8;  /* */
  HopmapStampSource stamp : 8; /* of sent_ns */
  bool has_cookie;             /* all of it was sent */
  bool is_announced;           /* SENT was reported */
  uint8_t extra;               /* answers after the verdict */
  uint8_t budget;              /* whose rate it counts on, for HopmapPace */
  uint8_t channel;             /* in flight: which of the sockets it left by */
  uint64_t at_ns;              /* waiting: when it is due; in flight: when it expires */
  uint64_t sent_ns;            /* */
} HopmapProbe;

typedef struct
{
  HopmapProbe slots[HOPMAP_TABLE_SLOTS];
  uint8_t cookies[HOPMAP_TABLE_SLOTS][HOPMAP_COOKIE_SIZE]; /* random, one for each slot */
  uint16_t scramble; /* random: with this and the cursor sequence numbers are made */
  uint16_t cursor;   /* modulo the slots, the one that was given away last */
  uint16_t oldest;   /* a slot, from which on to look for the active ones */
  uint16_t n_active;
} HopmapProbeTable;

/** The index that stands for no probe. */
#define HOPMAP_PROBE_NONE HOPMAP_TABLE_SLOTS

/** Enters a probe that waits until @due_ns, with a mark of its own but for the id, into @table,
 * which is all zero at first but for its random numbers, and has fewer than
 * HOPMAP_TABLE_ACTIVE_MAX of them. Returns its index. */
uint16_t hopmap_probe_table_add (HopmapProbeTable *table,
                                 const HopmapFrameSend *send,
                                 uint64_t due_ns);

/** The waiting or flying probe with @token, or HOPMAP_PROBE_NONE. */
uint16_t hopmap_probe_table_find_token (const HopmapProbeTable *table, uint32_t token);

/** Whether @probe waits or is in flight. */
static inline bool
hopmap_probe_is_active (const HopmapProbe *probe)
{
  return probe->state == HOPMAP_PROBE_WAITING || probe->state == HOPMAP_PROBE_IN_FLIGHT;
}

/** Ends a probe in @state; with HOPMAP_PROBE_FREE it is not even remembered. Returns whether it
 * was waiting or flying until now. */
bool hopmap_probe_table_finish (HopmapProbeTable *table, uint16_t index, HopmapProbeState state);

/**
 * The probe that @answer belongs to: in flight, or with a verdict and not yet forgotten; else
 * HOPMAP_PROBE_NONE. Protocol, family, port, sequence number and destination must be right, and as
 * much of the cookie as came back; the id too, unless the cookie came back whole, for then it was
 * an address translation that changed the id.
 */
uint16_t hopmap_probe_table_match (const HopmapProbeTable *table, const HopmapAnswer *answer);

/** Whether @answer fits the probe at @index, which had a socket of its own for it to come to. */
bool hopmap_probe_table_fits (const HopmapProbeTable *table,
                              uint16_t index,
                              const HopmapAnswer *answer);

/**
 * The probe that a UDP service behind port @id may have answered: it did not say which. The one
 * with the highest TTL of those in flight to it, so that it never seems nearer than it is.
 */
uint16_t hopmap_probe_table_guess (const HopmapProbeTable *table,
                                   const HopmapAnswer *answer,
                                   uint16_t id);
