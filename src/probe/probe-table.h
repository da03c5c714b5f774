/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The probes that wait, are in flight, or had their verdict a moment ago. Static size, no I/O;
 * time comes in as a number.
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

typedef struct
{
  HopmapProbeState state;
  HopmapFrameSend send;
  uint16_t sequence;
  bool has_cookie;
  uint8_t extra;  /* answers after the verdict */
  uint8_t budget; /* whose rate it counts on, for HopmapPace */
  int16_t socket; /* of the UDP pool, or -1 */
  uint16_t next;  /* in the list of its state */
  uint16_t previous;
  uint16_t checksum; /* of the echo request over IPv4 */
  uint64_t cookie;
  uint64_t at_ns; /* waiting: when it is due; in flight: when it expires */
  uint64_t sent_ns;
} HopmapProbe;

typedef struct
{
  HopmapProbe slots[HOPMAP_TABLE_SLOTS];
  uint16_t waiting;   /* heads of two rings, each sorted by at_ns */
  uint16_t in_flight; /* */
  uint16_t cursor;    /* the slot to try next */
  uint16_t round;     /* how often the cursor came round */
  uint16_t scramble;  /* makes sequence numbers start somewhere */
  uint16_t n_active;
  uint16_t id_ipv4;
  uint16_t id_ipv6;
  uint64_t key[2];
  uint64_t serial;
} HopmapProbeTable;

/** The index that stands for no probe. */
#define HOPMAP_PROBE_NONE HOPMAP_TABLE_SLOTS

/** Empties @table. The numbers are random, the ids those of the two ICMP sockets. */
void hopmap_probe_table_init (HopmapProbeTable *table,
                              const uint64_t key[2],
                              uint16_t scramble,
                              uint16_t id_ipv4,
                              uint16_t id_ipv6);

/** Enters a probe that waits until @due_ns, with a sequence number and a cookie of its own.
 * Returns its index, or HOPMAP_PROBE_NONE if there are HOPMAP_TABLE_ACTIVE_MAX already. */
uint16_t hopmap_probe_table_add (HopmapProbeTable *table,
                                 const HopmapFrameSend *send,
                                 uint64_t due_ns);

/** The waiting or flying probe with @token, or HOPMAP_PROBE_NONE. */
uint16_t hopmap_probe_table_find_token (const HopmapProbeTable *table, uint32_t token);

/** Moves a waiting probe into flight, just before it is sent. */
void hopmap_probe_table_launch (HopmapProbeTable *table, uint16_t index, uint64_t sent_ns);

/** Ends a probe in @state; with HOPMAP_PROBE_FREE it is not even remembered. Returns whether it
 * was waiting or flying until now. */
bool hopmap_probe_table_finish (HopmapProbeTable *table, uint16_t index, HopmapProbeState state);

/** The first in the order of time of those that wait or fly, or HOPMAP_PROBE_NONE. */
uint16_t hopmap_probe_table_first_waiting (const HopmapProbeTable *table);
uint16_t hopmap_probe_table_first_in_flight (const HopmapProbeTable *table);

/** The one behind @index in its list, or HOPMAP_PROBE_NONE. */
uint16_t hopmap_probe_table_next (const HopmapProbeTable *table, uint16_t index);

/**
 * The probe that @answer, of an ICMP probe, belongs to: in flight, or with a verdict and not yet
 * forgotten. Protocol, family, identifier, sequence number, destination and as much of the cookie
 * as came back must be right. HOPMAP_PROBE_NONE if there is none.
 */
uint16_t hopmap_probe_table_match_echo (const HopmapProbeTable *table, const HopmapAnswer *answer);

/** Whether @answer, which came to the UDP socket of the probe at @index, belongs to that probe. */
bool hopmap_probe_table_match_udp (const HopmapProbeTable *table,
                                   uint16_t index,
                                   const HopmapAnswer *answer);
