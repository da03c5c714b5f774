/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of the probes: what a command does to them, when they leave, what becomes of answers,
 * which events tell of it. Does not wait and does not read commands; the loop does.
 */
#pragma once

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outbox.h"
#include "pace.h"
#include "probe-frame.h"
#include "probe-table.h"
#include "receive.h"
#include "sockets.h"

/** Later than any time that comes up. */
#define HOPMAP_NEVER UINT64_MAX

typedef struct
{
  HopmapSockets *sockets;
  HopmapProbeTable table;
  HopmapPace pace;
  HopmapOutbox outbox;
  uint64_t previous_due_ns; /* of the SEND before */
} HopmapFlight;

/**
 * Starts without probes. @flight is all zero but for the random numbers in its table; @sockets
 * stays the caller's.
 */
void hopmap_flight_init (HopmapFlight *flight, HopmapSockets *sockets, uint64_t now_ns);

/** Whether another command can be carried out, because there is a place for its verdict. */
bool hopmap_flight_has_room (const HopmapFlight *flight);

/** Carries out a command, for which there must be room. */
void hopmap_flight_command (HopmapFlight *flight, const HopmapFrame *command, uint64_t now_ns);

/** Sends what is due, at most some at a time, and reports what got no answer in time. Returns when
 * to call again. */
uint64_t hopmap_flight_turn (HopmapFlight *flight, uint64_t now_ns);

/** Makes an entry for each channel, closed ones too; returns how many to wait for, at most
 * HOPMAP_CHANNELS. */
size_t hopmap_flight_poll (const HopmapFlight *flight, struct pollfd *entries);

/** Receives from the channels that poll() found ready, by those entries. */
void hopmap_flight_receive (HopmapFlight *flight, const struct pollfd *entries);

/** What becomes of an answer that came by @channel. */
void hopmap_flight_take (HopmapFlight *flight,
                         HopmapChannel *channel,
                         const HopmapReceipt *receipt);

/** What becomes of the stamp of a departure by @channel. */
void hopmap_flight_note (HopmapFlight *flight,
                         HopmapChannel *channel,
                         const HopmapReceipt *receipt);
