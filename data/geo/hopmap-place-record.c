/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a database says of a range of addresses, encoded in the layouts that are in use. */
#include "hopmap-place-record.h"

#include <math.h>

/* A map under construction: the pairs are counted first, since the count is written before them. */
typedef struct
{
  HopmapMmdbData *data;
  GByteArray *pairs;
  guint n_pairs;
} Map;

static void
map_open (Map *map, HopmapMmdbData *data)
{
  *map = (Map){ data, g_byte_array_new (), 0 };
}

static void
map_put_key (Map *map, const char *key)
{
  hopmap_mmdb_data_put_shared_string (map->data, map->pairs, key);
  map->n_pairs++;
}

static void
map_put_string (Map *map, const char *key, const char *text)
{
  if (text == NULL)
    return;
  map_put_key (map, key);
  hopmap_mmdb_data_put_shared_string (map->data, map->pairs, text);
}

static void
map_put_unsigned (Map *map, const char *key, HopmapMmdbUnsigned type, guint64 number)
{
  map_put_key (map, key);
  hopmap_mmdb_put_unsigned (map->pairs, type, number);
}

static GByteArray *
map_close (Map *map)
{
  GByteArray *value = g_byte_array_new ();

  hopmap_mmdb_put_map (value, map->n_pairs);
  g_byte_array_append (value, map->pairs->data, map->pairs->len);
  g_byte_array_unref (g_steal_pointer (&map->pairs));
  return value;
}

static void
map_put_map (Map *map, const char *key, Map *inner)
{
  g_autoptr (GByteArray) value = map_close (inner);

  if (inner->n_pairs == 0)
    return;
  map_put_key (map, key);
  hopmap_mmdb_data_put_shared (map->data, map->pairs, value);
}

static void
map_put_names (Map *map, const char *name)
{
  Map names;

  if (name == NULL)
    return;
  map_open (&names, map->data);
  map_put_string (&names, "en", name);
  map_put_map (map, "names", &names);
}

static void
put_named (Map *map, const char *key, const char *iso_code, const char *name)
{
  Map inner;

  map_open (&inner, map->data);
  map_put_string (&inner, "iso_code", iso_code);
  map_put_names (&inner, name);
  map_put_map (map, key, &inner);
}

static void
put_location (Map *map, const HopmapPlaceRecord *record)
{
  Map location;

  if (isnan (record->latitude) || isnan (record->longitude))
    return;
  map_open (&location, map->data);
  if (record->radius_km > 0)
    map_put_unsigned (&location, "accuracy_radius", HOPMAP_MMDB_UINT16, record->radius_km);
  map_put_key (&location, "latitude");
  hopmap_mmdb_put_double (location.pairs, record->latitude);
  map_put_key (&location, "longitude");
  hopmap_mmdb_put_double (location.pairs, record->longitude);
  map_put_map (map, "location", &location);
}

static void
put_subdivisions (Map *map, const char *region)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autoptr (GByteArray) value = NULL;
  Map first;

  if (region == NULL)
    return;
  map_open (&first, map->data);
  map_put_names (&first, region);
  value = map_close (&first);
  hopmap_mmdb_put_array (array, 1);
  hopmap_mmdb_data_put_shared (map->data, array, value);
  map_put_key (map, "subdivisions");
  hopmap_mmdb_data_put_shared (map->data, map->pairs, array);
}

static void
put_traits (Map *map, const HopmapPlaceRecord *record)
{
  Map traits;

  if (!record->is_anycast)
    return;
  map_open (&traits, map->data);
  map_put_key (&traits, "is_anycast");
  hopmap_mmdb_put_boolean (traits.pairs, TRUE);
  map_put_map (map, "traits", &traits);
}

static void
put_nested (Map *map, const HopmapPlaceRecord *record)
{
  if (record->as_number != 0)
    map_put_unsigned (map, "autonomous_system_number", HOPMAP_MMDB_UINT32, record->as_number);
  map_put_string (map, "autonomous_system_organization", record->as_name);
  put_named (map, "city", NULL, record->city);
  put_named (map, "country", record->country_code, record->country);
  put_location (map, record);
  put_subdivisions (map, record->region);
  put_traits (map, record);
}

static void
put_flat (Map *map, const HopmapPlaceRecord *record)
{
  gboolean placed = !isnan (record->latitude) && !isnan (record->longitude);

  map_put_string (map, "city", record->city != NULL ? record->city : "");
  map_put_string (map, "country_code", record->country_code != NULL ? record->country_code : "");
  if (placed)
    {
      map_put_key (map, "latitude");
      hopmap_mmdb_put_float (map->pairs, (float) record->latitude);
      map_put_key (map, "longitude");
      hopmap_mmdb_put_float (map->pairs, (float) record->longitude);
    }
  map_put_string (map, "state1", record->region != NULL ? record->region : "");
}

static void
map_put_number_as_string (Map *map, const char *key, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isnan (number))
    map_put_string (map, key, g_ascii_formatd (text, sizeof text, "%.4f", number));
}

static void
put_ipinfo (Map *map, const HopmapPlaceRecord *record)
{
  if (record->as_number != 0)
    {
      g_autofree char *text = g_strdup_printf ("AS%u", record->as_number);

      map_put_string (map, "asn", text);
    }
  map_put_string (map, "as_name", record->as_name);
  map_put_string (map, "city", record->city);
  map_put_string (map, "country", record->country);
  map_put_string (map, "country_code", record->country_code);
  map_put_number_as_string (map, "lat", record->latitude);
  map_put_number_as_string (map, "lng", record->longitude);
  map_put_string (map, "region", record->region);
}

/**
 * hopmap_place_layout_parse:
 * @name: "nested", "flat" or "ipinfo"
 *
 * Returns: whether there is a layout of that name
 */
gboolean
hopmap_place_layout_parse (const char *name, HopmapPlaceLayout *layout)
{
  static const char *const names[] = {
    [HOPMAP_PLACE_LAYOUT_NESTED] = "nested",
    [HOPMAP_PLACE_LAYOUT_FLAT] = "flat",
    [HOPMAP_PLACE_LAYOUT_IPINFO] = "ipinfo",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      {
        *layout = (HopmapPlaceLayout) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * hopmap_place_record_add:
 *
 * Returns: the offset of the encoded record in @data, to be used as a value of the tree
 */
guint32
hopmap_place_record_add (const HopmapPlaceRecord *record,
                         HopmapPlaceLayout layout,
                         HopmapMmdbData *data)
{
  g_autoptr (GByteArray) value = NULL;
  Map map;

  map_open (&map, data);
  switch (layout)
    {
    case HOPMAP_PLACE_LAYOUT_NESTED:
      put_nested (&map, record);
      break;
    case HOPMAP_PLACE_LAYOUT_FLAT:
      put_flat (&map, record);
      break;
    case HOPMAP_PLACE_LAYOUT_IPINFO:
      put_ipinfo (&map, record);
      break;
    default:
      g_assert_not_reached ();
    }
  value = map_close (&map);
  return hopmap_mmdb_data_add (data, value);
}
