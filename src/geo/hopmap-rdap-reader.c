/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. The network must hold the address that was asked for; of all else, what makes no
 * sense is left out.
 */
#include "hopmap-rdap-reader.h"

#include <string.h>

#include "hopmap-clean-text.h"
#include "hopmap-safe-json.h"

/* A contact stands below its organisation, which stands below the network. */
#define MAX_ENTITY_DEPTH 3

/* The seventh part of an address in a card is the country (RFC 6350, 6.3.1). */
#define CARD_ADDRESS_COUNTRY 6

#define MAX_MAIL_BYTES       254

/**
 * Card:
 * @name: (nullable): whose it is
 * @organisation: (nullable): where they work
 * @country: (nullable): where that is
 * @mail: (nullable): how to write to them
 * @is_organisation: whether it is the card of an organisation
 */
typedef struct
{
  char *name;
  char *organisation;
  char *country;
  char *mail;
  gboolean is_organisation;
} Card;

static void
card_clear (Card *card)
{
  g_free (card->name);
  g_free (card->organisation);
  g_free (card->country);
  g_free (card->mail);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Card, card_clear)

static char *
clean (const char *text)
{
  return text != NULL ? hopmap_clean_text (text, strlen (text)) : NULL;
}

/* Takes @text, where there is nothing yet. */
static void
fill (char **field, char *text)
{
  if (*field == NULL)
    *field = text;
  else
    g_free (text);
}

/* Shown and copied, never opened; so it only has to look like one. */
static char *
dup_mail (const char *text)
{
  const char *at = text != NULL ? strchr (text, '@') : NULL;

  if (at == NULL || at == text || at[1] == '\0' || strchr (at + 1, '@') != NULL
      || strlen (text) > MAX_MAIL_BYTES)
    return NULL;

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("@.!#$%&'*+-/=?^_`{|}~", *p) == NULL)
      return NULL;

  return g_strdup (text);
}

/* As it is written on an envelope: the country is the last line. */
static char *
dup_last_line (const char *label)
{
  g_auto (GStrv) lines = label != NULL ? g_strsplit (label, "\n", -1) : NULL;
  const guint n = lines != NULL ? g_strv_length (lines) : 0;

  return n > 1 ? clean (lines[n - 1]) : NULL;
}

static void
read_card_address (Card *card, JsonArray *property)
{
  JsonObject *parameters = hopmap_safe_json_get_element (property, 1);
  JsonArray *parts = hopmap_safe_json_get_list_at (property, 3);

  fill (&card->country, clean (hopmap_safe_json_get_string_at (parts, CARD_ADDRESS_COUNTRY)));
  if (parameters != NULL)
    fill (&card->country, dup_last_line (hopmap_safe_json_get_string (parameters, "label")));
}

/* A property is a list: its name, its parameters, the type of its value, and the value. */
static void
read_property (Card *card, JsonArray *property)
{
  const char *name = hopmap_safe_json_get_string_at (property, 0);
  const char *value = hopmap_safe_json_get_string_at (property, 3);

  if (g_strcmp0 (name, "fn") == 0)
    fill (&card->name, clean (value));
  else if (g_strcmp0 (name, "org") == 0)
    fill (&card->organisation, clean (value));
  else if (g_strcmp0 (name, "email") == 0)
    fill (&card->mail, dup_mail (value));
  else if (g_strcmp0 (name, "kind") == 0)
    card->is_organisation = g_strcmp0 (value, "org") == 0;
  else if (g_strcmp0 (name, "adr") == 0)
    read_card_address (card, property);
}

static void
read_card (Card *card, JsonObject *entity)
{
  JsonArray *whole = hopmap_safe_json_get_array (entity, "vcardArray");
  JsonArray *properties = hopmap_safe_json_get_list_at (whole, 1);
  const guint n = properties != NULL ? json_array_get_length (properties) : 0;

  for (guint i = 0; i < n; i++)
    read_property (card, hopmap_safe_json_get_list_at (properties, i));
}

static gboolean
has_role (JsonObject *entity, const char *role)
{
  JsonArray *roles = hopmap_safe_json_get_array (entity, "roles");
  const guint n = roles != NULL ? json_array_get_length (roles) : 0;

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (hopmap_safe_json_get_string_at (roles, i), role) == 0)
      return TRUE;

  return FALSE;
}

/* RIPE names whoever maintains the record as a registrant too; the organisation is whose it is. */
static void
take_holder (HopmapRegistryRecord *record, JsonObject *entity, gboolean organisations)
{
  g_auto (Card) card = { 0 };

  read_card (&card, entity);
  if (record->holder != NULL || card.is_organisation != organisations)
    return;

  fill (&record->holder, g_steal_pointer (&card.name));
  fill (&record->holder, g_steal_pointer (&card.organisation));
  if (record->holder != NULL)
    fill (&record->country, g_steal_pointer (&card.country));
}

