/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Routes out of tables, for tests of shapes and pictures. Nothing is measured or looked up.
 */
#pragma once

#include <hopmap-route.h>

G_BEGIN_DECLS

/**
 * MadeUpDoubt: what is wrong with a place.
 */
typedef enum
{
  MADE_UP_SURE,
  MADE_UP_COUNTRY,
  MADE_UP_REFUTED,
  MADE_UP_ANYCAST,
} MadeUpDoubt;

/**
 * MadeUpHop:
 * @city: (nullable): name of the place; %NULL for a hop without a place
 * @country: country of the place
 * @latitude: degrees north
 * @longitude: degrees east
 * @rtt_ms: milliseconds; below 0 for a hop that did not answer
 * @radius_km: of the place; above 200 it is a doubtful one
 * @doubt: what else is wrong with it
 */
typedef struct
{
  const char *city;
  const char *country;
  double latitude;
  double longitude;
  double rtt_ms;
  double radius_km;
  MadeUpDoubt doubt;
} MadeUpHop;

HopmapRoute *made_up_route_new (const MadeUpHop *hops, guint n_hops);
void made_up_route_add_other (HopmapRoute *route, guint ttl, guint number, const MadeUpHop *other);
HopmapRoute *made_up_route_to_auckland (void);
void made_up_route_append (HopmapRoute *route, const MadeUpHop *hop, gboolean destination);

G_END_DECLS
