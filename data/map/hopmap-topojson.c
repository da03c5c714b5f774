/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * TopoJSON (github.com/topojson/topojson-specification, version 1) with the two objects of the
 * world-atlas packages: "countries", whose shared arcs are borders, and "land", their union; lakes are
 * in a file of their own. The rings are spherical: they run across 180° and around a pole without being cut there.
 */
#include "hopmap-topojson.h"

#include "hopmap-ring-builder.h"

#include <json-glib/json-glib.h>
#include <math.h>

/* Far more than the finest Natural Earth has; a file beyond it is no map of ours. */
#define MAX_ARCS    200000u
#define MAX_POINTS  8000000u
#define MAX_NESTING 8
#define MAX_DEGREES 1000.0

typedef struct
{
  guint first;
  guint n_points;
  guint n_uses;
} Arc;

typedef struct
{
  guint kind;
  guint first;
  guint n_points;
} Span;

typedef struct
{
  double scale[2];
  double translate[2];
  gboolean quantized;
  guint ring_kind;    /* of the rings that are read now */
  GArray *arc_points; /* HopmapMapPoint, projected, each arc unwrapped for itself */
  GArray *arcs;       /* Arc */
  GArray *points;     /* HopmapMapPoint, the result */
  GArray *spans;      /* Span, the result; turned into paths when points no longer moves */
} Reader;

