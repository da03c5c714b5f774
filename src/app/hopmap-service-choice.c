/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapServiceChoice: see the header.
 */
#include "hopmap-service-choice.h"

#define URLS_SETTING "place-source-urls"

/* Where earlier versions had the address of the one service that they knew. */
#define OLD_URL_SETTING "ipgeolocation-url"
#define OLD_SERVICE     "ipgeolocation"

struct _HopmapServiceChoice
{
  GArray *choices; /* of HopmapWebChoice; the key ring keeps the keys */
  GPtrArray *urls;
};

/* Another address is for a proxy or a test. */
static char *
dup_url (GSettings *settings, const char *id)
{
  g_autoptr (GVariant) urls = NULL;
  g_autofree char *old = NULL;
  char *url = NULL;

  if (settings == NULL)
    return NULL;

  urls = g_settings_get_value (settings, URLS_SETTING);
  if (g_variant_lookup (urls, id, "s", &url))
    return url;
  if (g_str_equal (id, OLD_SERVICE))
    old = g_settings_get_string (settings, OLD_URL_SETTING);

  return old != NULL && *old != '\0' ? g_steal_pointer (&old) : NULL;
}

/* Whoever names a key in the environment wants it to be used, now and by this program. */
static gboolean
may_ask (HopmapPlaceSources *sources, HopmapPlaceSource *source)
{
  return hopmap_place_source_is_ready (source)
         && (hopmap_place_sources_get_consent (sources) == HOPMAP_CONSENT_YES
             || hopmap_place_source_get_key_state (source) == HOPMAP_KEY_STATE_ENVIRONMENT);
}

/**
 * hopmap_service_choice_new:
 * @sources: what the person has chosen
 * @key_ring: the person's keys; it must not change while the choice is used
 * @settings: (nullable): the settings
 *
 * Returns: (transfer full): the services that may be asked
 */
HopmapServiceChoice *
hopmap_service_choice_new (HopmapPlaceSources *sources,
                           HopmapKeyRing *key_ring,
                           GSettings *settings)
{
  HopmapServiceChoice *self = g_new0 (HopmapServiceChoice, 1);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (sources));

  self->choices = g_array_new (FALSE, FALSE, sizeof (HopmapWebChoice));
  self->urls = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapPlaceSource) source = g_list_model_get_item (G_LIST_MODEL (sources), i);
      const char *id = hopmap_place_source_get_id (source);
      HopmapWebChoice choice = { id, hopmap_key_ring_get (key_ring, id), NULL };

      if (!may_ask (sources, source))
        continue;

      choice.url = dup_url (settings, id);
      g_ptr_array_add (self->urls, (char *) choice.url);
      g_array_append_val (self->choices, choice);
    }

  return self;
}

/**
 * hopmap_service_choice_free:
 * @self: (transfer full): a choice
 */
void
hopmap_service_choice_free (HopmapServiceChoice *self)
{
  g_array_unref (self->choices);
  g_ptr_array_unref (self->urls);
  g_free (self);
}

static void
digest_text (GChecksum *checksum, const char *text)
{
  /* With its end, so that no two lists are alike. */
  g_checksum_update (checksum, (const guchar *) (text != NULL ? text : "-"), -1);
  g_checksum_update (checksum, (const guchar *) "", 1);
}

/**
 * hopmap_service_choice_dup_digest:
 * @self: a choice
 * @offline: how it is to be applied
 *
 * Returns: (transfer full): a text that is the same for the same choice, and tells no key
 */
char *
hopmap_service_choice_dup_digest (const HopmapServiceChoice *self, gboolean offline)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  digest_text (checksum, offline ? "offline" : "online");
  for (guint i = 0; i < self->choices->len; i++)
    {
      const HopmapWebChoice *choice = &g_array_index (self->choices, HopmapWebChoice, i);

      digest_text (checksum, choice->id);
      digest_text (checksum, choice->key);
      digest_text (checksum, choice->url);
    }

  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * hopmap_service_choice_apply:
 * @self: a choice
 * @locator: has these services asked from now on
 * @offline: whether only what they once said is used
 */
void
hopmap_service_choice_apply (const HopmapServiceChoice *self,
                             HopmapLocator *locator,
                             gboolean offline)
{
  hopmap_locator_set_web (locator, (const HopmapWebChoice *) (gpointer) self->choices->data,
                          self->choices->len, offline);
}
