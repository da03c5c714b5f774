/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of HopmapHop share, and nobody else includes: hopmap-hop.c has the object and what it
 * says, hopmap-hop-probes.c the probes, hopmap-hop-place.c who and where it is.
 */
#pragma once

#include "hopmap-hop.h"

G_BEGIN_DECLS

struct _HopmapHop
{
  GObject parent_instance;

  guint ttl;
  GArray *samples;    /* the newest */
  guint first_sample; /* how many there were before these */
  GArray *responders; /* of HopmapResponder */
  guint n_under_way;
  gboolean answered;
  guint protocols; /* bits of those that it has answered; stats are about these */
  HopmapRunningStats stats;
  gint64 late_ns; /* the smallest time of late answers, or -1 */
  guint n_passed; /* how often in a row the destination's distance let probes die of age */
  HopmapHopState state;
  HopmapAddress address;
  char *address_text;
  char *name;
  HopmapPlace *place;
  GPtrArray *candidates;
  GHashTable *other_places; /* HopmapAddress to HopmapPlace, made when there is the first */
  guint asn;
  char *network;
  char *network_attribution;
  gboolean destination;
  gboolean masked;
};

/** Its properties, by number. */
typedef enum
{
  HOPMAP_HOP_PROP_TTL = 1,
  HOPMAP_HOP_PROP_STATE,
  HOPMAP_HOP_PROP_ADDRESS,
  HOPMAP_HOP_PROP_ADDRESS_TEXT,
  HOPMAP_HOP_PROP_NAME,
  HOPMAP_HOP_PROP_PLACE,
  HOPMAP_HOP_PROP_ASN,
  HOPMAP_HOP_PROP_NETWORK,
  HOPMAP_HOP_PROP_RTT_NS,
  HOPMAP_HOP_PROP_DESTINATION,
  HOPMAP_HOP_PROP_LOSS,
  HOPMAP_HOP_PROP_MASKED,
  HOPMAP_HOP_N_PROPS,
} HopmapHopProperty;

void hopmap_hop_notify (HopmapHop *self, HopmapHopProperty property);

G_END_DECLS