static void
reader_clear (Reader *reader)
{
  g_clear_pointer (&reader->arc_points, g_array_unref);
  g_clear_pointer (&reader->arcs, g_array_unref);
  g_clear_pointer (&reader->points, g_array_unref);
  g_clear_pointer (&reader->spans, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
fail (GError **error, const char *what)
{
  /* Not translated: only who builds Hopmap reads it. */
  g_set_error (error, HOPMAP_ATLAS_ERROR, HOPMAP_ATLAS_ERROR_MALFORMED,
               "The TopoJSON cannot be read: %s", what);
  return FALSE;
}

static JsonObject *
node_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
node_array (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
member_object (JsonObject *object, const char *name)
{
  return object != NULL ? node_object (json_object_get_member (object, name)) : NULL;
}

static JsonArray *
member_array (JsonObject *object, const char *name)
{
  return object != NULL ? node_array (json_object_get_member (object, name)) : NULL;
}

static gboolean
element_double (JsonArray *array, guint index, double *value)
{
  JsonNode *node;

  if (array == NULL || index >= json_array_get_length (array))
    return FALSE;
  node = json_array_get_element (array, index);
  if (!JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64
          && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return FALSE;
  *value = json_node_get_double (node);
  return isfinite (*value);
}

static gboolean
read_transform (Reader *reader, JsonObject *root)
{
  JsonObject *transform = member_object (root, "transform");

  reader->quantized = transform != NULL;
  if (!reader->quantized)
    return TRUE;

  for (guint i = 0; i < 2; i++)
    if (!element_double (member_array (transform, "scale"), i, &reader->scale[i])
        || !element_double (member_array (transform, "translate"), i, &reader->translate[i]))
      return FALSE;
  return TRUE;
}

static gboolean
read_arc (Reader *reader, JsonArray *positions)
{
  const guint n_positions = json_array_get_length (positions);
  Arc arc = { reader->arc_points->len, n_positions, 0 };
  double sum[2] = { 0.0, 0.0 };
  double last_x = 0.0;

  if (n_positions < 2 || reader->arc_points->len + (gsize) n_positions > MAX_POINTS)
    return FALSE;

  for (guint i = 0; i < n_positions; i++)
    {
      JsonArray *position = node_array (json_array_get_element (positions, i));
      double degrees[2];
      HopmapMapPoint point;

      for (guint axis = 0; axis < 2; axis++)
        {
          if (!element_double (position, axis, &degrees[axis]))
            return FALSE;
          if (reader->quantized)
            {
              sum[axis] += degrees[axis];
              degrees[axis] = sum[axis] * reader->scale[axis] + reader->translate[axis];
            }
          if (!(fabs (degrees[axis]) <= MAX_DEGREES))
            return FALSE;
        }

      point.x = hopmap_mercator_x (degrees[0]);
      point.y = hopmap_mercator_y (degrees[1]);
      if (i > 0)
        point.x = hopmap_mercator_unwrap (point.x, last_x);
      last_x = point.x;
      g_array_append_val (reader->arc_points, point);
    }

  g_array_append_val (reader->arcs, arc);
  return TRUE;
}

static gboolean
read_arcs (Reader *reader, JsonArray *arcs)
{
  if (arcs == NULL || json_array_get_length (arcs) > MAX_ARCS)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (arcs); i++)
    {
      JsonArray *positions = node_array (json_array_get_element (arcs, i));

      if (positions == NULL || !read_arc (reader, positions))
        return FALSE;
    }
  return TRUE;
}

/* An arc number: n is arc n forwards, ~n is arc n backwards. */
static Arc *
find_arc (Reader *reader, JsonArray *ring, guint index, gboolean *backwards)
{
  double number;
  gint64 arc;

  if (!element_double (ring, index, &number) || fabs (number) > MAX_ARCS)
    return NULL;
  arc = (gint64) number;
  *backwards = arc < 0;
  if (*backwards)
    arc = ~arc;
  return arc < reader->arcs->len ? &g_array_index (reader->arcs, Arc, arc) : NULL;
}

static gboolean
append_ring (Reader *reader, JsonArray *ring)
{
  Span span = { reader->ring_kind, reader->points->len, 0 };

  for (guint i = 0; i < json_array_get_length (ring); i++)
    {
      gboolean backwards;
      const Arc *arc = find_arc (reader, ring, i, &backwards);

      if (arc == NULL || reader->points->len + (gsize) arc->n_points > MAX_POINTS)
        return FALSE;
      hopmap_ring_append (reader->points, span.first,
                          &g_array_index (reader->arc_points, HopmapMapPoint, arc->first),
                          arc->n_points, backwards ? HOPMAP_RING_BACKWARDS : HOPMAP_RING_FORWARDS);
    }
  if (reader->points->len == span.first)
    return FALSE;

  hopmap_ring_close (reader->points, span.first);
  span.n_points = reader->points->len - span.first;
  g_array_append_val (reader->spans, span);
  return TRUE;
}

static gboolean
count_ring (Reader *reader, JsonArray *ring)
{
  for (guint i = 0; i < json_array_get_length (ring); i++)
    {
      gboolean backwards;
      Arc *arc = find_arc (reader, ring, i, &backwards);

      if (arc == NULL)
        return FALSE;
      arc->n_uses++;
    }
  return TRUE;
}

typedef gboolean (*RingFunc) (Reader *reader, JsonArray *ring);

/* A geometry's arcs: a list of rings (Polygon) or a list of those (MultiPolygon). */
static gboolean
walk_rings (Reader *reader, JsonArray *rings, RingFunc func, guint depth)
{
  if (rings == NULL || depth > MAX_NESTING)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (rings); i++)
    {
      JsonArray *inner = node_array (json_array_get_element (rings, i));
      gboolean nested;

      if (inner == NULL || json_array_get_length (inner) == 0)
        return FALSE;
      nested = JSON_NODE_HOLDS_ARRAY (json_array_get_element (inner, 0));
      if (nested ? !walk_rings (reader, inner, func, depth + 1) : !func (reader, inner))
        return FALSE;
    }
  return TRUE;
}

static gboolean
walk_object (Reader *reader, JsonObject *geometry, RingFunc func, guint depth)
{
  JsonArray *geometries = member_array (geometry, "geometries");

  if (geometry == NULL || depth > MAX_NESTING)
    return FALSE;
  if (geometries == NULL)
    return walk_rings (reader, member_array (geometry, "arcs"), func, 0);

  for (guint i = 0; i < json_array_get_length (geometries); i++)
    if (!walk_object (reader, node_object (json_array_get_element (geometries, i)), func,
                      depth + 1))
      return FALSE;
  return TRUE;
}

static void
append_lines (Reader *reader)
{
  for (guint i = 0; i < reader->arcs->len; i++)
    {
      const Arc *arc = &g_array_index (reader->arcs, Arc, i);
      Span span = { arc->n_uses > 1 ? HOPMAP_BASEMAP_BORDER : HOPMAP_BASEMAP_COAST,
                    reader->points->len, arc->n_points };

      if (arc->n_uses == 0)
        continue;
      g_array_append_vals (reader->points,
                           &g_array_index (reader->arc_points, HopmapMapPoint, arc->first),
                           arc->n_points);
      g_array_append_val (reader->spans, span);
    }
}

static HopmapBasemap *
reader_finish (Reader *reader)
{
  GArray *paths[HOPMAP_BASEMAP_N_KINDS];

  for (guint i = 0; i < HOPMAP_BASEMAP_N_KINDS; i++)
    paths[i] = g_array_new (FALSE, FALSE, sizeof (HopmapBasemapPath));

  for (guint i = 0; i < reader->spans->len; i++)
    {
      const Span *span = &g_array_index (reader->spans, Span, i);
      HopmapMapPoint *points = &g_array_index (reader->points, HopmapMapPoint, span->first);
      HopmapBasemapPath path = { points, span->n_points, HOPMAP_MAP_RECT_EMPTY };
      double worlds;

      for (guint j = 0; j < span->n_points; j++)
        hopmap_map_rect_include (&path.bounds, points[j].x, points[j].y);

      /* Every path starts in the world from 0 to 1. */
      worlds = floor (path.bounds.min_x);
      for (guint j = 0; j < span->n_points; j++)
        points[j].x -= worlds;
      path.bounds.min_x -= worlds;
      path.bounds.max_x -= worlds;
      g_array_append_val (paths[span->kind], path);
    }

  return hopmap_basemap_new_take (g_steal_pointer (&reader->points), paths);
}

/* The root of a topology, with its arcs read. */
static JsonObject *
read_topology (Reader *reader, JsonParser *parser, GBytes *bytes, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  JsonObject *root;

  if (size == 0 || size > G_MAXSSIZE
      || !json_parser_load_from_data (parser, text, (gssize) size, NULL))
    return fail (error, "no JSON"), NULL;
  root = node_object (json_parser_get_root (parser));
  if (root == NULL
      || g_strcmp0 (json_object_get_string_member_with_default (root, "type", NULL), "Topology"))
    return fail (error, "no topology"), NULL;
  if (!read_transform (reader, root))
    return fail (error, "a broken transform"), NULL;
  if (!read_arcs (reader, member_array (root, "arcs")))
    return fail (error, "broken arcs"), NULL;
  return root;
}

static gboolean
read_lakes (Reader *reader, GBytes *bytes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *root;

  g_array_set_size (reader->arc_points, 0);
  g_array_set_size (reader->arcs, 0);
  root = read_topology (reader, parser, bytes, error);
  if (root == NULL)
    return FALSE;
  reader->ring_kind = HOPMAP_BASEMAP_LAKE;
  if (!walk_object (reader, member_object (member_object (root, "objects"), "lakes"), append_ring,
                    0))
    return fail (error, "broken lakes");
  return TRUE;
}

/**
 * hopmap_topojson_read:
 * @bytes: a TopoJSON text in UTF-8, with land and countries
 * @lakes: (nullable): another one, with lakes
 * @error: return location
 *
 * Returns: (transfer full): the world in them, or %NULL with @error
 *   %HOPMAP_ATLAS_ERROR_MALFORMED, whatever the bytes are
 */
HopmapBasemap *
hopmap_topojson_read (GBytes *bytes, GBytes *lakes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_auto (Reader) reader = {
    .ring_kind = HOPMAP_BASEMAP_LAND,
    .arc_points = g_array_new (FALSE, FALSE, sizeof (HopmapMapPoint)),
    .arcs = g_array_new (FALSE, FALSE, sizeof (Arc)),
    .points = g_array_new (FALSE, FALSE, sizeof (HopmapMapPoint)),
    .spans = g_array_new (FALSE, FALSE, sizeof (Span)),
  };
  JsonObject *objects, *root;

  root = read_topology (&reader, parser, bytes, error);
  if (root == NULL)
    return NULL;
  objects = member_object (root, "objects");
  if (!walk_object (&reader, member_object (objects, "land"), append_ring, 0))
    return fail (error, "broken land"), NULL;
  if (!walk_object (&reader, member_object (objects, "countries"), count_ring, 0))
    return fail (error, "broken countries"), NULL;
  append_lines (&reader);
  if (lakes != NULL && !read_lakes (&reader, lakes, error))
    return NULL;

  return reader_finish (&reader);
}
