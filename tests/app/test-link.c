/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a link may ask for: a host, and nothing else.
 */
#include <hopmap-command.h>
#include <hopmap-link.h>

static void
assert_link (const char *text, const char *host)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapTarget) target = NULL;

  g_assert_true (hopmap_link_is_one (text));
  target = hopmap_link_parse (text, &error);
  if (host == NULL)
    {
      g_assert_null (target);
      g_assert_nonnull (error);
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpstr (target->host, ==, host);
  g_assert_cmpuint (target->port, ==, 0);
}

static void
test_hosts (void)
{
  assert_link ("traceroute:example.org", "example.org");
  assert_link ("TRACEROUTE:Example.ORG", "example.org");
  assert_link ("traceroute://example.org/", "example.org");
  assert_link ("traceroute:192.0.2.1", "192.0.2.1");
  assert_link ("traceroute:2001:db8::1", "2001:db8::1");
  assert_link ("traceroute://[2001:db8::1]/", "2001:db8::1");
  assert_link ("traceroute:example%2Eorg", "example.org");
  /* How to trace is the person's. */
  assert_link ("traceroute:example.org:53?protocol=udp&c=0#x", "example.org");

  assert_link ("traceroute:", NULL);
  assert_link ("traceroute:///etc/passwd", NULL);
  assert_link ("traceroute:--serve", NULL);
  assert_link ("traceroute:exa%20mple", NULL);
  assert_link ("traceroute:%00", NULL);
  g_assert_false (hopmap_link_is_one ("traceroute"));
  g_assert_false (hopmap_link_is_one ("traceroute.org:80"));
}

/* On the command line, which is what a desktop makes of a click. */
static void
test_command (void)
{
  const char *const argv[] = { "hopmap", "traceroute:example.org", NULL };
  const char *const wrong[] = { "hopmap", "traceroute:exa mple", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapCommand) command = hopmap_command_parse (argv, "/", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (command->targets->len, ==, 0);
  g_assert_cmpuint (command->links->len, ==, 1);
  g_assert_null (hopmap_command_parse (wrong, "/", &error));
  g_assert_error (error, HOPMAP_COMMAND_ERROR, HOPMAP_COMMAND_ERROR_USAGE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/link/hosts", test_hosts);
  g_test_add_func ("/app/link/command", test_command);

  return g_test_run ();
}
