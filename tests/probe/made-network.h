/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A network without a network: stands in for the helper's sockets and for sending and receiving, so
 * that its inner parts can be driven through everything that a system may do. Linked instead of
 * sockets.c and transmit.c; made-receipts.c instead of receive.c.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "receive.h"
#include "sockets.h"

#define MADE_LASTING  4 /* raw or ping sockets, and raw TCP sockets, for IPv4 and IPv6 each */
#define MADE_ID       0x4711
#define MADE_RECEIPTS 8

typedef struct
{
  HopmapReceived received;
  HopmapReceipt receipt;
} MadeReceipt;

typedef struct
{
  uint64_t now_ns; /* the clock */
  bool is_busy;    /* no socket is free */
  int socket_error;
  int transmit_error;
  unsigned int n_sent;
  HopmapFrameSend send; /* the last one that was sent */
  MadeReceipt receipts[MADE_RECEIPTS];
  unsigned int n_receipts; /* what the next queue that is looked at holds */
  unsigned int next_receipt;
  bool is_endless;           /* the queue begins anew at its end */
  HopmapReceived connection; /* what a connection has come to */
  HopmapReceipt connection_receipt;
} MadeNetwork;

extern MadeNetwork made;

/** Opens what stays, raw or not, and resets the network. */
void made_sockets_open (HopmapSockets *sockets, bool is_raw);

/** Puts something into the queue that the helper will look at next. */
void made_receipt (HopmapReceived received, const HopmapReceipt *receipt);
