/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which routers stand so near that asking about them would tell where the person is.
 */
#include "hopmap-own-networks.h"

static HopmapAddress
parse (const char *text)
{
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (text, &address));
  return address;
}

static void
test_neighbours (void)
{
  static const struct
  {
    const char *a, *b;
    gboolean near;
  } rows[] = {
    { "62.154.1.1", "62.154.1.254", TRUE },  { "62.154.1.1", "62.154.2.1", FALSE },
    { "62.154.1.1", "63.154.1.1", FALSE },   { "2003:0:1:2::1", "2003:0:1:ffff:1::", TRUE },
    { "2003:0:1::1", "2003:0:2::1", FALSE }, { "62.154.1.1", "3e9a:101::", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HopmapAddress a = parse (rows[i].a);
      HopmapAddress b = parse (rows[i].b);

      g_assert_cmpint (hopmap_own_networks_are_neighbours (&a, &b), ==, rows[i].near);
      g_assert_cmpint (hopmap_own_networks_are_neighbours (&b, &a), ==, rows[i].near);
    }
}

/* Every computer has this one. */
static void
test_this_computer (void)
{
  HopmapAddress near = parse ("127.0.0.77");
  HopmapAddress far = parse ("62.154.1.1");
  HopmapAddress none = { 0 };

  g_assert_true (hopmap_own_networks_contain (&near));
  g_assert_false (hopmap_own_networks_contain (&far));
  g_assert_false (hopmap_own_networks_contain (&none));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/own-networks/neighbours", test_neighbours);
  g_test_add_func ("/own-networks/this-computer", test_this_computer);

  return g_test_run ();
}
