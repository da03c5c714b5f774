/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Takes one packet, error or departure stamp from a socket and has it parsed.
 */
#pragma once

#include <stdint.h>

#include "probe-frame.h"
#include "reply-parse.h"
#include "sockets.h"

/** Which of a socket's two queues. */
typedef enum
{
  HOPMAP_QUEUE_DATA,
  HOPMAP_QUEUE_ERRORS,
} HopmapQueue;

typedef enum
{
  HOPMAP_RECEIVED_NOTHING, /* the queue is empty */
  HOPMAP_RECEIVED_NOISE,   /* something that is no answer, or an error that is none of ours */
  HOPMAP_RECEIVED_ANSWER,
  HOPMAP_RECEIVED_DEPARTURE, /* the kernel's stamp for a packet that has left */
} HopmapReceived;

typedef struct
{
  HopmapAnswer answer;
  uint32_t departure; /* the number of the packet among all that the socket has sent */
  HopmapStampSource stamp;
  uint64_t now_ns;   /* when it was taken from the socket */
  uint64_t event_ns; /* when it arrived or left, which is now_ns without a kernel stamp */
} HopmapReceipt;

/** Takes the next one from @queue of @channel. */
HopmapReceived hopmap_receive (const HopmapChannel *channel,
                               HopmapQueue queue,
                               HopmapReceipt *receipt);

/**
 * Asks a HOPMAP_CHANNEL_TCP_PROBE that poll() found ready with @ready, and whose errors have been
 * taken, how the destination answered.
 */
HopmapReceived hopmap_receive_connection (const HopmapChannel *channel,
                                          short ready,
                                          const HopmapFrameSend *send,
                                          HopmapReceipt *receipt);
