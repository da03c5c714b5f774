/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRecordedProvider: see the header. It copies what it needs, so the recording may go away or
 * be the very route that is being located.
 */
#include "hopmap-recorded-provider.h"

#include "hopmap-hop-doubt.h"

#include <glib/gi18n-lib.h>

struct _HopmapRecordedProvider
{
  GObject parent_instance;

  GHashTable *answers;
};

static void hopmap_recorded_provider_iface_init (HopmapGeoProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapRecordedProvider,
                               hopmap_recorded_provider,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HOPMAP_TYPE_GEO_PROVIDER,
                                                      hopmap_recorded_provider_iface_init))

static HopmapGeoAnswer *
hopmap_recorded_provider_lookup (HopmapGeoProvider *provider, const HopmapAddress *address)
{
  HopmapRecordedProvider *self = HOPMAP_RECORDED_PROVIDER (provider);
  HopmapGeoAnswer *answer = g_hash_table_lookup (self->answers, address);

  return answer != NULL ? hopmap_geo_answer_ref (answer)
                        : hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_NOT_FOUND);
}

static const char *
hopmap_recorded_provider_get_id (HopmapGeoProvider *provider)
{
  return "recording";
}

static const char *
hopmap_recorded_provider_get_name (HopmapGeoProvider *provider)
{
  return _ ("Recorded trace");
}

/* The places keep the lines of those who named them. */
static const char *
hopmap_recorded_provider_get_attribution (HopmapGeoProvider *provider)
{
  return NULL;
}

static void
hopmap_recorded_provider_iface_init (HopmapGeoProviderInterface *iface)
{
  iface->get_id = hopmap_recorded_provider_get_id;
  iface->get_name = hopmap_recorded_provider_get_name;
  iface->get_attribution = hopmap_recorded_provider_get_attribution;
  iface->lookup = hopmap_recorded_provider_lookup;
}

static void
hopmap_recorded_provider_finalize (GObject *object)
{
  HopmapRecordedProvider *self = HOPMAP_RECORDED_PROVIDER (object);

  g_clear_pointer (&self->answers, g_hash_table_unref);

  G_OBJECT_CLASS (hopmap_recorded_provider_parent_class)->finalize (object);
}

static void
hopmap_recorded_provider_class_init (HopmapRecordedProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_recorded_provider_finalize;
}

static void
hopmap_recorded_provider_init (HopmapRecordedProvider *self)
{
  self->answers = hopmap_geo_answers_new ();
}

static void
add_hop (HopmapRecordedProvider *self, HopmapHop *hop)
{
  const HopmapAddress *address = hopmap_hop_get_address (hop);

  if (address != NULL && hopmap_recorded_provider_knows (hop))
    g_hash_table_replace (self->answers, hopmap_address_copy (address),
                          hopmap_geo_answer_new_recorded (hop));
}

/**
 * hopmap_recorded_provider_new:
 * @recording: a route from a file
 *
 * Returns: (transfer full): a provider that knows what @recording knows now
 */
HopmapRecordedProvider *
hopmap_recorded_provider_new (HopmapRoute *recording)
{
  HopmapRecordedProvider *self = g_object_new (HOPMAP_TYPE_RECORDED_PROVIDER, NULL);
  guint n_hops = g_list_model_get_n_items (G_LIST_MODEL (recording));

  for (guint i = 0; i < n_hops; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (recording), i);

      add_hop (self, hop);
    }

  return self;
}

/**
 * hopmap_recorded_provider_knows:
 * @hop: a hop from a file
 *
 * What kind of address it is needs no record: that is told anew, in the reader's language.
 *
 * Returns: whether the file says where @hop is, or why it is nowhere
 */
gboolean
hopmap_recorded_provider_knows (HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_place (hop);

  if (place == NULL || place->kind == HOPMAP_PLACE_SPECIAL)
    return FALSE;

  return place->kind != HOPMAP_PLACE_UNKNOWN || place->anycast
         || hopmap_hop_find_refuted (hop) != NULL;
}
