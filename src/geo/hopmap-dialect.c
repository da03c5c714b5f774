/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the dialects share: see the header.
 */
#include "hopmap-dialect.h"

static const HopmapDialect *const dialects[] = {
  &hopmap_ipmap_dialect,   &hopmap_ipgeolocation_dialect, &hopmap_geojs_dialect,
  &hopmap_maxmind_dialect, &hopmap_ip_api_dialect,
};

/**
 * hopmap_dialect_list:
 * @n_dialects: (out): how many there are
 *
 * Returns: (transfer none): all of them, the preferred one first
 */
const HopmapDialect *const *
hopmap_dialect_list (guint *n_dialects)
{
  *n_dialects = G_N_ELEMENTS (dialects);
  return dialects;
}

/**
 * hopmap_dialect_find:
 * @id: a service's name for programs
 *
 * Returns: (transfer none) (nullable): how it is spoken to, or %NULL where it is not known
 */
const HopmapDialect *
hopmap_dialect_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (dialects); i++)
    if (g_strcmp0 (dialects[i]->id, id) == 0)
      return dialects[i];

  return NULL;
}

/**
 * hopmap_dialect_find_address:
 * @addresses: (element-type HopmapAddress): what was asked for
 * @text: (nullable): an address as a service wrote it
 *
 * Services that are asked for no address tell the asker's own place, and some mix up answers. One
 * about another address than those asked for must never become a hop's place.
 *
 * Returns: the index of the same address in @addresses, or %G_MAXUINT
 */
guint
hopmap_dialect_find_address (GPtrArray *addresses, const char *text)
{
  HopmapAddress told;
  guint index;

  if (!hopmap_address_parse (text, &told))
    return G_MAXUINT;

  return g_ptr_array_find_with_equal_func (addresses, &told, hopmap_address_equal, &index)
             ? index
             : G_MAXUINT;
}

static char *
join (GPtrArray *addresses, const char *before, const char *separator, const char *after)
{
  g_autoptr (GString) text = g_string_new (before);

  for (guint i = 0; i < addresses->len; i++)
    {
      g_autofree char *address = hopmap_address_to_string (addresses->pdata[i]);

      if (i > 0)
        g_string_append (text, separator);
      g_string_append (text, address);
    }

  g_string_append (text, after);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * hopmap_dialect_join_addresses:
 * @addresses: (element-type HopmapAddress): some addresses
 * @separator: what stands between two
 *
 * Returns: (transfer full): all of them; they need no escape in a URL
 */
char *
hopmap_dialect_join_addresses (GPtrArray *addresses, const char *separator)
{
  return join (addresses, "", separator, "");
}

/**
 * hopmap_dialect_join_json:
 * @addresses: (element-type HopmapAddress): some addresses
 *
 * Returns: (transfer full): a JSON list of strings
 */
char *
hopmap_dialect_join_json (GPtrArray *addresses)
{
  return join (addresses, "[\"", "\",\"", "\"]");
}

/**
 * hopmap_dialect_take_answer:
 * @answers: (element-type HopmapAddress HopmapGeoAnswer): the answers so far
 * @address: what was asked for
 * @answer: (transfer full): what is known of it; where a service answers twice, the first one stays
 */
void
hopmap_dialect_take_answer (GHashTable *answers,
                            const HopmapAddress *address,
                            HopmapGeoAnswer *answer)
{
  if (g_hash_table_contains (answers, address))
    hopmap_geo_answer_unref (answer);
  else
    g_hash_table_insert (answers, hopmap_address_copy (address), answer);
}
