/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A helper's flight over the made-up network, and short words for what tests do with it.
 */
#pragma once

#include "flight.h"
#include "made-network.h"

#define SECOND UINT64_C (1000000000)
#define NOW    (100 * SECOND)

extern HopmapFlight flight;
extern HopmapSockets sockets;

/** Starts anew, now, with raw sockets or without. */
void reset (bool is_raw);

/** Takes the next event out, which must be there; all of them are, for the others. */
HopmapFrame next_event (void);
void assert_failed (uint32_t token, HopmapFailedReason reason, uint32_t error);
void assert_sent (uint32_t token, HopmapStampSource stamp, uint64_t sent_ns);
HopmapFrameReply next_reply (uint32_t token, uint16_t flags);

/** A command, and how it is given. */
HopmapFrame send_frame (uint32_t token, HopmapFrameProtocol protocol);
void command (const HopmapFrame *frame);
void forget (HopmapForgetScope scope, uint32_t token);
uint64_t turn (uint64_t now_ns);

/** A probe in flight since now, with its SENT still to be read. */
uint16_t launch (uint32_t token, HopmapFrameProtocol protocol);

/** The socket that it left by. */
HopmapChannel *channel_of (uint16_t index);

/** A hop's answer to the probe at @index, and what becomes of it. */
HopmapReceipt receipt_for (uint16_t index, uint64_t received_ns, uint64_t now_ns);
void take (HopmapChannel *channel, const HopmapReceipt *receipt);

/** The stamp of the packet with @number among those that left by @channel. */
void departure (HopmapChannel *channel,
                uint32_t number,
                HopmapStampSource stamp,
                uint64_t event_ns);
