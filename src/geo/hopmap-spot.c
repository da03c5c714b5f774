/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapSpot: see the header. Coordinates are in the C locale, since settings, command lines and
 * actions are.
 */
#include "hopmap-spot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "hopmap-geo-error.h"
#include "hopmap-router-code.h"
#include "hopmap-sphere.h"
#include "hopmap-town-table.h"

/* How far from the middle of the town which a person names that person is likely to be; and how
 * exact coordinates are meant where nothing is said of it. */
#define TOWN_RADIUS_KM  25.0
#define POINT_RADIUS_KM 5.0

/* Beyond this a point is no longer "in" the nearest town; beyond that perhaps not in its country. */
#define NEAR_KM       25.0
#define COUNTRY_KM    100.0

#define MAX_RADIUS_KM 5000.0
#define MAX_NUMBERS   3

/* Returns how many numbers the text is, parted by commas; 0 where it is anything else. */
static guint
read_numbers (const char *text, double numbers[MAX_NUMBERS])
{
  for (guint n = 0; n < MAX_NUMBERS; n++)
    {
      char *end;

      numbers[n] = g_ascii_strtod (text, &end);
      if (end == text || !isfinite (numbers[n]))
        return 0;

      while (g_ascii_isspace (*end))
        end++;
      if (*end == '\0')
        return n + 1;
      if (*end != ',')
        return 0;

      text = end + 1;
    }

  return 0;
}

static void
name_point (HopmapPlace *fields)
{
  const double latitude = fields->latitude, longitude = fields->longitude;
  const HopmapTown *town = hopmap_town_table_find_nearest (latitude, longitude);
  const double km = hopmap_sphere_distance_km (latitude, longitude, town->latitude,
                                               town->longitude);

  if (km > COUNTRY_KM)
    return;

  hopmap_town_fill_place (town, fields);
  fields->latitude = latitude;
  fields->longitude = longitude;
  if (km > NEAR_KM)
    fields->city = fields->region = NULL;
}

static HopmapPlace *
parse_point (const char *text, const double numbers[MAX_NUMBERS], guint n, GError **error)
{
  HopmapPlace fields = { .kind = HOPMAP_PLACE_CITY, .has_point = TRUE };
  g_autoptr (HopmapPlace) place = NULL;

  fields.latitude = numbers[0];
  fields.longitude = numbers[1];
  if (fabs (fields.latitude) <= 90.0 && fabs (fields.longitude) <= 180.0)
    name_point (&fields);
  fields.evidence = HOPMAP_EVIDENCE_PERSON;
  fields.radius_km = n > 2 ? numbers[2] : POINT_RADIUS_KM;

  place = hopmap_place_new (&fields);
  if (place->has_point && fields.radius_km >= 0.0 && fields.radius_km <= MAX_RADIUS_KM)
    return g_steal_pointer (&place);

  g_set_error (
      error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_SETTING,
      /* Translators: %s is what a person typed */
      _ ("“%s” is no point on the map; write latitude, longitude and, if you like, a radius "
         "in kilometres, as in “52.52,13.40,25”."),
      text);
  return NULL;
}

static HopmapPlace *
new_certain (const HopmapPlace *place)
{
  HopmapPlace fields = *place;

  fields.evidence = HOPMAP_EVIDENCE_PERSON;
  fields.radius_km = TOWN_RADIUS_KM;
  fields.source = NULL;
  return hopmap_place_new (&fields);
}

/* "Copenhagen" and "München" are other names of towns in the table. */
static HopmapPlace *
find_by_other_name (const char *text)
{
  g_autoptr (GPtrArray)
      places = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  g_autofree char *lower = g_ascii_strdown (ascii, -1);
  char *out = lower;

  for (const char *p = lower; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      *out++ = *p;
  *out = '\0';
  hopmap_router_code_add_places (&(HopmapRouterCode){ .dictionaries = "name", .code = lower },
                                 places);
  return places->len > 0 ? new_certain (places->pdata[0]) : NULL;
}

static HopmapPlace *
find_town (const char *text)
{
  const HopmapTown *town = hopmap_town_table_find (text);
  HopmapPlace fields = { 0 };

  if (town == NULL)
    return g_utf8_validate (text, -1, NULL) ? find_by_other_name (text) : NULL;

  hopmap_town_fill_place (town, &fields);
  return new_certain (&fields);
}

/**
 * hopmap_spot_parse:
 * @text: "LATITUDE,LONGITUDE" or "LATITUDE,LONGITUDE,KILOMETRES" in the C locale, or a town such as
 *   "Lisbon" or "Portland, Maine"
 * @error: return location for a %HOPMAP_GEO_ERROR_BAD_SETTING, a sentence with a way out
 *
 * Returns: (transfer full) (nullable): the place, of which the person who wrote it is certain; it
 *   names the town where it is in one
 */
HopmapPlace *
hopmap_spot_parse (const char *text, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  double numbers[MAX_NUMBERS];
  guint n = read_numbers (text, numbers);
  HopmapPlace *place;

  if (n > 1)
    return parse_point (valid, numbers, n, error);

  place = n == 0 ? find_town (text) : NULL;
  if (place == NULL)
    g_set_error (error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_SETTING,
                 /* Translators: %s is what a person typed */
                 _ ("“%s” is no larger town that is known here; write the next larger one, or "
                    "latitude and longitude as in “52.52,13.40”."),
                 valid);
  return place;
}

/**
 * hopmap_spot_format:
 * @place: a place with a point
 *
 * Returns: (transfer full): its point and radius, as hopmap_spot_parse() reads them
 */
char *
hopmap_spot_format (const HopmapPlace *place)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];
  char radius[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup_printf ("%s,%s,%s",
                          g_ascii_formatd (latitude, sizeof latitude, "%.5f", place->latitude),
                          g_ascii_formatd (longitude, sizeof longitude, "%.5f", place->longitude),
                          g_ascii_formatd (radius, sizeof radius, "%.1f", place->radius_km));
}
