/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writer of MMDB files against libmaxminddb: prefixes of both families, one inside the other,
 * record sizes, types of data, pointers. */
#include "hopmap-mmdb-file.h"
#include "hopmap-prefix.h"
#include "read-back.h"

#include <math.h>
#include <string.h>

static const HopmapMmdbHeading heading = { 6, "Test", "A test", 1234567890 };

static HopmapMmdbBranch
add_text (HopmapMmdbData *data, const char *text)
{
  g_autoptr (GByteArray) value = g_byte_array_new ();

  hopmap_mmdb_put_map (value, 1);
  hopmap_mmdb_data_put_shared_string (data, value, "name");
  hopmap_mmdb_data_put_shared_string (data, value, text);
  return hopmap_mmdb_branch_for_value (hopmap_mmdb_data_add (data, value));
}

static HopmapMmdbBranch
insert (HopmapMmdbTree *tree, HopmapMmdbBranch root, const char *text, HopmapMmdbBranch branch)
{
  g_autoptr (GError) error = NULL;
  HopmapPrefix prefix;

  hopmap_prefix_parse (text, &prefix, &error);
  g_assert_no_error (error);
  return hopmap_mmdb_tree_insert (tree, root, prefix.address, prefix.length, branch);
}

static void
assert_name (ReadBack *back, const char *address, const char *expected)
{
  g_autofree char *name = read_back_dup_text (back, address, PATH ("name"));

  g_assert_cmpstr (name, ==, expected);
}

static void
test_prefixes (void)
{
  g_autoptr (HopmapMmdbTree) tree = hopmap_mmdb_tree_new ();
  g_autoptr (HopmapMmdbData) data = hopmap_mmdb_data_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;
  g_auto (ReadBack) back = { 0 };
  HopmapMmdbBranch root = HOPMAP_MMDB_NOTHING;

  root = insert (tree, root, "10.0.0.0/8", add_text (data, "ten"));
  root = insert (tree, root, "10.1.2.0/24", add_text (data, "inner"));
  root = insert (tree, root, "10.1.2.3", add_text (data, "host"));
  root = insert (tree, root, "10.200.0.0/16", HOPMAP_MMDB_NOTHING);
  root = insert (tree, root, "2001:db8::/32", add_text (data, "six"));
  root = insert (tree, root, "2001:db8::1/128", add_text (data, "six host"));
  root = hopmap_mmdb_file_alias_ipv4 (tree, root);
  file = hopmap_mmdb_file_encode (tree, root, data, &heading, &error);
  g_assert_no_error (error);
  read_back_open (&back, file);
  assert_name (&back, "10.9.9.9", "ten");
  assert_name (&back, "10.1.2.4", "inner");
  assert_name (&back, "10.1.2.3", "host");
  assert_name (&back, "10.200.0.1", NULL);
  assert_name (&back, "11.0.0.0", NULL);
  assert_name (&back, "2001:db8::2", "six");
  assert_name (&back, "2001:db8::1", "six host");
  assert_name (&back, "2001:db9::", NULL);
  assert_name (&back, "::ffff:10.1.2.3", "host");
  assert_name (&back, "2002:0a01:0203::9", "host");
  g_assert_cmpuint (read_back_get_netmask (&back, "10.1.2.3"), ==, 128);
  g_assert_cmpuint (read_back_get_netmask (&back, "10.9.9.9"), ==, 96 + 13);
}

