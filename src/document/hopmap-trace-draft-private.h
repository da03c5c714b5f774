/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a draft is made of, for the two files that know it.
 */
#pragma once

#include "hopmap-trace-draft.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  guint asn;
  char *network;
  HopmapPlace *place;
} HopmapDraftHost;

typedef struct
{
  GArray *probes; /* of HopmapSample */
  char *name;
  HopmapRunningStats stats;
  gboolean has_stats;
} HopmapDraftHop;

struct _HopmapTraceDraft
{
  HopmapDraftHop *hops[HOPMAP_DRAFT_MAX_TTL + 1];
  guint last_ttl;
  GHashTable *hosts; /* HopmapAddress to HopmapDraftHost */
  HopmapTarget *target;
  HopmapAddress destination;
  HopmapAddress source;
  HopmapProtocol protocol;
  guint port;
  guint max_ttl;
  gint64 started_ns;
  gboolean has_started;
  gboolean ends_at_last;
  HopmapEnd end;
};

G_END_DECLS
