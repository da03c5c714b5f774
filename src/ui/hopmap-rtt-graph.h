/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The course of a hop's round-trip times over its newest probes, as a line; a probe that was lost is
 * a mark at the foot. Small in a cell, large with a scale among the details. It only draws.
 */
#pragma once

#include <gtk/gtk.h>

#include "hopmap-hop.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_RTT_GRAPH (hopmap_rtt_graph_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRttGraph, hopmap_rtt_graph, HOPMAP, RTT_GRAPH, GtkWidget)

/**
 * HopmapRttGraphSize:
 * @HOPMAP_RTT_GRAPH_CELL: a line of text high, no words
 * @HOPMAP_RTT_GRAPH_FULL: as large as there is room for, with its scale
 */
typedef enum
{
  HOPMAP_RTT_GRAPH_CELL,
  HOPMAP_RTT_GRAPH_FULL,
} HopmapRttGraphSize;

GtkWidget *hopmap_rtt_graph_new (HopmapRttGraphSize size);

void hopmap_rtt_graph_set_hop (HopmapRttGraph *self, HopmapHop *hop);
void hopmap_rtt_graph_set_size (HopmapRttGraph *self, HopmapRttGraphSize size);

G_END_DECLS