static void
test_metadata (void)
{
  g_autoptr (HopmapMmdbTree) tree = hopmap_mmdb_tree_new ();
  g_autoptr (HopmapMmdbData) data = hopmap_mmdb_data_new ();
  g_autoptr (GError) error = NULL;
  HopmapMmdbBranch everywhere = add_text (data, "everywhere");
  g_autoptr (GBytes) file = hopmap_mmdb_file_encode (tree, everywhere, data, &heading, &error);
  g_autoptr (GBytes) again = hopmap_mmdb_file_encode (tree, everywhere, data, &heading, &error);
  g_auto (ReadBack) back = { 0 };

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (file, again));
  read_back_open (&back, file);
  g_assert_cmpstr (back.mmdb.metadata.database_type, ==, "Test");
  g_assert_cmpuint (back.mmdb.metadata.build_epoch, ==, 1234567890);
  g_assert_cmpuint (back.mmdb.metadata.record_size, ==, 24);
  g_assert_cmpuint (back.mmdb.metadata.node_count, ==, 1);
  g_assert_cmpuint (back.mmdb.metadata.ip_version, ==, 6);
  g_assert_cmpuint (back.mmdb.metadata.description.count, ==, 1);
  g_assert_cmpstr (back.mmdb.metadata.description.descriptions[0]->description, ==, "A test");
  assert_name (&back, "192.0.2.1", "everywhere");
  assert_name (&back, "ffff::", "everywhere");
}

/* More data than 24 bits can address: the two records of a node then share its middle byte. */
static void
test_large_records (void)
{
  g_autoptr (HopmapMmdbTree) tree = hopmap_mmdb_tree_new ();
  g_autoptr (HopmapMmdbData) data = hopmap_mmdb_data_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;
  g_auto (ReadBack) back = { 0 };
  HopmapMmdbBranch root = HOPMAP_MMDB_NOTHING;

  root = insert (tree, root, "192.0.2.0/25", add_text (data, "small"));
  for (char letter = 'a'; letter <= 'c'; letter++)
    {
      g_autofree char *text = g_strnfill (9 << 20, letter);

      add_text (data, text);
    }
  root = insert (tree, root, "192.0.2.128/25", add_text (data, "beyond"));
  file = hopmap_mmdb_file_encode (tree, root, data, &heading, &error);
  g_assert_no_error (error);
  read_back_open (&back, file);
  g_assert_cmpuint (back.mmdb.metadata.record_size, ==, 28);
  assert_name (&back, "192.0.2.1", "small");
  assert_name (&back, "192.0.2.129", "beyond");
}

/* Sizes at which the encoding of lengths and pointers changes. */
static void
test_sizes (void)
{
  static const guint lengths[] = { 0, 1, 28, 29, 284, 285, 2000, 65820, 65821, 600000 };
  g_autoptr (HopmapMmdbTree) tree = hopmap_mmdb_tree_new ();
  g_autoptr (HopmapMmdbData) data = hopmap_mmdb_data_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;
  g_auto (ReadBack) back = { 0 };
  HopmapMmdbBranch root = HOPMAP_MMDB_NOTHING;

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *text = g_strnfill (lengths[i], 'x');
      g_autofree char *prefix = g_strdup_printf ("192.0.2.%u", i);

      root = insert (tree, root, prefix, add_text (data, text));
    }
  file = hopmap_mmdb_file_encode (tree, root, data, &heading, &error);
  g_assert_no_error (error);
  read_back_open (&back, file);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *prefix = g_strdup_printf ("192.0.2.%u", i);
      g_autofree char *text = read_back_dup_text (&back, prefix, PATH ("name"));

      g_assert_nonnull (text);
      g_assert_cmpuint (strlen (text), ==, lengths[i]);
    }
}

static void
test_numbers (void)
{
  g_autoptr (HopmapMmdbTree) tree = hopmap_mmdb_tree_new ();
  g_autoptr (HopmapMmdbData) data = hopmap_mmdb_data_new ();
  g_autoptr (GByteArray) value = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;
  g_auto (ReadBack) back = { 0 };

  hopmap_mmdb_put_map (value, 5);
  hopmap_mmdb_put_string (value, "double");
  hopmap_mmdb_put_double (value, -33.8688);
  hopmap_mmdb_put_string (value, "float");
  hopmap_mmdb_put_float (value, 0.5f);
  hopmap_mmdb_put_string (value, "zero");
  hopmap_mmdb_put_unsigned (value, HOPMAP_MMDB_UINT16, 0);
  hopmap_mmdb_put_string (value, "short");
  hopmap_mmdb_put_unsigned (value, HOPMAP_MMDB_UINT16, 65535);
  hopmap_mmdb_put_string (value, "long");
  hopmap_mmdb_put_unsigned (value, HOPMAP_MMDB_UINT32, 4200000000);
  file = hopmap_mmdb_file_encode (tree,
                                  hopmap_mmdb_branch_for_value (hopmap_mmdb_data_add (data, value)),
                                  data, &heading, &error);
  g_assert_no_error (error);
  read_back_open (&back, file);
  g_assert_cmpfloat (read_back_get_number (&back, "::", PATH ("double")), ==, -33.8688);
  g_assert_cmpfloat (read_back_get_number (&back, "::", PATH ("float")), ==, 0.5);
  g_assert_cmpfloat (read_back_get_number (&back, "::", PATH ("zero")), ==, 0);
  g_assert_cmpfloat (read_back_get_number (&back, "::", PATH ("short")), ==, 65535);
  g_assert_cmpfloat (read_back_get_number (&back, "::", PATH ("long")), ==, 4200000000);
}

