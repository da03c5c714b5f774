/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * City databases of every layout, and files that are none.
 */
#include "hopmap-mmdb-provider.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>

#include "hopmap-sample-file.h"

#define TABLE                                                                                      \
  "8.8.8.0/24\tMountain View\tUS\tUnited States\t37.38600\t-122.08380\t30\t15169\tGoogle LLC\n"    \
  "8.8.9.0/24\t-\tDE\tGermany\t51.3\t9.5\t-\n"                                                     \
  "8.8.10.0/24\tNowhere\tFR\tFrance\t-\t-\t-\n"                                                    \
  "8.8.11.0/24\tNull Island\t-\t-\t0\t0\t-\n"                                                      \
  "8.8.12.0/24\tM\x1b[31m\xe2\x80\xae\xc3\xbcnchen\tde\tGermany\t48.1\t11.6\t20\n"                 \
  "2001:4860::/32\tZürich\tCH\tSwitzerland\t47.3769\t8.5417\t25\t15169\tGoogle LLC\n"

static HopmapGeoProvider *
open_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  HopmapMmdbProvider *provider = hopmap_mmdb_provider_new (path, &error);

  g_assert_no_error (error);
  return HOPMAP_GEO_PROVIDER (provider);
}

static HopmapGeoAnswer *
ask (HopmapGeoProvider *provider, const char *text)
{
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (text, &address));
  return hopmap_geo_provider_lookup (provider, &address);
}

static void
assert_place (HopmapGeoProvider *provider,
              const char *address,
              const char *city,
              const char *code,
              double latitude,
              double longitude)
{
  g_autoptr (HopmapGeoAnswer) answer = ask (provider, address);

  g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
  g_assert_cmpuint (answer->candidates->len, ==, 1);
  g_assert_cmpstr (answer->place->city, ==, city);
  g_assert_cmpstr (answer->place->country_code, ==, code);
  g_assert_true (answer->place->has_point);
  g_assert_cmpfloat (answer->place->latitude, ==, latitude);
  g_assert_cmpfloat (answer->place->longitude, ==, longitude);
}

static void
test_layout (gconstpointer data)
{
  HopmapPlaceLayout layout = GPOINTER_TO_UINT (data);
  char *path = hopmap_sample_file_new (TABLE, layout);
  g_autoptr (HopmapGeoProvider) provider = open_file (path);
  g_autoptr (HopmapGeoAnswer) google = ask (provider, "8.8.8.8");
  g_autoptr (HopmapGeoAnswer) germany = ask (provider, "8.8.9.1");
  g_autoptr (HopmapGeoAnswer) unknown = ask (provider, "9.9.9.9");
  g_autoptr (HopmapGeoAnswer) unknown6 = ask (provider, "2a00::1");

  assert_place (provider, "8.8.8.8", "Mountain View", "US", 37.386, -122.0838);
  assert_place (provider, "2001:4860:4860::8888", "Zürich", "CH", 47.3769, 8.5417);
  assert_place (provider, "8.8.12.1", "M[31münchen", "DE", 48.1, 11.6);

  g_assert_cmpint (google->place->kind, ==, HOPMAP_PLACE_CITY);
  g_assert_cmpint (google->place->evidence, ==, HOPMAP_EVIDENCE_DATABASE);
  g_assert_cmpstr (google->place->source, ==, "Hopmap-Sample 2026-06");
  g_assert_true (hopmap_geo_answer_is_city (google));
  g_assert_null (germany->place->city);
  g_assert_cmpint (germany->place->kind, ==, HOPMAP_PLACE_COUNTRY);
  g_assert_false (hopmap_geo_answer_is_city (germany));
  g_assert_cmpint (unknown->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  g_assert_cmpint (unknown6->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);

  hopmap_sample_file_free (path);
}

static void
test_nested_facts (void)
{
  char *path = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_NESTED);
  g_autoptr (HopmapGeoProvider) provider = open_file (path);
  g_autoptr (HopmapGeoAnswer) answer = ask (provider, "8.8.8.8");

  g_assert_cmpstr (answer->place->country, ==, "United States");
  g_assert_cmpfloat (answer->place->radius_km, ==, 30);
  g_assert_cmpuint (answer->asn, ==, 15169);
  g_assert_cmpstr (answer->network, ==, "Google LLC");
  g_assert_true (hopmap_geo_provider_is_local (provider));
  g_assert_cmpstr (hopmap_geo_provider_get_id (provider), ==, "database");
  g_assert_cmpstr (hopmap_geo_provider_get_name (provider), ==, "Hopmap-Sample 2026-06");
  g_assert_null (hopmap_geo_provider_get_attribution (provider));

  hopmap_sample_file_free (path);
}

