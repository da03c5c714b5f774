/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ways to ask a hop, in the order in which they are tried: one where the person chose it, else
 * those that are left when the one before stays without an answer. A plain value.
 */
#pragma once

#include "hopmap-trace-options.h"

G_BEGIN_DECLS

#define HOPMAP_LADDER_MAX 4

/**
 * HopmapProtocols: a set, of which every protocol but auto is a bit.
 */
typedef guint HopmapProtocols;

#define HOPMAP_PROTOCOLS_OF(protocol) (1u << (protocol))

/**
 * HopmapRung:
 * @protocol: never auto
 * @port: destination port; 0 for ICMP
 */
typedef struct
{
  HopmapProtocol protocol;
  guint port;
} HopmapRung;

/**
 * HopmapLadder:
 * @rungs: the first is asked first
 * @n: at least 1
 */
typedef struct
{
  HopmapRung rungs[HOPMAP_LADDER_MAX];
  guint n;
} HopmapLadder;

void hopmap_ladder_init (HopmapLadder *self,
                         const HopmapTraceOptions *options,
                         HopmapProtocols available);
gboolean hopmap_ladder_is_second_port (const HopmapLadder *self, guint rung);

G_END_DECLS
