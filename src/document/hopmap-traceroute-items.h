/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands behind the hop number in a line of traceroute, of whatever make: routers, times,
 * stars, marks, labels, numbers of networks. Which lines are hops is told by the reader.
 */
#pragma once

#include "hopmap-trace-draft.h"
#include "hopmap-traceroute-mark.h"

G_BEGIN_DECLS

/**
 * HopmapItems: where in a trace the reading is. Zeroed but for @draft and @style at its start.
 * @draft: where probes go
 * @style: whose output it is
 * @ttl: of the hop, 0 before the first
 * @host: the router that times belong to until another one is named; a sample without a time
 * @host_first: the first probe of @ttl that is this router's
 * @fresh: whether the router was named after the last time
 * @timed: whether the last thing was a time or its mark
 * @pending_asn: a number that was said before its router
 * @n_read: probes that the line had
 */
typedef struct
{
  HopmapTraceDraft *draft;
  HopmapMarkStyle style;
  guint ttl;
  HopmapSample host;
  char *host_name;
  guint host_first;
  gboolean fresh;
  gboolean timed;
  guint pending_asn;
  guint n_read;
} HopmapItems;

void hopmap_items_start_hop (HopmapItems *self, guint ttl);
gboolean hopmap_items_read (HopmapItems *self, const char *line);
void hopmap_items_clear (HopmapItems *self);

G_END_DECLS