/* IPinfo writes "AS15169"; the flat layout has no networks. */
static void
test_ipinfo_network (void)
{
  char *path = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_IPINFO);
  g_autoptr (HopmapGeoProvider) provider = open_file (path);
  g_autoptr (HopmapGeoAnswer) answer = ask (provider, "8.8.8.8");

  g_assert_cmpuint (answer->asn, ==, 15169);
  g_assert_cmpstr (answer->network, ==, "Google LLC");

  hopmap_sample_file_free (path);
}

static void
test_no_point (gconstpointer data)
{
  char *path = hopmap_sample_file_new (TABLE, GPOINTER_TO_UINT (data));
  g_autoptr (HopmapGeoProvider) provider = open_file (path);
  g_autoptr (HopmapGeoAnswer) country = ask (provider, "8.8.10.1");
  g_autoptr (HopmapGeoAnswer) nothing = ask (provider, "8.8.11.1");

  g_assert_false (country->place->has_point);
  g_assert_cmpint (country->place->evidence, ==, HOPMAP_EVIDENCE_COUNTRY);
  g_assert_cmpstr (country->place->country_code, ==, "FR");
  g_assert_cmpint (nothing->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  g_assert_null (nothing->place);

  hopmap_sample_file_free (path);
}

static void
test_ipv4_alone (void)
{
  char *path = hopmap_sample_file_new_ipv4 ("Cologne", 50.9, 6.9);
  g_autoptr (HopmapGeoProvider) provider = open_file (path);
  g_autoptr (HopmapGeoAnswer) v6 = ask (provider, "2001:4860::1");
  g_autoptr (HopmapGeoAnswer) other = ask (provider, "8.8.8.8");

  assert_place (provider, "193.0.0.1", "Cologne", NULL, 50.9, 6.9);
  g_assert_cmpint (v6->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  g_assert_cmpint (other->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  g_assert_cmpstr (hopmap_geo_provider_get_name (provider), ==, "DB-IP 2026-06");
  g_assert_nonnull (strstr (hopmap_geo_provider_get_attribution (provider), "https://db-ip.com"));

  hopmap_sample_file_free (path);
}

static void
assert_refused (const char *path, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapMmdbProvider) provider = hopmap_mmdb_provider_new (path, &error);

  g_assert_null (provider);
  g_assert_error (error, HOPMAP_GEO_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_anycast (void)
{
  char *path = hopmap_sample_file_new_anycast ();
  g_autoptr (HopmapGeoProvider) provider = open_file (path);
  g_autoptr (HopmapGeoAnswer) there = ask (provider, "193.0.0.1");
  g_autoptr (HopmapGeoAnswer) elsewhere = ask (provider, "8.8.8.8");

  g_assert_cmpint (there->status, ==, HOPMAP_GEO_STATUS_FOUND);
  g_assert_true (there->place->anycast);
  g_assert_false (there->place->has_point);
  g_assert_false (hopmap_geo_answer_is_city (there));
  g_assert_cmpint (elsewhere->status, ==, HOPMAP_GEO_STATUS_NOT_FOUND);
  hopmap_sample_file_free (path);
}

static void
test_no_file (void)
{
  assert_refused ("/nonexistent/places.mmdb", HOPMAP_GEO_ERROR_DATABASE_MISSING);
  assert_refused (g_get_tmp_dir (), HOPMAP_GEO_ERROR_DATABASE_BROKEN);
  assert_refused ("/dev/null", HOPMAP_GEO_ERROR_DATABASE_BROKEN);
}

/* Opening it would wait until somebody writes. */
static void
test_pipe (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hopmap-geo-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "places.mmdb", NULL);

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_refused (path, HOPMAP_GEO_ERROR_DATABASE_BROKEN);
  g_unlink (path);
  g_rmdir (folder);
}

static void
assert_bytes_refused (const void *data, gsize length)
{
  char *path = hopmap_sample_file_new_for_bytes (data, length);

  assert_refused (path, HOPMAP_GEO_ERROR_DATABASE_BROKEN);
  hopmap_sample_file_free (path);
}

static void
test_no_database (void)
{
  g_autofree char *noise = g_strnfill (100000, 'x');

  assert_bytes_refused ("", 0);
  assert_bytes_refused ("places", 6);
  assert_bytes_refused (noise, 100000);
}

/* The metadata stand at the end: a file cut anywhere in front of them is none. */
static void
test_truncated (void)
{
  char *path = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_NESTED);
  g_autoptr (GBytes) whole = hopmap_sample_file_read (path);
  gsize length;
  const char *data = g_bytes_get_data (whole, &length);

  for (gsize part = 1; part <= 8; part++)
    assert_bytes_refused (data, length * part / 9);

  hopmap_sample_file_free (path);
}

/* Whatever a damaged file says, it is an answer or an error, and never a crash. */
static void
ask_everything (const void *data, gsize length, guint *n_broken)
{
  static const char *const texts[] = { "8.8.8.8", "8.8.10.1", "9.9.9.9", "2001:4860::1" };
  char *path = hopmap_sample_file_new_for_bytes (data, length);
  g_autoptr (HopmapMmdbProvider) provider = hopmap_mmdb_provider_new (path, NULL);

  for (gsize i = 0; provider != NULL && i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HopmapGeoAnswer) answer = ask (HOPMAP_GEO_PROVIDER (provider), texts[i]);

      if (answer->status == HOPMAP_GEO_STATUS_FAILED)
        {
          g_assert_error (answer->error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_DATABASE_BROKEN);
          (*n_broken)++;
        }
      else if (answer->place != NULL)
        {
          g_assert_true (answer->place->city == NULL
                         || g_utf8_validate (answer->place->city, -1, NULL));
        }
    }

  hopmap_sample_file_free (path);
}

static void
test_damaged (void)
{
  char *path = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_NESTED);
  g_autoptr (GBytes) whole = hopmap_sample_file_read (path);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260601);
  gsize length = g_bytes_get_size (whole);
  guint n_broken = 0;

  for (guint round = 0; round < 400; round++)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (whole, NULL), length);
      guint n_changes = (guint) g_rand_int_range (rand, 1, 40);

      for (guint i = 0; i < n_changes; i++)
        copy[g_rand_int_range (rand, 0, (gint32) length)] = (guint8) g_rand_int (rand);
      ask_everything (copy, length, &n_broken);
    }

  g_assert_cmpuint (n_broken, >, 0);
  hopmap_sample_file_free (path);
}

