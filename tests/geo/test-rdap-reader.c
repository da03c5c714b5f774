/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What registries say of a network, in the shapes that each of them gives it, and what else may come
 * in place of it.
 */
#include <hopmap-rdap-reader.h>

#include <string.h>

#include "json-mutants.h"

#define CARD(kind, name, more)                                                                     \
  "\"vcardArray\":[\"vcard\",[[\"version\",{},\"text\",\"4.0\"],"                                  \
  "[\"fn\",{},\"text\",\"" name "\"],[\"kind\",{},\"text\",\"" kind "\"]" more "]]"
#define MAIL(mail) ",[\"email\",{},\"text\",\"" mail "\"]"
#define HEAD(first, last)                                                                          \
  "\"objectClassName\":\"ip network\",\"startAddress\":\"" first "\",\"endAddress\":\"" last "\","

/* The maintainer is a registrant, too; the contact for complaints stands below the organisation. */
#define RIPE                                                                                                                                                                                                      \
  "{" HEAD (                                                                                                                                                                                                      \
      "62.154.0.0",                                                                                                                                                                                               \
      "62.154.255.255") "\"handle\":\"62.154.0.0 - 62.154.255.255\","                                                                                                                                             \
                        "\"name\":\"DTAG-TRANSIT\",\"country\":\"DE\",\"ipVersion\":\"v4\",\"entities\":["                                                                                                        \
                        "{\"handle\":\"DTAG-NIC\",\"roles\":[\"registrant\"]," CARD (                                                                                                                             \
                            "individual", "DTAG-NIC",                                                                                                                                                             \
                            "") "},"                                                                                                                                                                              \
                                "{\"handle\":\"ORG-DTA2\",\"roles\":[\"registrant\"]," CARD ("org", "Deutsche Telekom AG", "") ",\"entities\":[{\"handle\":\"DTAG4\",\"roles\":[\"technical\",\"abuse\"]," CARD ( \
                                    "group", "Abuse Team",                                                                                                                                                        \
                                    MAIL (                                                                                                                                                                        \
                                        "auftrag@nic.telekom.de")) "}]}],"                                                                                                                                        \
                                                                   "\"events\":[{\"eventAction\":\"registration\",\"eventDate\":\"2000-03-09T10:11:12Z\"},"                                                       \
                                                                   "{\"eventAction\":\"last changed\",\"eventDate\":\"2020-07-24T09:00:00Z\"}]}"

/* No country but on the envelope. */
#define ARIN                                                                                                                                            \
  "{" HEAD (                                                                                                                                            \
      "8.8.8.0",                                                                                                                                        \
      "8.8.8.255") "\"handle\":\"NET-8-8-8-0-2\",\"name\":\"GOGL\","                                                                                    \
                   "\"entities\":[{\"roles\":[\"registrant\"]," CARD (                                                                                  \
                       "org", "Google LLC",                                                                                                             \
                       ",[\"adr\",{\"label\":\"1600 Parkway\\nMountain View\\nUnited States\"},\"text\","                                               \
                       "[\"\",\"\",\"\",\"\",\"\",\"\",\"\"]]") ",\"entities\":[{\"roles\":[\"abuse\"]," CARD ("group",                                 \
                                                                                                               "Abuse",                                 \
                                                                                                               MAIL (                                   \
                                                                                                                   "network-abuse@google.com")) "}]}]," \
                                                                                                                                                "\"events\":[{\"eventAction\":\"registration\",\"eventDate\":\"2014-03-14T16:52:05-04:00\"}]}"

/* Whose it is stands in a remark. */
#define APNIC                                                                                                                        \
  "{" HEAD (                                                                                                                         \
      "2400:cb00::",                                                                                                                 \
      "2400:cb00:ffff:ffff:ffff:ffff:ffff:ffff") "\"name\":\"CLOUD\","                                                               \
                                                 "\"country\":\"AU\",\"remarks\":[{\"title\":\"remarks\",\"description\":[\"no\"]}," \
                                                 "{\"title\":\"description\",\"description\":[\"Cloudflare\",\"Sydney\"]}]}"

static HopmapRegistryRecord *
read_text (const char *text, const char *asked)
{
  /* A copy of the exact size, so that a reader that goes too far is caught. */
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  HopmapAddress address;

  g_assert_true (hopmap_address_parse (asked, &address));
  return hopmap_rdap_read (body, &address);
}

static void
assert_day (GDateTime *date, const char *day)
{
  g_autofree char *text = g_date_time_format (date, "%Y-%m-%d");

  g_assert_cmpstr (text, ==, day);
}

static void
test_ripe (void)
{
  g_autoptr (HopmapRegistryRecord) record = read_text (RIPE, "62.154.1.1");
  g_autofree char *range = NULL;

  g_assert_nonnull (record);
  range = hopmap_registry_record_dup_range (record);
  g_assert_cmpstr (range, ==, "62.154.0.0 – 62.154.255.255 (62.154.0.0/16)");
  g_assert_cmpstr (record->name, ==, "DTAG-TRANSIT");
  g_assert_cmpstr (record->handle, ==, "62.154.0.0 - 62.154.255.255");
  g_assert_cmpstr (record->holder, ==, "Deutsche Telekom AG");
  g_assert_cmpstr (record->country, ==, "DE");
  g_assert_cmpstr (record->abuse, ==, "auftrag@nic.telekom.de");
  assert_day (record->registered, "2000-03-09");
  assert_day (record->changed, "2020-07-24");
}

