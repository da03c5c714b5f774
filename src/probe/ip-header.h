/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * IP headers of both families, as somebody has sent them: RFC 791 and RFC 8200.
 */
#pragma once

#include <stdbool.h>

#include "probe-frame.h"
#include "span.h"

typedef struct
{
  size_t length; /* bytes up to the transport header */
  size_t total;  /* of IPv4 only: bytes that the packet claims to have */
  uint8_t tos;
  uint8_t ttl;
  uint8_t protocol; /* of what follows */
  bool is_later_fragment;
  HopmapFrameAddress source;
  HopmapFrameAddress destination;
} HopmapIpHeader;

/** Reads the header at the start of @packet, extension headers included. */
bool hopmap_ip_header_read (HopmapIpHeader *header, HopmapFrameFamily family, Span packet);
