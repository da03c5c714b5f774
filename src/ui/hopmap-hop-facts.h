/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All that is known of one hop or of its network, as pairs of a title and a text: pure functions, no
 * widget.
 */
#pragma once

#include "hopmap-registry-record.h"
#include "hopmap-route.h"

G_BEGIN_DECLS

/**
 * HopmapHopFact:
 * @title: what it is, translated
 * @text: plain text
 */
typedef struct
{
  const char *title;
  char *text;
} HopmapHopFact;

GPtrArray *hopmap_hop_facts_of_router (HopmapRoute *route, HopmapHop *hop);
GPtrArray *hopmap_hop_facts_of_place (HopmapHop *hop);
GPtrArray *hopmap_hop_facts_of_record (const HopmapRegistryRecord *record);
char *hopmap_hop_facts_dup_lines (GPtrArray *facts);
char *hopmap_hop_facts_dup_text (HopmapRoute *route, HopmapHop *hop);

G_END_DECLS