static void
test_arin (void)
{
  g_autoptr (HopmapRegistryRecord) record = read_text (ARIN, "8.8.8.8");

  g_assert_nonnull (record);
  g_assert_cmpstr (record->holder, ==, "Google LLC");
  g_assert_cmpstr (record->country, ==, "United States");
  g_assert_cmpstr (record->abuse, ==, "network-abuse@google.com");
  assert_day (record->registered, "2014-03-14");
  g_assert_null (record->changed);
}

static void
test_apnic (void)
{
  g_autoptr (HopmapRegistryRecord) record = read_text (APNIC, "2400:cb00::1");
  g_autofree char *range = NULL;

  g_assert_nonnull (record);
  range = hopmap_registry_record_dup_range (record);
  g_assert_true (g_str_has_suffix (range, " (2400:cb00::/32)"));
  g_assert_cmpstr (record->holder, ==, "Cloudflare");
  g_assert_cmpstr (record->country, ==, "AU");
  g_assert_null (record->abuse);
  g_assert_null (record->registered);
}

/* An answer about something else is none. */
static void
test_elsewhere (void)
{
  static const struct
  {
    const char *body, *asked;
  } rows[] = {
    { RIPE, "62.155.0.0" },
    { RIPE, "62.153.255.255" },
    { RIPE, "2a00::1" },
    { APNIC, "62.154.1.1" },
    { "{" HEAD ("62.154.255.255", "62.154.0.0") "\"name\":\"x\"}", "62.154.1.1" },
    { "{" HEAD ("62.154.0.0", "::1") "\"name\":\"x\"}", "62.154.1.1" },
    { "{" HEAD ("62.154", "62.155") "\"name\":\"x\"}", "62.154.1.1" },
    { "{\"objectClassName\":\"ip network\",\"startAddress\":5,\"endAddress\":[]}", "62.154.1.1" },
    { "{\"objectClassName\":\"domain\",\"startAddress\":\"0.0.0.0\",\"endAddress\":"
      "\"255.255.255.255\"}",
      "62.154.1.1" },
    { "[" RIPE "]", "62.154.1.1" },
    { "{\"errorCode\":404}", "62.154.1.1" },
    { "<html>Log in</html>", "62.154.1.1" },
    { "", "62.154.1.1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HopmapRegistryRecord) record = read_text (rows[i].body, rows[i].asked);

      g_assert_null (record);
    }
}

/* Texts are cleaned of all that steers, and addresses that are none are left out. */
static void
test_hostile_texts (void)
{
  g_autoptr (HopmapRegistryRecord) record = read_text (
      "{" HEAD (
          "62.154.0.0",
          "62.154.0.255") "\"name\":\"<b>a\\u202eb\\nc</b>\","
                          "\"handle\":\"\\u001b[31mred\",\"country\":\"<i>\",\"entities\":[7,[],{\"roles\":\"abuse\"},"
                          "{\"roles\":[\"registrant\",\"abuse\"]," CARD (
                              "org", "\\u2066x\\ny",
                              MAIL (
                                  "a@b\\\"><script>")) "}],\"events\":[{\"eventAction\":\"registration\","
                                                       "\"eventDate\":\"yesterday\"}]}",
      "62.154.0.1");

  g_assert_nonnull (record);
  g_assert_cmpstr (record->name, ==, "<b>abc</b>");
  g_assert_cmpstr (record->handle, ==, "[31mred");
  g_assert_cmpstr (record->holder, ==, "xy");
  g_assert_null (record->country);
  g_assert_null (record->abuse);
  g_assert_null (record->registered);
}

static void
assert_long_text (const char *text)
{
  if (text != NULL)
    g_assert_cmpint (g_utf8_strlen (text, -1), <=, 254);
}

static void
read_mutant (const char *text, const char *value, gpointer user_data)
{
  g_autoptr (HopmapRegistryRecord) record = read_text (text, user_data);

  if (record == NULL)
    return;
  assert_long_text (record->name);
  assert_long_text (record->handle);
  assert_long_text (record->holder);
  assert_long_text (record->country);
  assert_long_text (record->abuse);
}

/* One value after the other is of another kind: no crash, no critical. */
static void
test_mutants (void)
{
  g_assert_cmpuint (json_mutants_foreach (RIPE, read_mutant, "62.154.1.1"), >, 100);
  g_assert_cmpuint (json_mutants_foreach (ARIN, read_mutant, "8.8.8.8"), >, 100);
  g_assert_cmpuint (json_mutants_foreach (APNIC, read_mutant, "2400:cb00::1"), >, 20);
}

/* Contacts within contacts without end. */
static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new ("{" HEAD ("62.154.0.0", "62.154.0.255"));
  g_autoptr (HopmapRegistryRecord) record = NULL;

  for (guint i = 0; i < 50000; i++)
    g_string_append (text, "\"entities\":[{");
  record = read_text (text->str, "62.154.0.1");
  g_assert_null (record);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/geo/rdap-reader/ripe", test_ripe);
  g_test_add_func ("/geo/rdap-reader/arin", test_arin);
  g_test_add_func ("/geo/rdap-reader/apnic", test_apnic);
  g_test_add_func ("/geo/rdap-reader/elsewhere", test_elsewhere);
  g_test_add_func ("/geo/rdap-reader/hostile-texts", test_hostile_texts);
  g_test_add_func ("/geo/rdap-reader/mutants", test_mutants);
  g_test_add_func ("/geo/rdap-reader/deep", test_deep);

  return g_test_run ();
}
