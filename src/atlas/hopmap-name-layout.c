/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Greedy: captions of the route, then countries, then cities, each from the most important on, each
 * at the first of its positions where nothing is yet. What lies a little outside of the view is laid
 * out too, so that panning does not make names jump that are in sight.
 */
#include "hopmap-name-layout.h"

#include "hopmap-line-mask.h"
#include "hopmap-palette.h"

#include <math.h>

/* How far outside names are still laid out. */
#define MARGIN_PX 420.0
/* Free space around a name. */
#define GAP_X 5.0
#define GAP_Y 1.5
/* From a city's point to its writing. */
#define DOT_GAP 5.0
/* A country is named where its writing is at most this much wider than it, and until it is so much
 * larger than the picture that its name says nothing. */
#define COUNTRY_OVERHANG  1.25
#define COUNTRY_MAX_VIEWS 2.5
/* A city needs this many people to be named at zoom level 0, and this part of them a level on. */
#define CITY_PEOPLE   90e6
#define CITY_PER_ZOOM 0.37
/* A city this near to a place of the route is the place of the route. */
#define SAME_PLACE_PX 14.0
#define TILE_PX       256.0
/* A line may touch the edge of a name's box; letters fill only the middle of it. */
#define LINE_INSET 2.0
/* Half of what a letter on a stop covers, and half of a city's dot. */
#define LETTER_PX 10.0
#define DOT_PX    2.0

typedef struct
{
  const HopmapNameBrief *brief;
  GArray *placed;
  HopmapLineMask *lines;
  double scale; /* pixels per world */
  double zoom;
} Sheet;

static gboolean
overlaps (double x, double y, double width, double height, const HopmapPlacedName *other)
{
  return x < other->x + other->width + GAP_X && other->x < x + width + GAP_X
         && y < other->y + other->height + GAP_Y && other->y < y + height + GAP_Y;
}

static gboolean
is_free (const Sheet *sheet, const HopmapPlacedName *name)
{
  const HopmapMapRect *taken = sheet->brief->taken;

  if (taken != NULL && name->x < taken->max_x && name->x + name->width > taken->min_x
      && name->y < taken->max_y && name->y + name->height > taken->min_y)
    return FALSE;
  for (guint i = 0; i < sheet->brief->n_badges; i++)
    {
      const HopmapBadgeBox *badge = &sheet->brief->badges[i];
      const HopmapPlacedName box = { .x = badge->x - badge->width / 2.0 + GAP_X,
                                     .y = badge->y - badge->height / 2.0 + GAP_Y,
                                     .width = badge->width - 2.0 * GAP_X,
                                     .height = badge->height - 2.0 * GAP_Y };

      if (overlaps (name->x, name->y, name->width, name->height, &box))
        return FALSE;
    }
  for (guint i = 0; i < sheet->placed->len; i++)
    if (overlaps (name->x, name->y, name->width, name->height,
                  &g_array_index (sheet->placed, HopmapPlacedName, i)))
      return FALSE;
  return TRUE;
}

static gboolean
is_whole (const Sheet *sheet, const HopmapPlacedName *name)
{
  return name->x >= 0.0 && name->x + name->width <= sheet->brief->width && name->y >= 0.0
         && name->y + name->height <= sheet->brief->height;
}

static gboolean
misses_lines (const Sheet *sheet, const HopmapPlacedName *name)
{
  return hopmap_line_mask_is_free (sheet->lines, name->x, name->y + LINE_INSET, name->width,
                                   name->height - 2.0 * LINE_INSET);
}

/* Where a caption may be: rather over a line than nowhere, but never cut. */
static gboolean
suits (const Sheet *sheet, const HopmapPlacedName *name, gboolean over_lines)
{
  return is_free (sheet, name) && (over_lines || misses_lines (sheet, name))
         && (name->kind != HOPMAP_NAME_STOP || is_whole (sheet, name));
}

/* Beside, above or below something of that size around (@x, @y), where there is room. */
static gboolean
place_beside (const Sheet *sheet,
              HopmapPlacedName *name,
              double x,
              double y,
              double half_width,
              double half_height)
{
  const double middle = y - name->height / 2.0;
  const HopmapMapPoint corners[] = {
    { x + half_width, middle },
    { x - half_width - name->width, middle },
    { x - name->width / 2.0, y + half_height },
    { x - name->width / 2.0, y - half_height - name->height },
  };

  for (guint i = 0; i < G_N_ELEMENTS (corners) * (name->kind == HOPMAP_NAME_STOP ? 2 : 1); i++)
    {
      name->x = corners[i % G_N_ELEMENTS (corners)].x;
      name->y = corners[i % G_N_ELEMENTS (corners)].y;
      if (suits (sheet, name, i >= G_N_ELEMENTS (corners)))
        return TRUE;
    }
  return FALSE;
}

static HopmapPlacedName
measure (const Sheet *sheet, HopmapNameKind kind, const char *text)
{
  HopmapPlacedName name = { .kind = kind, .text = text };

  sheet->brief->measure (kind, text, &name.width, &name.height, sheet->brief->user_data);
  return name;
}

static void
place_captions (Sheet *sheet)
{
  for (guint i = 0; i < sheet->brief->n_captions; i++)
    {
      const HopmapNameCaption *caption = &sheet->brief->captions[i];
      const HopmapBadgeBox *badge = &sheet->brief->badges[caption->badge];
      HopmapPlacedName name = measure (sheet, HOPMAP_NAME_STOP, caption->text);

      if (place_beside (sheet, &name, badge->x, badge->y, badge->width / 2.0 + 3.0,
                        badge->height / 2.0))
        g_array_append_val (sheet->placed, name);
    }
}

