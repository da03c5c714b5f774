/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The readers of the two halves of a shapefile, on files built here byte by byte, whole and cut. */
#include "hopmap-dbf-table.h"
#include "hopmap-shp-points.h"

#include <string.h>

static void
append_uint32 (GByteArray *out, guint32 value)
{
  g_byte_array_append (out, (const guint8 *) &value, sizeof value);
}

static void
append_double (GByteArray *out, double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  bits = GUINT64_TO_LE (bits);
  g_byte_array_append (out, (const guint8 *) &bits, sizeof bits);
}

static GBytes *
make_points (guint32 shape, double longitude)
{
  GByteArray *out = g_byte_array_new ();
  static const guint8 rest[92] = { 0 };

  append_uint32 (out, GUINT32_TO_BE (9994));
  g_byte_array_append (out, rest, sizeof rest);
  append_uint32 (out, 0);
  for (guint32 i = 1; i <= 2; i++)
    {
      append_uint32 (out, GUINT32_TO_BE (i));
      append_uint32 (out, GUINT32_TO_BE (10));
      append_uint32 (out, GUINT32_TO_LE (shape));
      append_double (out, longitude);
      append_double (out, 10.0 * i);
    }
  return g_byte_array_free_to_bytes (out);
}

static void
append_cell (GByteArray *out, const char *text, guint width)
{
  for (guint i = 0; i < width; i++)
    g_byte_array_append (out, (const guint8 *) (i < strlen (text) ? text + i : " "), 1);
}

static void
append_column (GByteArray *out, const char *name, guint8 width)
{
  guint8 column[32] = { 0 };

  memcpy (column, name, strlen (name));
  column[11] = 'C';
  column[16] = width;
  g_byte_array_append (out, column, sizeof column);
}

static GBytes *
make_table (void)
{
  guint8 header[32] = { 3, [4] = 2, [8] = 32 + 64 + 1, [10] = 1 + 8 + 4 };
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, header, sizeof header);
  append_column (out, "NAME", 8);
  append_column (out, "POP", 4);
  append_cell (out, "\r", 1);
  append_cell (out, " M\xfcnchen 120", 13);
  append_cell (out, " K\xc3\xb6ln    7", 13);
  return g_byte_array_free_to_bytes (out);
}

static void
test_points (void)
{
  g_autoptr (GBytes) file = make_points (1, 13.4);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) points = hopmap_shp_points_read (file, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (points->len, ==, 2);
  g_assert_cmpfloat (g_array_index (points, HopmapShpPoint, 0).longitude, ==, 13.4);
  g_assert_cmpfloat (g_array_index (points, HopmapShpPoint, 1).latitude, ==, 20.0);
}

static void
assert_points_refused (GBytes *file)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hopmap_shp_points_read (file, &error));
  g_assert_nonnull (error);
}

static void
test_bad_points (void)
{
  g_autoptr (GBytes) file = make_points (1, 13.4);
  g_autoptr (GBytes) polygons = make_points (5, 13.4);
  g_autoptr (GBytes) outside = make_points (1, 181.0);
  gsize size = g_bytes_get_size (file);

  assert_points_refused (polygons);
  assert_points_refused (outside);
  for (gsize length = 0; length < size; length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (file, 0, length);

      /* A file may end after the header or after any point: then it has fewer of them. */
      if (length != 100 && length != 128)
        assert_points_refused (cut);
    }
}

static void
test_table (void)
{
  g_autoptr (GBytes) file = make_table ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapDbfTable) table = hopmap_dbf_table_new (file, &error);
  g_autofree char *munich = NULL, *cologne = NULL, *population = NULL;
  int name;

  g_assert_no_error (error);
  g_assert_cmpuint (hopmap_dbf_table_get_n_rows (table), ==, 2);
  name = hopmap_dbf_table_find_column (table, "name", &error);
  g_assert_no_error (error);
  munich = hopmap_dbf_table_dup_text (table, 0, name);
  cologne = hopmap_dbf_table_dup_text (table, 1, name);
  population = hopmap_dbf_table_dup_text (table, 1,
                                          hopmap_dbf_table_find_column (table, "pop", &error));
  g_assert_cmpstr (munich, ==, "München");
  g_assert_cmpstr (cologne, ==, "Köln");
  g_assert_cmpstr (population, ==, "7");
  g_assert_cmpint (hopmap_dbf_table_find_column (table, "area", &error), ==, -1);
  g_assert_nonnull (error);
}

static void
test_bad_tables (void)
{
  g_autoptr (GBytes) file = make_table ();

  for (gsize length = 0; length < g_bytes_get_size (file); length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (file, 0, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (hopmap_dbf_table_new (cut, &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shapefile/points", test_points);
  g_test_add_func ("/shapefile/bad-points", test_bad_points);
  g_test_add_func ("/shapefile/table", test_table);
  g_test_add_func ("/shapefile/bad-tables", test_bad_tables);
  return g_test_run ();
}