static HopmapMmdbBranch
add_one (guint32 value, gpointer count)
{
  ++*(guint *) count;
  return hopmap_mmdb_branch_for_value (value + 1);
}

static HopmapMmdbBranch
forget (guint32 value, gpointer unused)
{
  return HOPMAP_MMDB_NOTHING;
}

static void
test_sharing (void)
{
  g_autoptr (HopmapMmdbTree) tree = hopmap_mmdb_tree_new ();
  HopmapMmdbBranch one = hopmap_mmdb_branch_for_value (1), two = hopmap_mmdb_branch_for_value (2);
  HopmapMmdbBranch fork = hopmap_mmdb_tree_join (tree, one, two);
  guint size = hopmap_mmdb_tree_get_size (tree), count = 0;
  HopmapMmdbBranch root, left, right;

  g_assert_cmpuint (hopmap_mmdb_tree_join (tree, one, one), ==, one);
  g_assert_cmpuint (hopmap_mmdb_tree_join (tree, one, two), ==, fork);
  g_assert_cmpuint (hopmap_mmdb_tree_get_size (tree), ==, size);
  root = hopmap_mmdb_tree_join (tree, fork, fork);
  g_assert_true (hopmap_mmdb_branch_is_node (root));
  g_assert_cmpuint (root, !=, fork);
  root = hopmap_mmdb_tree_translate (tree, root, add_one, &count);
  g_assert_cmpuint (count, ==, 2);
  hopmap_mmdb_tree_get_sides (tree, root, &left, &right);
  g_assert_cmpuint (left, ==, right);
  g_assert_cmpuint (left, ==, hopmap_mmdb_tree_join (tree, two, hopmap_mmdb_branch_for_value (3)));
  root = hopmap_mmdb_tree_translate (tree, root, forget, NULL);
  g_assert_cmpuint (root, ==, HOPMAP_MMDB_NOTHING);
}

static void
test_bad_prefixes (void)
{
  static const char *const bad[] = { "",      "1.2.3",    "1.2.3.4/33", "::/129",
                                     "::/-1", "1.2.3.4/", "1.2.3.4/8x", "localhost" };
  HopmapPrefix prefix;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (hopmap_prefix_parse (bad[i], &prefix, &error));
      g_assert_nonnull (error);
    }
  g_assert_true (hopmap_prefix_parse ("10.255.255.255/9", &prefix, NULL));
  g_assert_cmpuint (prefix.length, ==, 96 + 9);
  g_assert_cmpuint (prefix.address[13], ==, 0x80);
  g_assert_cmpuint (prefix.address[15], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mmdb-file/prefixes", test_prefixes);
  g_test_add_func ("/mmdb-file/metadata", test_metadata);
  g_test_add_func ("/mmdb-file/large-records", test_large_records);
  g_test_add_func ("/mmdb-file/sizes", test_sizes);
  g_test_add_func ("/mmdb-file/numbers", test_numbers);
  g_test_add_func ("/mmdb-file/sharing", test_sharing);
  g_test_add_func ("/mmdb-file/bad-prefixes", test_bad_prefixes);
  return g_test_run ();
}
