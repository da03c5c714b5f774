/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRouterName: see the header. Only names of carriers that are known to keep to a way of naming
 * are read, and only the part in which they name towns: three letters anywhere mean nothing.
 */
#include "hopmap-router-name.h"

#include <string.h>

#include "hopmap-router-code.h"

/* Longer is no name (RFC 1035). */
#define MAX_NAME_BYTES 253

/**
 * Rule: how the names under one domain are made.
 * @suffix: the domain
 * @pattern: of what stands before it; the group "code" is the town, "cc" the country, "state" the
 *   American state beside it
 * @dictionaries: where the code is looked up, see #HopmapRouterCode
 */
typedef struct
{
  const char *suffix;
  const char *pattern;
  const char *dictionaries;
} Rule;

static const Rule rules[] = {
  /* Arelion, once Telia */
  { "twelve99.net", "^(?<code>[a-z]{1,5})-(?:bb|b|bm|peer)\\d+-", "arelion" },
  { "telia.net", "^(?<code>[a-z]{1,5})-(?:bb|b|bm|peer)\\d+", "arelion" },
  { "arelion.net", "^(?<code>[a-z]{1,5})-(?:bb|b|bm|peer)\\d+", "arelion" },
  /* NTT */
  { "gin.ntt.net", "\\.(?<code>[a-z]{6})\\d{2}\\.(?<cc>[a-z]{2})\\.(?:bb|ce)$", "clli" },
  /* Lumen, once Level 3 */
  { "level3.net", "\\.(?<code>[a-z]{4,20})\\d{1,2}$", "name" },
  { "sp.lumen.tech", "\\.(?<code>[a-z]{3})\\d{1,2}$", "iata" },
  { "cogentco.com", "\\.(?<code>[a-z]{3})\\d{2}\\.atlas$", "iata" },
  { "gtt.net", "\\.?(?:cr|er|as|ir|ar|mr)\\d+-(?<code>[a-z]{3})\\d+\\.ip[46]$", "iata" },
  { "he.net", "\\.(?:core|switch|edge)\\d+\\.(?<code>[a-z]{3})\\d+$", "he,iata" },
  { "zayo.com", "\\.(?<code>[a-z]{3})\\d{1,3}\\.(?<cc>[a-z]{2})\\.(?:eth|zip|above)$", "iata" },
  { "above.net", "\\.(?<code>[a-z]{3})\\d{1,3}\\.(?<cc>[a-z]{2})$", "iata" },
  /* Tata */
  { "as6453.net", "\\.[a-z0-9]{2,5}-(?<code>[a-z]{4,20})$", "name" },
  /* Sparkle */
  { "seabone.net", "\\.(?<code>[a-z]{3})$", "seabone" },
  /* Deutsche Telekom */
  { "dtag.de", "\\.(?<code>[a-z]{1,3})\\.(?<cc>[a-z]{2})\\.net$", "dtag" },
  { "retn.net", "\\.(?<code>[a-z0-9]{2,4})\\.(?<cc>[a-z]{2})$", "retn,iata" },
  { "comcast.net", "\\.(?<code>[a-z]{4,20})\\.(?<state>[a-z]{2})\\.[a-z]+$", "name" },
  /* Verizon */
  { "alter.net", "\\.(?<code>[a-z]{3,4})\\d{1,2}$", "verizon" },
  { "att.net", "\\.(?<code>[a-z0-9]{5})\\.ip$", "att" },
  /* Telxius, once Telefónica */
  { "telefonicaglobalsolutions.com", "grt(?<code>[a-z]{3})[a-z0-9]{2,3}\\.net$", "telxius" },
  { "telefonica-wholesale.net", "grt(?<code>[a-z]{3})[a-z0-9]{2,3}(?:\\.red)?$", "telxius" },
  { "telxius.net", "grt(?<code>[a-z]{3})[a-z0-9]{2,3}$", "telxius" },
  /* Orange */
  { "opentransit.net", "\\.(?<code>[a-z]{4,20})$", "name" },
  /* Vodafone, once Cable & Wireless */
  { "cw.net", "-[a-z]cr\\d+\\.(?<code>[a-z]{3})$", "cwnet" },
  { "core-backbone.com", "(?:^|\\.)(?<code>[a-z]{3})\\d{1,2}$", "iata" },
  { "init7.net", "(?:^|\\.)r\\d+(?<code>[a-z]{3})\\d+\\.core$", "iata" },
  /* Swisscom */
  { "ip-plus.net", "^i\\d{2}(?<code>[a-z]{3})-", "ipplus" },
  { "nordu.net", "^(?<cc>[a-z]{2})-(?<code>[a-z]{3,4})\\d*$", "nordunet" },
  { "geant.net", "(?:mx|rt|cl)\\d+\\.(?<code>[a-z]{3})\\d?\\.(?<cc>[a-z]{2})$", "geant" },
  { "geant.org", "(?:mx|rt|cl)\\d+\\.(?<code>[a-z]{3})\\d?\\.(?<cc>[a-z]{2})$", "geant" },
  { "x-win.dfn.de", "^(?:cr|kr|xr|sp)-(?<code>[a-z]{3,4})\\d", "dfn" },
  { "belwue.net", "^(?<code>[a-z]{3})-", "belwue" },
  { "belwue.de", "^(?<code>[a-z]{3})-", "belwue" },
  /* KPN */
  { "eurorings.net", "^(?<code>[a-z]{2,3})\\d*-(?:[a-z]\\d+-)?rou-\\d+\\.(?<cc>[a-z]{2})$", "kpn" },
  /* Liberty Global */
  { "aorta.net", "^(?<cc>[a-z]{2})-(?<code>[a-z]{3})\\d{2}[a-z]-", "aorta" },
  { "telstra.net", "\\.(?<code>[a-z]{5,20})$", "name" },
  { "telstraglobal.net", "\\.(?<code>[a-z]{3})[a-z]-(?:core|edge)\\d+$", "iata" },
  { "ix.singtel.com", "\\.(?<code>[a-z]{3})[a-z]{2}-[a-z]{2,3}\\d+$", "singtel" },
  { "pccwbtn.net", "(?:br|cr|ar|sg)\\d+\\.(?<code>[a-z]{3})\\d+$", "pccw" },
  { "pccwglobal.net", "(?:br|cr|ar|sg)\\d+\\.(?<code>[a-z]{3})\\d+$", "pccw" },
  { "int-gw.kddi.ne.jp", "^(?<code>[a-z]{2,3})jbb\\d+$", "kddi" },
  { "iij.net", "^(?<code>[a-z]{3})\\d{3}(?:bb|ip|ix)\\d+$", "iij" },
  { "net.internet2.edu", "\\.(?<code>[a-z]{4})[a-z0-9]*$", "research" },
  { "es.net", "^(?<code>[a-z]{4})-?(?:cr|rt|sdn)\\d", "research" },
  /* Jisc */
  { "ja.net", "\\.(?<code>[a-z]{4})[a-z]{2}-[a-z]{3}\\d+$", "janet" },
  { "switch.ch", "^swi(?<code>[a-z]{2})[a-z]?\\d", "switch" },
  { "garr.net", "^r[a-z]?\\d*-(?<code>[a-z]{2})\\d?-", "garr" },
  { "renater.fr", "(?:^|-)(?<code>[a-z]{4,20})\\d?-rtr-", "name" },
  { "hetzner.com", "\\.(?<code>[a-z]{3})\\d*$", "hetzner" },
  { "ovh.net", "(?:^|\\.)(?<code>[a-z]{3}|th2)\\d?-[a-z0-9]", "ovh" },
  { "cdn77.com", "\\.(?<code>[a-z]{3})-[a-z0-9]+-(?:core|dist|edge)-\\d+$", "iata" },
  { "tele2.net", "^(?<code>[a-z]{3})\\d+-(?:core|peer)-", "iata" },
  /* BT */
  { "eu.bt.net", "\\.(?<cc>[a-z]{2})-(?<code>[a-z]{3})\\d*[a-z]?$", "iata" },
  { "bell.ca", "\\d-(?<code>[a-z]{5,20})\\d*_", "name" },
  /* Charter */
  { "tbone.rr.com", "\\.(?<code>[a-z]{6})[a-z0-9]{2,6}-bcr\\d+$", "clli" },
  /* Those to whom most traces go */
  { "1e100.net", "^(?<code>[a-z]{3})\\d{2}s\\d{2}-in-", "iata" },
  { "tfbnw.net", "\\.(?<code>[a-z]{3})\\d+$", "iata" },
  { "facebook.com", "-(?<code>[a-z]{3})\\d+$", "iata" },
  { "ntwk.msn.net", "\\.(?<code>[a-z]{3})\\d{2}$", "iata" },
  { "nflxvideo.net", "-(?<code>[a-z]{3})\\d{3}-ix\\.", "iata" },
};

