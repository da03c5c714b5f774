/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The range of a record, with the prefix that it is, if it is one.
 */
#include <hopmap-registry-record.h>

static void
test_range (void)
{
  static const struct
  {
    const char *first, *last, *range;
  } rows[] = {
    { "192.0.2.0", "192.0.2.255", "192.0.2.0 – 192.0.2.255 (192.0.2.0/24)" },
    { "192.0.2.7", "192.0.2.7", "192.0.2.7 – 192.0.2.7 (192.0.2.7/32)" },
    { "192.0.2.0", "192.0.4.255", "192.0.2.0 – 192.0.4.255" },
    { "192.0.2.1", "192.0.2.254", "192.0.2.1 – 192.0.2.254" },
    { "0.0.0.0", "255.255.255.255", "0.0.0.0 – 255.255.255.255 (0.0.0.0/0)" },
    { "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
      "2001:db8:: – 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff (2001:db8::/32)" },
    { "2001:db8::", "2001:db8::2", "2001:db8:: – 2001:db8::2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HopmapRegistryRecord) record = hopmap_registry_record_new ();
      g_autofree char *range = NULL;

      g_assert_true (hopmap_address_parse (rows[i].first, &record->first));
      g_assert_true (hopmap_address_parse (rows[i].last, &record->last));
      range = hopmap_registry_record_dup_range (record);
      g_assert_cmpstr (range, ==, rows[i].range);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/registry-record/range", test_range);

  return g_test_run ();
}
