/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people type and paste, and what of it is a host. */
#include "hopmap-target.h"

static void
test_good (void)
{
  static const struct
  {
    const char *text;
    const char *host;
    guint port;
    guint family;
  } rows[] = {
    { "example.org", "example.org", 0, 0 },
    { "  example.org\n", "example.org", 0, 0 },
    { "EXAMPLE.org.", "example.org", 0, 0 },
    { "https://example.org/path?q#f", "example.org", 0, 0 },
    { "http://user:word@example.org:8080/", "example.org", 8080, 0 },
    { "root@example.org:22", "example.org", 22, 0 },
    { "ssh://me@[2001:db8::5]:22", "2001:db8::5", 22, 6 },
    { "[2001:db8::5]", "2001:db8::5", 0, 6 },
    { "2001:DB8::5", "2001:db8::5", 0, 6 },
    { "192.0.2.1", "192.0.2.1", 0, 4 },
    { "192.0.2.1:443", "192.0.2.1", 443, 4 },
    { "localhost", "localhost", 0, 0 },
    { "_dmarc.example.org", "_dmarc.example.org", 0, 0 },
    { "bücher.example", "xn--bcher-kva.example", 0, 0 },
    { "fe80::1%lo", "fe80::1%lo", 0, 6 },
    { "1.example", "1.example", 0, 0 },
    { "::ffff:192.0.2.1", "192.0.2.1", 0, 4 },
    { "[::FFFF:c000:201]:80", "192.0.2.1", 80, 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapTarget) target = hopmap_target_parse (rows[i].text, &error);

      g_test_message ("“%s”", rows[i].text);
      g_assert_no_error (error);
      g_assert_cmpstr (target->host, ==, rows[i].host);
      g_assert_cmpuint (target->port, ==, rows[i].port);
      g_assert_cmpuint (target->address.family, ==, rows[i].family);
    }
}

static void
test_bad (void)
{
  static const char *const rows[] = {
    "a b",
    "exa mple.org",
    "-h",
    "example-.org",
    "-example.org",
    "a..b",
    ".",
    "..",
    ".example.org",
    "192.0.2.256",
    "192.0.2",
    "1",
    "12345",
    "host:0",
    "host:65536",
    "host:port",
    "[::1",
    "[::1]x",
    "[::1]:",
    "://",
    "http:///path",
    "$(reboot)",
    "a;b",
    "a|b",
    "<script>",
    "exa\tmple",
    "host\x01",
    "\xff\xfe",
    "a/../b c/",
    "%s%n",
    ":::",
    "2001:db8::zz",
    "user@",
    "@",
    "z\xe2\x80\xaez",
  };
  g_autofree char *long_label = g_strnfill (64, 'a');
  g_autofree char *long_name = g_strnfill (5000, 'a');

  for (gsize i = 0; i < G_N_ELEMENTS (rows) + 2; i++)
    {
      const char *text = i < G_N_ELEMENTS (rows)    ? rows[i]
                         : i == G_N_ELEMENTS (rows) ? long_label
                                                    : long_name;
      g_autoptr (GError) error = NULL;
      g_autoptr (HopmapTarget) target = hopmap_target_parse (text, &error);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      if (g_strcmp0 (text, "a/../b c/") == 0)
        {
          /* A path is cut off, whatever is in it. */
          g_assert_cmpstr (target->host, ==, "a");
          continue;
        }
      g_assert_null (target);
      g_assert_error (error, HOPMAP_TARGET_ERROR, HOPMAP_TARGET_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (g_utf8_strlen (error->message, -1), <, 250);
      for (const char *at = error->message; *at != '\0'; at = g_utf8_next_char (at))
        g_assert_true (g_unichar_isprint (g_utf8_get_char (at)));
    }
}

static void
test_empty (void)
{
  static const char *const rows[] = { NULL, "", " ", "\n\t " };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hopmap_target_parse (rows[i], &error));
      g_assert_error (error, HOPMAP_TARGET_ERROR, HOPMAP_TARGET_ERROR_EMPTY);
    }
}

/* A link may bring any name; what stands in the window is that of the host, and nothing else. */
static void
test_display (void)
{
  static const struct
  {
    const char *text;
    const char *display;
  } rows[] = {
    { "example.org", "example.org" },
    { "xn--bcher-kva.example", "bücher.example" },
    { "BÜCHER.example", "bücher.example" },
    { "2001:DB8::5", "2001:db8::5" },
    /* "a", RIGHT-TO-LEFT OVERRIDE, "b" */
    { "xn--ab-g4t.example", "xn--ab-g4t.example" },
    /* ZERO WIDTH SPACE before the name of somebody else */
    { "xn--paypal-9e0c.example", "xn--paypal-9e0c.example" },
    /* LEFT-TO-RIGHT ISOLATE on both sides */
    { "xn--evil-ul7awa.example", "xn--evil-ul7awa.example" },
    { "xn--a.example", "xn--a.example" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HopmapTarget) target = hopmap_target_parse (rows[i].text, NULL);

      g_assert_cmpstr (target->display, ==, rows[i].display);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/target/good", test_good);
  g_test_add_func ("/target/bad", test_bad);
  g_test_add_func ("/target/empty", test_empty);
  g_test_add_func ("/target/display", test_display);
  return g_test_run ();
}
