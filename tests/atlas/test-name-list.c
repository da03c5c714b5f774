/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bundled names are complete and in order, and tables of any bytes give a list. */
#include <hopmap-name-list.h>

static const HopmapName *
find (const HopmapNameList *list, HopmapNameKind kind, const char *text)
{
  guint n_names;
  const HopmapName *names = hopmap_name_list_get (list, kind, &n_names);

  for (guint i = 0; i < n_names; i++)
    if (g_str_equal (names[i].text, text))
      return &names[i];
  return NULL;
}

static void
assert_sorted (const HopmapNameList *list, HopmapNameKind kind, guint min_names)
{
  guint n_names;
  const HopmapName *names = hopmap_name_list_get (list, kind, &n_names);

  g_assert_cmpuint (n_names, >=, min_names);
  for (guint i = 0; i < n_names; i++)
    {
      g_assert_cmpint (names[i].kind, ==, kind);
      g_assert_cmpfloat (names[i].point.x, >=, 0.0);
      g_assert_cmpfloat (names[i].point.x, <=, 1.0);
      g_assert_true (i == 0 || names[i].weight <= names[i - 1].weight);
    }
}

static void
test_bundled (void)
{
  g_autoptr (HopmapNameList) list = hopmap_name_list_load ();
  const HopmapName *berlin = find (list, HOPMAP_NAME_CITY, "Berlin");
  const HopmapName *germany = find (list, HOPMAP_NAME_COUNTRY, "Germany");

  assert_sorted (list, HOPMAP_NAME_COUNTRY, 200);
  assert_sorted (list, HOPMAP_NAME_CITY, 7000);
  g_assert_nonnull (berlin);
  g_assert_cmpfloat_with_epsilon (hopmap_mercator_longitude (berlin->point.x), 13.4, 0.1);
  g_assert_nonnull (germany);
  g_assert_cmpfloat_with_epsilon (hopmap_mercator_latitude (germany->point.y), 51.0, 1.5);
  g_assert_null (find (list, HOPMAP_NAME_COUNTRY, "Antarctica"));
}

static void
test_any_bytes (void)
{
  static const char text[] = "# remark\n"
                             "Good\t10\t20\t0.5\n"
                             "No point\tx\t20\t0.5\n"
                             "Beyond the pole\t91\t20\t0.5\n"
                             "Not a number\tnan\t20\t0.5\n"
                             "Short\t1\n"
                             "\t1\t2\t3\n"
                             "\xff\xfe\t1\t2\t3\n"
                             "Larger\t-10\t-20\t0.7";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (HopmapNameList) list = hopmap_name_list_read (bytes, none);
  g_autoptr (HopmapNameList) empty = hopmap_name_list_read (NULL, NULL);
  guint n_names;
  const HopmapName *names = hopmap_name_list_get (list, HOPMAP_NAME_COUNTRY, &n_names);

  g_assert_cmpuint (n_names, ==, 2);
  g_assert_cmpstr (names[0].text, ==, "Larger");
  g_assert_cmpstr (names[1].text, ==, "Good");
  hopmap_name_list_get (empty, HOPMAP_NAME_CITY, &n_names);
  g_assert_cmpuint (n_names, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/name-list/bundled", test_bundled);
  g_test_add_func ("/name-list/any-bytes", test_any_bytes);
  return g_test_run ();
}