typedef enum
{
  CUT_OFF,
  OVERWRITTEN,
  REPLACED,
  REMOVED,
  N_CHANGES
} Change;

static void
change (const char *path, Change how)
{
  g_autofree char *other = g_strconcat (path, ".new", NULL);
  g_autofree char *noise = g_strnfill (100000, 'x');
  FILE *file;

  switch (how)
    {
    case CUT_OFF:
      g_assert_cmpint (truncate (path, 0), ==, 0);
      break;
    case OVERWRITTEN:
      file = fopen (path, "r+");
      g_assert_nonnull (file);
      g_assert_cmpint (fputs (noise, file), >=, 0);
      fclose (file);
      break;
    case REPLACED:
      g_assert_true (g_file_set_contents (other, noise, -1, NULL));
      g_assert_cmpint (g_rename (other, path), ==, 0);
      break;
    case REMOVED:
      g_assert_cmpint (g_unlink (path), ==, 0);
      break;
    case N_CHANGES:
    default:
      g_assert_not_reached ();
    }
}

/* What is done to the file later changes no answer, and ends nothing. */
static void
test_changed_while_open (void)
{
  for (Change how = CUT_OFF; how < N_CHANGES; how++)
    {
      char *path = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_NESTED);
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapMmdbProvider) provider = hopmap_mmdb_provider_new (path, &error);
      g_autoptr (HopmapGeoAnswer) before = NULL, after = NULL;

      g_assert_no_error (error);
      before = ask (HOPMAP_GEO_PROVIDER (provider), "8.8.8.8");
      change (path, how);
      after = ask (HOPMAP_GEO_PROVIDER (provider), "8.8.8.8");
      g_assert_cmpint (after->status, ==, HOPMAP_GEO_STATUS_FOUND);
      g_assert_true (hopmap_place_equal (before->place, after->place));
      g_clear_pointer (&after, hopmap_geo_answer_unref);
      after = ask (HOPMAP_GEO_PROVIDER (provider), "9.9.9.9");
      g_assert_cmpint (after->status, !=, HOPMAP_GEO_STATUS_FAILED);
      hopmap_sample_file_free (path);
    }
}

