/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The resolver as far as it needs no network: addresses, families, and which names are names.
 */
#include <string.h>

#include "hopmap-reachability.h"
#include "hopmap-resolver.h"
#include "hopmap-trace-error.h"
#include "trace-fixture.h"

typedef struct
{
  gboolean done;
  char *text;
  GError *error;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_free (answer->text);
  g_clear_error (&answer->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
resolved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  g_autoptr (HopmapAddress)
      address = hopmap_resolver_resolve_finish (HOPMAP_RESOLVER (object), result, &answer->error);

  answer->text = address != NULL ? hopmap_address_to_string (address) : NULL;
  answer->done = TRUE;
}

static void
named_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->text = hopmap_resolver_lookup_name_finish (HOPMAP_RESOLVER (object), result,
                                                     &answer->error);
  answer->done = TRUE;
}

static void
resolve (const char *text, guint family, Answer *answer)
{
  g_autoptr (HopmapResolver) resolver = hopmap_resolver_new ();
  g_autoptr (HopmapTarget) target = hopmap_target_parse (text, NULL);

  *answer = (Answer){ FALSE, NULL, NULL };
  hopmap_resolver_resolve_async (resolver, target, family, NULL, resolved_cb, answer);
  trace_fixture_run_until (&answer->done, 60);
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *text;
    guint family;
    const char *expected;
  } cases[] = {
    { "192.0.2.1", 0, "192.0.2.1" },
    { "192.0.2.1", 4, "192.0.2.1" },
    { "192.0.2.1", 6, NULL },
    { "2001:DB8::1", 0, "2001:db8::1" },
    { "[2001:db8::1]", 6, "2001:db8::1" },
    { "2001:db8::1", 4, NULL },
    { "localhost", 4, "127.0.0.1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Answer) answer;

      resolve (cases[i].text, cases[i].family, &answer);
      g_assert_cmpstr (answer.text, ==, cases[i].expected);
      if (cases[i].expected == NULL)
        g_assert_error (answer.error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NO_ADDRESS);
      else
        g_assert_no_error (answer.error);
    }
}

/* "invalid" never exists (RFC 6761, 6.4). Without a network nobody can say so. */
static void
test_unknown (void)
{
  g_auto (Answer) answer;

  resolve ("no-such-host.invalid", 0, &answer);
  g_assert_null (answer.text);
  g_assert_true (
      g_error_matches (answer.error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NAME_NOT_FOUND)
      || g_error_matches (answer.error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NETWORK));
  g_assert_nonnull (strstr (answer.error->message, "no-such-host.invalid"));
}

static void
test_cancelled (void)
{
  g_autoptr (HopmapResolver) resolver = hopmap_resolver_new ();
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("no-such-host.invalid", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  HopmapAddress address;
  g_auto (Answer) host = { FALSE, NULL, NULL };
  g_auto (Answer) name = { FALSE, NULL, NULL };

  g_assert_true (hopmap_address_parse ("192.0.2.1", &address));
  hopmap_resolver_resolve_async (resolver, target, 0, cancellable, resolved_cb, &host);
  hopmap_resolver_lookup_name_async (resolver, &address, cancellable, named_cb, &name);
  g_cancellable_cancel (cancellable);
  trace_fixture_run_until (&host.done, 20);
  trace_fixture_run_until (&name.done, 20);
  g_assert_error (host.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_error (name.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    const char *expected;
  } cases[] = {
    { "gw.example.net", "gw.example.net" },
    { "gw.example.net.", "gw.example.net" },
    { "_gateway", "_gateway" },
    { "ae-1.r02.FRA01.example.net", "ae-1.r02.FRA01.example.net" },
    { "192-0-2-1.dsl.example", "192-0-2-1.dsl.example" },
    { NULL, NULL },
    { "", NULL },
    { ".", NULL },
    { ".example", NULL },
    { "-rf.example", NULL },
    { "two words.example", NULL },
    { "evil</script><img src=x onerror=alert(1)>.example", NULL },
    { "tab\there.example", NULL },
    { "new\nline.example", NULL },
    { "m\303\274nchen.example", NULL },
    { "a\033[31mred.example", NULL },
    { "quo\"te.example", NULL },
    { "192.0.2.1", NULL },
    { "a/b.example", NULL },
  };
  g_autofree char *longest = g_strnfill (253, 'a');
  g_autofree char *too_long = g_strnfill (254, 'a');
  g_autofree char *kept = hopmap_resolver_dup_checked_name (longest);

  g_assert_cmpstr (kept, ==, longest);
  g_assert_null (hopmap_resolver_dup_checked_name (too_long));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = hopmap_resolver_dup_checked_name (cases[i].name);

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

/* Two who ask at once get the same answer, and so does one who asks later. */
static void
test_shared (void)
{
  g_autoptr (HopmapResolver) resolver = hopmap_resolver_new ();
  HopmapAddress address;
  Answer answers[3] = { { FALSE, NULL, NULL } };

  g_assert_true (hopmap_address_parse ("127.0.0.1", &address));
  for (guint i = 0; i < 2; i++)
    hopmap_resolver_lookup_name_async (resolver, &address, NULL, named_cb, &answers[i]);
  for (guint i = 0; i < 3; i++)
    {
      if (i == 2)
        hopmap_resolver_lookup_name_async (resolver, &address, NULL, named_cb, &answers[i]);
      trace_fixture_run_until (&answers[i].done, 60);
      g_assert_no_error (answers[i].error);
      g_assert_cmpstr (answers[i].text, ==, answers[0].text);
    }
  for (guint i = 0; i < 3; i++)
    answer_clear (&answers[i]);
}

static void
test_recording (void)
{
  g_autoptr (HopmapRoute) recording = trace_fixture_route_new ("192.0.2.9", "192.0.2.1=1 *");
  g_autoptr (HopmapResolver) resolver = NULL;
  HopmapAddress address;
  g_auto (Answer) known = { FALSE, NULL, NULL };
  g_auto (Answer) unknown = { FALSE, NULL, NULL };

  hopmap_hop_set_name (hopmap_route_get_hop (recording, 1), "gw.example.net");
  resolver = hopmap_resolver_new_for_recording (recording);
  g_assert_true (hopmap_address_parse ("192.0.2.1", &address));
  hopmap_resolver_lookup_name_async (resolver, &address, NULL, named_cb, &known);
  trace_fixture_run_until (&known.done, 20);
  g_assert_cmpstr (known.text, ==, "gw.example.net");
  g_assert_true (hopmap_address_parse ("127.0.0.1", &address));
  hopmap_resolver_lookup_name_async (resolver, &address, NULL, named_cb, &unknown);
  trace_fixture_run_until (&unknown.done, 20);
  g_assert_null (unknown.text);
  g_assert_no_error (unknown.error);
}

static void
test_route (void)
{
  HopmapAddress address;

  g_assert_true (hopmap_address_parse ("127.0.0.1", &address));
  g_assert_true (hopmap_address_has_route (&address));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/resolver/addresses", test_addresses);
  g_test_add_func ("/trace/resolver/unknown", test_unknown);
  g_test_add_func ("/trace/resolver/cancelled", test_cancelled);
  g_test_add_func ("/trace/resolver/names", test_names);
  g_test_add_func ("/trace/resolver/shared", test_shared);
  g_test_add_func ("/trace/resolver/recording", test_recording);
  g_test_add_func ("/trace/resolver/route", test_route);
  return g_test_run ();
}
