/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of HopmapRoute share, and nobody else includes: hopmap-route.c has the object and what
 * it says, hopmap-route-course.c its hops and how a trace goes.
 */
#pragma once

#include "hopmap-route.h"

G_BEGIN_DECLS

struct _HopmapRoute
{
  GObject parent_instance;

  HopmapTarget *target;
  HopmapTraceOptions options;
  GPtrArray *hops;
  HopmapPhase phase;
  HopmapEnd end;
  GError *error;
  char *trouble;
  HopmapAddress destination;
  HopmapProtocol protocol;
  HopmapAccess access;
  HopmapPlace *origin;
  GDateTime *started;
  gint64 started_ns; /* the same on a clock that nobody sets, or 0 where it was not looked at */
  GDateTime *ended;
};

/** Its properties, by number. */
typedef enum
{
  HOPMAP_ROUTE_PROP_TARGET = 1,
  HOPMAP_ROUTE_PROP_PHASE,
  HOPMAP_ROUTE_PROP_END,
  HOPMAP_ROUTE_PROP_DESTINATION,
  HOPMAP_ROUTE_PROP_PROTOCOL,
  HOPMAP_ROUTE_PROP_ACCESS,
  HOPMAP_ROUTE_PROP_TROUBLE,
  HOPMAP_ROUTE_PROP_ORIGIN,
  HOPMAP_ROUTE_N_PROPS,
} HopmapRouteProperty;

void hopmap_route_notify (HopmapRoute *self, HopmapRouteProperty property);

G_END_DECLS