/* A file of 4 GB, a hole but for its beginning; and the same with its end behind the hole. */
static void
test_huge (void)
{
  char *path = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_NESTED);
  g_autoptr (GBytes) whole = hopmap_sample_file_read (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapMmdbProvider) provider = NULL;
  FILE *file;

  if (truncate (path, (off_t) 4 << 30) != 0)
    {
      g_test_skip ("The file system has no room for a file with holes");
      hopmap_sample_file_free (path);
      return;
    }
  assert_refused (path, HOPMAP_GEO_ERROR_DATABASE_BROKEN);

  file = fopen (path, "a");
  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (g_bytes_get_data (whole, NULL), 1, g_bytes_get_size (whole), file), ==,
                    g_bytes_get_size (whole));
  fclose (file);
  provider = hopmap_mmdb_provider_new (path, &error);
  if (provider != NULL)
    {
      g_autoptr (HopmapGeoAnswer) answer = ask (HOPMAP_GEO_PROVIDER (provider), "8.8.8.8");

      g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
    }
  hopmap_sample_file_free (path);
}

/* Whoever makes a database may write anything into it. */
static void
test_hostile_names (void)
{
  static const HopmapPlaceLayout layouts[] = { HOPMAP_PLACE_LAYOUT_NESTED,
                                               HOPMAP_PLACE_LAYOUT_IPINFO };
  char *path;

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autoptr (HopmapMmdbProvider) provider = NULL;
      g_autoptr (HopmapGeoAnswer) answer = NULL;

      path = hopmap_sample_file_new (
          "9.9.9.0/24\t\xe2\x80\xae<b>Ber\x1b[31mlin\xff</b>\tDE\tGer\x07many\t52.5\t"
          "13.4\t40\t64500\tEvil\xe2\x80\xa6\xe2\x81\xa7 <script>\x01 AS\n",
          layouts[i]);
      provider = hopmap_mmdb_provider_new (path, NULL);
      answer = ask (HOPMAP_GEO_PROVIDER (provider), "9.9.9.9");
      g_assert_cmpint (answer->status, ==, HOPMAP_GEO_STATUS_FOUND);
      for (guint k = 0; k < 3; k++)
        {
          const char *text = k == 0   ? answer->place->city
                             : k == 1 ? answer->place->country
                                      : answer->network;

          g_assert_nonnull (text);
          g_assert_true (g_utf8_validate (text, -1, NULL));
          g_assert_null (strpbrk (text, "\x01\x07\x1b\n"));
          g_assert_null (strstr (text, "\u202e"));
          g_assert_null (strstr (text, "\u2067"));
        }
      hopmap_sample_file_free (path);
    }
}

/* IPinfo's numbers are strings, with a point whatever the language. */
static void
test_german_numbers (void)
{
  char *path;
  g_autoptr (HopmapGeoProvider) provider = NULL;

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("There is no locale de_DE.UTF-8 here");
      return;
    }

  path = hopmap_sample_file_new (TABLE, HOPMAP_PLACE_LAYOUT_IPINFO);
  provider = open_file (path);
  assert_place (provider, "8.8.8.8", "Mountain View", "US", 37.386, -122.0838);
  hopmap_sample_file_free (path);
  setlocale (LC_ALL, "C");
}

int
main (int argc, char **argv)
{
  static const char *const layouts[] = { "nested", "flat", "ipinfo" };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autofree char *layout_path = g_strconcat ("/mmdb-provider/layout/", layouts[i], NULL);
      g_autofree char *point_path = g_strconcat ("/mmdb-provider/no-point/", layouts[i], NULL);
      HopmapPlaceLayout layout;

      g_assert_true (hopmap_place_layout_parse (layouts[i], &layout));
      g_test_add_data_func (layout_path, GUINT_TO_POINTER (layout), test_layout);
      g_test_add_data_func (point_path, GUINT_TO_POINTER (layout), test_no_point);
    }
  g_test_add_func ("/mmdb-provider/nested-facts", test_nested_facts);
  g_test_add_func ("/mmdb-provider/ipinfo-network", test_ipinfo_network);
  g_test_add_func ("/mmdb-provider/ipv4-alone", test_ipv4_alone);
  g_test_add_func ("/mmdb-provider/anycast", test_anycast);
  g_test_add_func ("/mmdb-provider/no-file", test_no_file);
  g_test_add_func ("/mmdb-provider/pipe", test_pipe);
  g_test_add_func ("/mmdb-provider/no-database", test_no_database);
  g_test_add_func ("/mmdb-provider/truncated", test_truncated);
  g_test_add_func ("/mmdb-provider/damaged", test_damaged);
  g_test_add_func ("/mmdb-provider/changed-while-open", test_changed_while_open);
  g_test_add_func ("/mmdb-provider/huge", test_huge);
  g_test_add_func ("/mmdb-provider/hostile-names", test_hostile_names);
  g_test_add_func ("/mmdb-provider/german-numbers", test_german_numbers);

  return g_test_run ();
}
