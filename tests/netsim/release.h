/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packets that wait for their time, the earliest first. It reads no clock and sends nothing. */
#pragma once

#include <glib.h>

#define NETSIM_NO_PROBE G_MAXUINT

typedef struct
{
  gint64 due_ns;     /* CLOCK_MONOTONIC */
  gint64 since_ns;   /* when its probe came */
  guint probe;       /* number of that probe in the report, or NETSIM_NO_PROBE */
  const char *kind;  /* for the report; a literal, or NULL */
  GByteArray *bytes; /* owned */
} NetsimParcel;

typedef struct
{
  GQueue parcels;
} NetsimRelease;

/* Takes PARCEL's bytes. */
void netsim_release_add (NetsimRelease *release, const NetsimParcel *parcel);

/* When the earliest is due; G_MAXINT64: nothing waits. */
gint64 netsim_release_next (const NetsimRelease *release);

/* Takes the earliest one out if it is due at NOW_NS. Its bytes are the caller's then. */
gboolean netsim_release_take (NetsimRelease *release, gint64 now_ns, NetsimParcel *parcel);

/* How many wait. */
guint netsim_release_waiting (const NetsimRelease *release);

void netsim_release_clear (NetsimRelease *release);
