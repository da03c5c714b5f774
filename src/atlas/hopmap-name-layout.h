/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Chooses which names a view shows and where, so that none covers another, a badge, or the edge of
 * a more important one. Pure arithmetic in pixels; it does not write.
 */
#pragma once

#include "hopmap-badge-layout.h"
#include "hopmap-name-list.h"
#include "hopmap-route-shape.h"

G_BEGIN_DECLS

/**
 * HopmapNameMeasure:
 * @kind: what is named
 * @text: its name
 * @width: (out): of the writing, pixels
 * @height: (out): likewise
 * @user_data: as given
 */
typedef void (*HopmapNameMeasure) (HopmapNameKind kind,
                                   const char *text,
                                   double *width,
                                   double *height,
                                   gpointer user_data);

/**
 * HopmapNameCaption: a place of a route that is to be named beside its badge.
 * @text: its name
 * @badge: number of its badge
 */
typedef struct
{
  const char *text;
  guint badge;
} HopmapNameCaption;

/**
 * HopmapNameBrief:
 * @names: (nullable): what may be written
 * @view: the part of the unit square in sight; x may leave 0 to 1
 * @width: of the picture, pixels
 * @height: likewise
 * @badges: (array length=n_badges): what lies over the names, laid out, pixels
 * @n_badges: how many
 * @taken: (nullable): a rectangle of the picture that something else covers, pixels
 * @shape: (nullable): a route whose lines names should not lie under
 * @beside: (nullable) (element-type HopmapRouteShape): other routes, with letters on their stops
 * @captions: (array length=n_captions): names of places with a badge
 * @n_captions: how many
 * @measure: how large a name is
 * @user_data: for @measure
 */
typedef struct
{
  const HopmapNameList *names;
  HopmapMapRect view;
  double width;
  double height;
  const HopmapBadgeBox *badges;
  guint n_badges;
  const HopmapMapRect *taken;
  const HopmapRouteShape *shape;
  const GPtrArray *beside;
  const HopmapNameCaption *captions;
  guint n_captions;
  HopmapNameMeasure measure;
  gpointer user_data;
} HopmapNameBrief;

/**
 * HopmapPlacedName:
 * @kind: what is named
 * @text: its name; belongs to the list or the caption
 * @x: left edge of the writing, pixels
 * @y: upper edge
 * @width: pixels
 * @height: pixels
 * @dot_x: of a city its point, pixels
 * @dot_y: likewise
 */
typedef struct
{
  HopmapNameKind kind;
  const char *text;
  double x;
  double y;
  double width;
  double height;
  double dot_x;
  double dot_y;
} HopmapPlacedName;

/* Names this far outside of the view are laid out too, for who moves it a little. */
#define HOPMAP_NAME_MARGIN_PX 200.0

void hopmap_name_add_captions (GArray *captions, const HopmapRouteShape *shape, guint first_ttl);
void hopmap_name_layout (const HopmapNameBrief *brief, GArray *placed);

G_END_DECLS