static gboolean
is_near (const Sheet *sheet, double x, double y, double margin)
{
  return x >= -margin && x <= sheet->brief->width + margin && y >= -margin
         && y <= sheet->brief->height + margin;
}

static gboolean
is_on_route (const Sheet *sheet, double x, double y)
{
  for (guint i = 0; i < sheet->brief->n_badges; i++)
    if (hypot (sheet->brief->badges[i].anchor_x - x, sheet->brief->badges[i].anchor_y - y)
        < SAME_PLACE_PX)
      return TRUE;
  return FALSE;
}

static void
place_country (Sheet *sheet, const HopmapName *country, double x, double y)
{
  const double width = country->weight * sheet->scale;
  HopmapPlacedName name = measure (sheet, HOPMAP_NAME_COUNTRY, country->text);

  if (name.width > width * COUNTRY_OVERHANG || width > sheet->brief->width * COUNTRY_MAX_VIEWS)
    return;
  name.x = x - name.width / 2.0;
  name.y = y - name.height / 2.0;
  if (suits (sheet, &name, FALSE))
    g_array_append_val (sheet->placed, name);
}

static void
place_city (Sheet *sheet, const HopmapName *city, double x, double y)
{
  HopmapPlacedName name;

  if (is_on_route (sheet, x, y)
      || !hopmap_line_mask_is_free (sheet->lines, x - DOT_PX, y - DOT_PX, 2.0 * DOT_PX,
                                    2.0 * DOT_PX))
    return;
  name = measure (sheet, HOPMAP_NAME_CITY, city->text);
  name.dot_x = x;
  name.dot_y = y;
  if (place_beside (sheet, &name, x, y, DOT_GAP, DOT_GAP - 1.0))
    g_array_append_val (sheet->placed, name);
}

static void
place_kind (Sheet *sheet, HopmapNameKind kind, double min_weight)
{
  const HopmapMapRect *view = &sheet->brief->view;
  guint n_names;
  const HopmapName *names = hopmap_name_list_get (sheet->brief->names, kind, &n_names);

  for (guint i = 0; i < n_names && names[i].weight >= min_weight; i++)
    for (double shift = floor (view->min_x) - 1.0; shift <= view->max_x; shift += 1.0)
      {
        const double x = (names[i].point.x + shift - view->min_x) * sheet->scale;
        const double y = (names[i].point.y - view->min_y) * sheet->scale;

        if (!is_near (sheet, x, y, MARGIN_PX))
          continue;
        if (kind == HOPMAP_NAME_COUNTRY)
          place_country (sheet, &names[i], x, y);
        else
          place_city (sheet, &names[i], x, y);
      }
}

static gboolean
in_sight (const Sheet *sheet, const HopmapPlacedName *name)
{
  return name->x < sheet->brief->width + HOPMAP_NAME_MARGIN_PX
         && name->x + name->width > -HOPMAP_NAME_MARGIN_PX
         && name->y < sheet->brief->height + HOPMAP_NAME_MARGIN_PX
         && name->y + name->height > -HOPMAP_NAME_MARGIN_PX;
}

/**
 * hopmap_name_add_captions:
 * @captions: array of #HopmapNameCaption; gets the cities of the stops, badge i being that of stop i
 * @shape: a route; must live as long as the captions
 * @first_ttl: distance of a hop whose place comes first, or 0
 */
void
hopmap_name_add_captions (GArray *captions, const HopmapRouteShape *shape, guint first_ttl)
{
  for (guint i = 0; i < hopmap_route_shape_get_n_stops (shape); i++)
    {
      const HopmapRouteStop *stop = hopmap_route_shape_get_stop (shape, i);
      const HopmapNameCaption caption = { stop->place->city, i };

      if (caption.text == NULL || *caption.text == '\0' || stop->refuted || stop->country)
        continue;
      if (first_ttl > 0 && hopmap_route_stop_has_hop (stop, first_ttl))
        g_array_prepend_val (captions, caption);
      else
        g_array_append_val (captions, caption);
    }
}

/**
 * hopmap_name_layout:
 * @brief: what to lay out
 * @placed: array of #HopmapPlacedName; gets what is in sight or nearly so, and loses what it had
 */
void
hopmap_name_layout (const HopmapNameBrief *brief, GArray *placed)
{
  g_autoptr (HopmapLineMask) lines = NULL;
  Sheet sheet = { .brief = brief, .placed = placed };

  g_return_if_fail (brief->view.max_x > brief->view.min_x && brief->measure != NULL);

  g_array_set_size (placed, 0);
  sheet.scale = brief->width / (brief->view.max_x - brief->view.min_x);
  sheet.zoom = log2 (sheet.scale / TILE_PX);
  lines = hopmap_line_mask_new (&brief->view, brief->width, brief->height, MARGIN_PX);
  sheet.lines = lines;
  if (brief->shape != NULL)
    hopmap_line_mask_add (lines, brief->shape);
  for (guint i = 0; brief->beside != NULL && i < brief->beside->len && i < HOPMAP_SERIES; i++)
    {
      hopmap_line_mask_add (lines, g_ptr_array_index (brief->beside, i));
      hopmap_line_mask_add_stops (lines, g_ptr_array_index (brief->beside, i), LETTER_PX);
    }
  place_captions (&sheet);
  if (brief->names != NULL)
    {
      place_kind (&sheet, HOPMAP_NAME_COUNTRY, 0.0);
      place_kind (&sheet, HOPMAP_NAME_CITY, CITY_PEOPLE * pow (CITY_PER_ZOOM, sheet.zoom));
    }

  for (guint i = placed->len; i > 0; i--)
    if (!in_sight (&sheet, &g_array_index (placed, HopmapPlacedName, i - 1)))
      g_array_remove_index (placed, i - 1);
}
