/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How fast and how wide the helper may probe, whoever asks. Pure: time comes in as a number.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe-frame.h"

/** Probes a second over all destinations, and how many may leave at once. */
#define HOPMAP_PACE_RATE  500
#define HOPMAP_PACE_BURST 64

/** The same for one destination: eight at once and one every 3 ms up to TTL 64 fit. */
#define HOPMAP_PACE_DESTINATION_RATE  100
#define HOPMAP_PACE_DESTINATION_BURST 64

/** Destinations with probes that wait or fly, and new ones a minute. */
#define HOPMAP_PACE_DESTINATIONS   64
#define HOPMAP_PACE_NEW_PER_MINUTE 256

/** No budget: too many destinations. */
#define HOPMAP_PACE_NONE 255

/** The time at which a token bucket is full again: each token that is taken puts it off by one over
 * the rate. */
typedef uint64_t HopmapBucket;

typedef struct
{
  HopmapFrameAddress address;
  HopmapFrameFamily family; /* 0 is unused */
  uint16_t n_probes;
  HopmapBucket bucket;
} HopmapBudget;

typedef struct
{
  HopmapBucket all;
  HopmapBucket arrivals; /* new destinations */
  HopmapBudget budgets[HOPMAP_PACE_DESTINATIONS];
} HopmapPace;

/** Starts with full budgets at @now_ns. */
void hopmap_pace_init (HopmapPace *pace, uint64_t now_ns);

/** Enters @send for its destination; returns the number of its budget or HOPMAP_PACE_NONE. */
uint8_t hopmap_pace_enter (HopmapPace *pace, const HopmapFrameSend *send, uint64_t now_ns);

/** The probe that had entered @budget has its verdict. */
void hopmap_pace_leave (HopmapPace *pace, uint8_t budget);

/** When a probe on @budget may leave; @now_ns is now. */
uint64_t hopmap_pace_when (HopmapPace *pace, uint8_t budget, uint64_t now_ns);

/** A probe on @budget leaves; the delay must have been 0. */
void hopmap_pace_spend (HopmapPace *pace, uint8_t budget);

/**
 * Whether @send goes where no probe may go: to an address that is unspecified, multicast,
 * broadcast, reserved, IPv4 in IPv6 clothes, or link-local without scope_id. Private and loopback
 * may.
 */
bool hopmap_pace_refuses (const HopmapFrameSend *send);
