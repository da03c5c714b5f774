/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Takes one packet or one queued error from a socket and has it parsed.
 */
#pragma once

#include <stdint.h>

#include "probe-frame.h"
#include "reply-parse.h"

typedef enum
{
  HOPMAP_CHANNEL_RAW,
  HOPMAP_CHANNEL_PING,
  HOPMAP_CHANNEL_UDP,
} HopmapChannel;

typedef enum
{
  HOPMAP_RECEIVED_NOTHING, /* the socket is empty */
  HOPMAP_RECEIVED_NOISE,   /* something that is no answer, or an error that is none of ours */
  HOPMAP_RECEIVED_ANSWER,
} HopmapReceived;

typedef struct
{
  HopmapAnswer answer;
  HopmapStampSource stamp;
  uint64_t now_ns;      /* when it was taken from the socket */
  uint64_t received_ns; /* when it arrived, which is now_ns without a kernel stamp */
} HopmapReceipt;

/** Takes the next packet from @fd. */
HopmapReceived hopmap_receive (int fd,
                               HopmapChannel channel,
                               HopmapFrameFamily family,
                               HopmapReceipt *receipt);

/** Takes the next error from the error queue of @fd, a ping or UDP socket. */
HopmapReceived hopmap_receive_error (int fd,
                                     HopmapChannel channel,
                                     HopmapFrameFamily family,
                                     HopmapReceipt *receipt);
