/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses: what is one, and that each has one text. */
#include "hopmap-address.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    guint family;
    const char *canonical;
  } rows[] = {
    { "192.0.2.1", 4, "192.0.2.1" },
    { "255.255.255.255", 4, "255.255.255.255" },
    { "2001:DB8:0:0:0:0:0:1", 6, "2001:db8::1" },
    { "::", 6, "::" },
    { "::ffff:192.0.2.1", 6, "::ffff:192.0.2.1" },
    { "fe80::1%lo", 6, "fe80::1%lo" },
    { "fe80::1%999999", 6, "fe80::1%999999" },
    { "", 0, "" },
    { " 192.0.2.1", 0, "" },
    { "192.0.2.1 ", 0, "" },
    { "192.0.2", 0, "" },
    { "192.0.2.256", 0, "" },
    { "0x7f.1", 0, "" },
    { "010.0.0.1", 0, "" },
    { "[::1]", 0, "" },
    { "fe80::1%", 0, "" },
    { "fe80::1%no-such-interface", 0, "" },
    { "fe80::1%-1", 0, "" },
    { "192.0.2.1%lo", 0, "" },
    { "12345::1", 0, "" },
    { "example.org", 0, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HopmapAddress address;
      g_autofree char *text = NULL;

      g_test_message ("“%s”", rows[i].text);
      g_assert_cmpint (hopmap_address_parse (rows[i].text, &address), ==, rows[i].family != 0);
      g_assert_cmpuint (address.family, ==, rows[i].family);
      text = hopmap_address_to_string (&address);
      g_assert_cmpstr (text, ==, rows[i].canonical);
    }
}

static void
test_equal (void)
{
  HopmapAddress a, b;

  g_assert_true (hopmap_address_parse ("2001:db8::1", &a));
  g_assert_true (hopmap_address_parse ("2001:db8:0::0:1", &b));
  g_assert_true (hopmap_address_equal (&a, &b));
  g_assert_cmpuint (hopmap_address_hash (&a), ==, hopmap_address_hash (&b));

  b.scope_id = 2;
  g_assert_false (hopmap_address_equal (&a, &b));

  g_assert_true (hopmap_address_parse ("0.0.0.0", &a));
  g_assert_true (hopmap_address_parse ("::", &b));
  g_assert_false (hopmap_address_equal (&a, &b));
}

static void
test_bytes (void)
{
  const guint8 bytes[16] = { 192, 0, 2, 7, 99, 99 };
  HopmapAddress a, b;

  hopmap_address_init_from_bytes (&a, 4, bytes);
  g_assert_true (hopmap_address_parse ("192.0.2.7", &b));
  g_assert_true (hopmap_address_equal (&a, &b));
  g_assert_true (hopmap_address_is_set (&a));
  g_assert_false (hopmap_address_is_set (NULL));
  g_assert_false (hopmap_address_is_set (&(HopmapAddress){ 0 }));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address/parse", test_parse);
  g_test_add_func ("/address/equal", test_equal);
  g_test_add_func ("/address/bytes", test_bytes);
  return g_test_run ();
}