static gboolean
is_host_name (const char *name)
{
  const gsize length = strlen (name);

  if (length == 0 || length > MAX_NAME_BYTES)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (name[i]) && strchr ("-._", name[i]) == NULL)
      return FALSE;

  return TRUE;
}

static const GRegex *
get_regex (guint rule)
{
  static GRegex *regexes[G_N_ELEMENTS (rules)];

  if (g_once_init_enter (&regexes[rule]))
    g_once_init_leave (&regexes[rule],
                       g_regex_new (rules[rule].pattern, G_REGEX_OPTIMIZE, 0, NULL));

  return regexes[rule];
}

/* What stands before the rule's domain, or NULL where the name is not under it. */
static char *
dup_front (const char *name, const Rule *rule)
{
  const gsize length = strlen (name), suffix = strlen (rule->suffix);

  if (length < suffix + 2 || strcmp (name + length - suffix, rule->suffix) != 0
      || name[length - suffix - 1] != '.')
    return NULL;

  return g_strndup (name, length - suffix - 1);
}

static char *
dup_group (const GMatchInfo *match, const char *group)
{
  g_autofree char *text = g_match_info_fetch_named (match, group);

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
apply_rule (guint rule, const char *name, GPtrArray *places)
{
  g_autofree char *front = dup_front (name, &rules[rule]);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *code = NULL, *country_code = NULL, *state = NULL;
  HopmapRouterCode question = { .dictionaries = rules[rule].dictionaries };

  if (front == NULL || !g_regex_match (get_regex (rule), front, 0, &match))
    return;

  question.code = code = dup_group (match, "code");
  question.country_code = country_code = dup_group (match, "cc");
  question.state = state = dup_group (match, "state");
  if (code != NULL)
    hopmap_router_code_add_places (&question, places);
}

/**
 * hopmap_router_name_read:
 * @name: a router's name, as its owner wrote it; any bytes
 *
 * Returns: (transfer full) (nullable) (element-type HopmapPlace): the towns that it can mean, as
 *   places with the evidence of a name; %NULL where it names none
 */
GPtrArray *
hopmap_router_name_read (const char *name)
{
  g_autoptr (GPtrArray)
      places = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
  g_autofree char *lower = NULL;

  if (!is_host_name (name))
    return NULL;

  lower = g_ascii_strdown (name, -1);
  if (g_str_has_suffix (lower, "."))
    lower[strlen (lower) - 1] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (rules) && places->len == 0; i++)
    apply_rule (i, lower, places);

  return places->len > 0 ? g_steal_pointer (&places) : NULL;
}