static void
read_holder (HopmapRegistryRecord *record, JsonObject *network, gboolean organisations)
{
  JsonArray *entities = hopmap_safe_json_get_array (network, "entities");
  const guint n = entities != NULL ? json_array_get_length (entities) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *entity = hopmap_safe_json_get_element (entities, i);

      if (entity != NULL && has_role (entity, "registrant"))
        take_holder (record, entity, organisations);
    }
}

static void
read_abuse (HopmapRegistryRecord *record, JsonObject *parent, guint depth)
{
  JsonArray *entities = hopmap_safe_json_get_array (parent, "entities");
  const guint n = entities != NULL ? json_array_get_length (entities) : 0;

  for (guint i = 0; i < n && record->abuse == NULL; i++)
    {
      JsonObject *entity = hopmap_safe_json_get_element (entities, i);
      g_auto (Card) card = { 0 };

      if (entity == NULL)
        continue;
      if (has_role (entity, "abuse"))
        read_card (&card, entity);
      fill (&record->abuse, g_steal_pointer (&card.mail));
      if (depth < MAX_ENTITY_DEPTH)
        read_abuse (record, entity, depth + 1);
    }
}

/* APNIC says whose it is in a remark alone, where nobody is registered for it by name. */
static char *
dup_description (JsonObject *network)
{
  JsonArray *remarks = hopmap_safe_json_get_array (network, "remarks");
  const guint n = remarks != NULL ? json_array_get_length (remarks) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *remark = hopmap_safe_json_get_element (remarks, i);

      if (remark != NULL
          && g_strcmp0 (hopmap_safe_json_get_string (remark, "title"), "description") == 0)
        return clean (
            hopmap_safe_json_get_string_at (hopmap_safe_json_get_array (remark, "description"), 0));
    }

  return NULL;
}

static GDateTime *
read_date (JsonObject *network, const char *action)
{
  JsonArray *events = hopmap_safe_json_get_array (network, "events");
  const guint n = events != NULL ? json_array_get_length (events) : 0;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (guint i = 0; i < n; i++)
    {
      JsonObject *event = hopmap_safe_json_get_element (events, i);
      const char *date = event != NULL ? hopmap_safe_json_get_string (event, "eventDate") : NULL;

      if (date != NULL
          && g_strcmp0 (hopmap_safe_json_get_string (event, "eventAction"), action) == 0)
        return g_date_time_new_from_iso8601 (date, utc);
    }

  return NULL;
}

static gboolean
read_range (HopmapRegistryRecord *record, JsonObject *network, const HopmapAddress *asked)
{
  const char *first = hopmap_safe_json_get_string (network, "startAddress");
  const char *last = hopmap_safe_json_get_string (network, "endAddress");

  if (first == NULL || last == NULL || !hopmap_address_parse (first, &record->first)
      || !hopmap_address_parse (last, &record->last))
    return FALSE;

  return record->first.family == asked->family && record->last.family == asked->family
         && memcmp (record->first.bytes, asked->bytes, sizeof asked->bytes) <= 0
         && memcmp (asked->bytes, record->last.bytes, sizeof asked->bytes) <= 0;
}

static void
read_country (HopmapRegistryRecord *record, JsonObject *network)
{
  char *code = hopmap_safe_json_dup_country_code (network, "country");

  if (code == NULL)
    return;
  g_free (record->country);
  record->country = code;
}

/**
 * hopmap_rdap_read:
 * @body: what came
 * @asked: the address that was asked for
 *
 * Returns: (transfer full) (nullable): a record of the network that holds it, without the name of
 *   the registry; %NULL where @body is nothing like that
 */
HopmapRegistryRecord *
hopmap_rdap_read (GBytes *body, const HopmapAddress *asked)
{
  g_autoptr (JsonNode) root = hopmap_safe_json_parse (body);
  g_autoptr (HopmapRegistryRecord) record = hopmap_registry_record_new ();
  JsonObject *network;

  if (root == NULL)
    return NULL;

  network = json_node_get_object (root);
  if (g_strcmp0 (hopmap_safe_json_get_string (network, "objectClassName"), "ip network") != 0
      || !read_range (record, network, asked))
    return NULL;

  record->name = hopmap_safe_json_dup_text (network, "name");
  record->handle = hopmap_safe_json_dup_text (network, "handle");
  read_holder (record, network, TRUE);
  read_holder (record, network, FALSE);
  fill (&record->holder, dup_description (network));
  read_country (record, network);
  read_abuse (record, network, 1);
  record->registered = read_date (network, "registration");
  record->changed = read_date (network, "last changed");
  return g_steal_pointer (&record);
}
