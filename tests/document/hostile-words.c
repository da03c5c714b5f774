/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hostile-words.h"

#include <hopmap-clean-text.h>
#include <hopmap-resolver.h>
#include <string.h>

#define TEN(text)     text text text text text text text text text text
#define HUNDRED(text) TEN (TEN (text))

const char *const hostile_words[] = {
  /* Markup and script. */
  "<b>bold</b> &amp; <i>",
  "</script><script>alert(1)</script>",
  "\"><img src=x onerror=alert(1)>",
  "' onmouseover='alert(1)",
  "javascript:alert(1)",
  "https://evil.example/\"onclick=\"alert(1)",
  "<!-- ]]> --> <![CDATA[",
  "{{TABLE}} ${alert(1)} `x`",
  "\\u003c/script>\\",
  /* The direction of writing. */
  "\xe2\x80\xaegro.elpmaxe\xe2\x80\xac",
  "a\xe2\x81\xa6"
  "b\xe2\x81\xa9"
  "c\xd8\x9c"
  "d\xe2\x80\x8f",
  /* Ends of lines. */
  "line\nfeed\rreturn\vvertical\fform\ttab",
  "\xe2\x80\xa8line\xe2\x80\xa9paragraph\xc2\x85next",
  /* Formulas. */
  "=cmd|' /C calc'!A0",
  "+1+1",
  "-1+1",
  "@SUM(1,1)",
  /* Terminals. */
  "\x1b[31mred\x1b[0m\x1b]0;title\x07",
  "\xc2\x9b"
  "31mred of C1",
  "back\x08\x08\x7f",
  /* No characters. */
  "M\xfcnchen\xff\xc0\xaf",
  "\xed\xa0\x80\xf4\x90\x80\x80",
  "\xef\xbf\xbe\xf4\x8f\xbf\xbf",
  "\xe2\x80\x8b\xef\xbb\xbf",
  "\xf3\xa0\x81\x81tag\xf3\xa0\x81\xbf",
  /* Too long. */
  HUNDRED ("WWWWWWWWWW"),
  "Z" HUNDRED ("\xcc\x81"),
  /* Other tongues. */
  "%s%n%999999d",
  "$(reboot);`reboot`|reboot",
  "../../../etc/passwd",
  "-rf",
  "'; DROP TABLE hops; --",
};
const guint hostile_n_words = G_N_ELEMENTS (hostile_words);

static char *
let_text_in (const char *word, HostileWords words)
{
  return words == HOSTILE_WORDS_CHECKED ? hopmap_clean_text (word, strlen (word)) : g_strdup (word);
}

static void
add_place (HopmapHop *hop, const char *text, double latitude)
{
  HopmapPlace fields = {
    .kind = HOPMAP_PLACE_CITY,
    .evidence = HOPMAP_EVIDENCE_DATABASE,
    .has_point = TRUE,
    .latitude = latitude,
    .longitude = 8.5,
    .radius_km = 20,
    .city = (char *) text,
    .region = (char *) text,
    .country = (char *) text,
    .source = (char *) text,
    .attribution = (char *) text,
  };
  g_autoptr (HopmapPlace) place = hopmap_place_new (&fields);

  hopmap_hop_set_place (hop, place, NULL);
}

static void
add_label (HopmapHop *hop, const char *text)
{
  HopmapPlace fields = { .kind = HOPMAP_PLACE_SPECIAL, .label = (char *) text };
  g_autoptr (HopmapPlace) place = hopmap_place_new (&fields);

  hopmap_hop_set_place (hop, place, NULL);
}

static void
add_hop (HopmapRoute *route, guint ttl, const char *word, HostileWords words)
{
  HopmapHop *hop = hopmap_route_ensure_hop (route, ttl);
  g_autofree char *address = g_strdup_printf ("198.51.100.%u", ttl);
  g_autofree char *text = let_text_in (word, words);
  g_autofree char *name = words == HOSTILE_WORDS_CHECKED ? hopmap_resolver_dup_checked_name (word)
                                                         : g_strdup (word);
  HopmapSample sample = { .sent_ns = -1,
                          .rtt_ns = 1000000 * (gint64) ttl,
                          .answer = HOPMAP_ANSWER_TIME_EXCEEDED,
                          .icmp_type = 11 };

  g_assert_true (hopmap_address_parse (address, &sample.address));
  hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, -1), &sample);
  hopmap_hop_set_name (hop, name);
  hopmap_hop_set_network (hop, 64500 + ttl, text);
  if (ttl % 4 == 0)
    add_label (hop, text);
  else
    add_place (hop, text, 20.0 + ttl);
}

/**
 * hostile_route_new:
 * @words: who has looked at the words before
 *
 * Returns: (transfer full): a hop for each word, which is its name, its network and its place
 */
HopmapRoute *
hostile_route_new (HostileWords words)
{
  g_autoptr (HopmapTarget) target = hopmap_target_parse ("www.example.org", NULL);
  g_autoptr (GDateTime) started = g_date_time_new_utc (2026, 11, 23, 7, 32, 13);
  HopmapTraceOptions options;
  HopmapRoute *route;

  hopmap_trace_options_init (&options);
  options.max_ttl = 64;
  route = hopmap_route_new (target, &options);
  for (guint i = 0; i < hostile_n_words; i++)
    add_hop (route, i + 1, hostile_words[i], words);
  hopmap_route_set_method (route, HOPMAP_PROTOCOL_ICMP, HOPMAP_ACCESS_RAW);
  hopmap_route_finish (route, HOPMAP_END_SILENT);
  hopmap_route_set_times (route, started, started);
  return route;
}
