/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database that is installed: complete, of the right kind, and sane where everybody knows the
 * answer. */
#include "read-back.h"

#include <math.h>
#include <string.h>

static ReadBack back;

static void
test_metadata (void)
{
  const MMDB_metadata_s *metadata = &back.mmdb.metadata;

  g_assert_cmpstr (metadata->database_type, ==, "Hopmap-Places");
  g_assert_cmpuint (metadata->ip_version, ==, 6);
  g_assert_cmpuint (metadata->node_count, >, 1000000);
  g_assert_cmpuint (metadata->build_epoch, >, 1780000000);
  g_assert_nonnull (strstr (metadata->description.descriptions[0]->description, "CC BY 4.0"));
}

/* Universities, who have had their addresses for decades and in one town. */
static void
test_places (void)
{
  static const struct
  {
    const char *address;
    const char *country_code;
    double latitude, longitude;
  } places[] = {
    { "130.149.7.201", "DE", 52.5, 13.4 },      { "131.111.8.42", "GB", 52.2, 0.1 },
    { "::ffff:131.111.8.42", "GB", 52.2, 0.1 }, { "2002:836f:082a::1", "GB", 52.2, 0.1 },
    { "129.132.1.1", "CH", 47.4, 8.5 },         { "133.11.0.1", "JP", 35.7, 139.7 },
    { "2001:638:809::1", "DE", 52.5, 13.4 },    { "2607:f140::1", "US", 37.9, -122.3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const char *address = places[i].address;
      g_autofree char *code = read_back_dup_text (&back, address, PATH ("country", "iso_code"));
      g_autofree char *city = read_back_dup_text (&back, address, PATH ("city", "names", "en"));
      double radius_km = read_back_get_number (&back, address,
                                               PATH ("location", "accuracy_radius"));

      g_assert_cmpstr (code, ==, places[i].country_code);
      g_assert_nonnull (city);
      g_assert_cmpfloat_with_epsilon (
          read_back_get_number (&back, address, PATH ("location", "latitude")), places[i].latitude,
          0.5);
      g_assert_cmpfloat_with_epsilon (
          read_back_get_number (&back, address, PATH ("location", "longitude")),
          places[i].longitude, 0.5);
      g_assert_cmpfloat (radius_km, >=, 25);
      g_assert_cmpfloat (radius_km, <=, 200);
    }
}

static void
test_private_ranges (void)
{
  static const char *const addresses[] = { "10.0.0.1", "127.0.0.1", "192.168.1.1", "224.0.0.1",
                                           "fe80::1",  "fd00::1",   "::1",         "ff02::1" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    g_assert_false (read_back_has (&back, addresses[i]));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  status = MMDB_open (g_getenv ("HOPMAP_PLACES_MMDB"), MMDB_MODE_MMAP, &back.mmdb);
  g_assert_cmpint (status, ==, MMDB_SUCCESS);
  g_test_add_func ("/installed-database/metadata", test_metadata);
  g_test_add_func ("/installed-database/places", test_places);
  g_test_add_func ("/installed-database/private-ranges", test_private_ranges);
  status = g_test_run ();
  MMDB_close (&back.mmdb);
  return status;
}
