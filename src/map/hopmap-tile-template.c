/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The address of a tile: a pattern with {z}, {x} and {y}.
 */
#include "hopmap-tile-server.h"

#include <string.h>

#define MAX_PATTERN_BYTES 1000u

/**
 * hopmap_tile_template_is_valid:
 * @pattern: (nullable): what a person typed
 *
 * Returns: whether it is an address of the web with {z}, {x} and {y} in it
 */
gboolean
hopmap_tile_template_is_valid (const char *pattern)
{
  g_autofree char *example = NULL;
  g_autoptr (GUri) uri = NULL;

  if (pattern == NULL || strlen (pattern) > MAX_PATTERN_BYTES || strstr (pattern, "{z}") == NULL
      || strstr (pattern, "{x}") == NULL || strstr (pattern, "{y}") == NULL)
    return FALSE;
  example = hopmap_tile_template_expand (pattern, 1, 0, 1);
  if (strpbrk (example, "{}") != NULL)
    return FALSE;
  uri = g_uri_parse (example, G_URI_FLAGS_ENCODED, NULL);
  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0'
         && (g_str_equal (g_uri_get_scheme (uri), "https")
             || g_str_equal (g_uri_get_scheme (uri), "http"));
}

/**
 * hopmap_tile_template_expand:
 * @pattern: a pattern
 * @zoom: zoom level of a tile
 * @column: of the tile, from the west
 * @row: of the tile, from the north
 *
 * Returns: (transfer full): its address
 */
char *
hopmap_tile_template_expand (const char *pattern, guint zoom, guint column, guint row)
{
  const struct
  {
    const char *mark;
    guint number;
  } parts[] = { { "{z}", zoom }, { "{x}", column }, { "{y}", row } };
  g_autoptr (GString) address = g_string_new (pattern);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", parts[i].number);

      g_string_replace (address, parts[i].mark, number, 0);
    }
  return g_string_free (g_steal_pointer (&address), FALSE);
}
