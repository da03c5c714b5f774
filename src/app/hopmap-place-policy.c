/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapPlacePolicy: see the header. Without a settings schema it lives with the defaults.
 */
#include "hopmap-place-policy.h"

#include "hopmap-settings.h"
#include "hopmap-web-source-list.h"

#define ENABLED_SETTING "place-sources"

struct _HopmapPlacePolicy
{
  GObject parent_instance;

  GSettings *settings; /* nullable */
  HopmapPlaceSources *sources;
  gboolean is_reading;

  /* Shared by all windows, so that what one has learnt is asked for once. */
  HopmapLocator *locator;
  HopmapLocator *offline_locator;
};

G_DEFINE_FINAL_TYPE (HopmapPlacePolicy, hopmap_place_policy, G_TYPE_OBJECT)

static HopmapPlaceSource *
get_source (HopmapPlacePolicy *self, guint position)
{
  g_autoptr (HopmapPlaceSource)
      source = g_list_model_get_item (G_LIST_MODEL (self->sources), position);

  return source; /* the list keeps it */
}

static guint
get_n_sources (HopmapPlacePolicy *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->sources));
}

static void
read_enabled (HopmapPlacePolicy *self)
{
  g_auto (GStrv) ids = g_settings_get_strv (self->settings, ENABLED_SETTING);

  self->is_reading = TRUE;
  for (guint i = 0; i < get_n_sources (self); i++)
    {
      HopmapPlaceSource *source = get_source (self, i);
      const char *id = hopmap_place_source_get_id (source);

      hopmap_place_source_set_enabled (source, g_strv_contains ((const char *const *) ids, id));
    }
  self->is_reading = FALSE;
}

static void
write_enabled (HopmapPlacePolicy *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  if (self->settings == NULL || self->is_reading)
    return;

  for (guint i = 0; i < get_n_sources (self); i++)
    {
      HopmapPlaceSource *source = get_source (self, i);

      if (hopmap_place_source_get_enabled (source))
        g_strv_builder_add (builder, hopmap_place_source_get_id (source));
    }

  ids = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, ENABLED_SETTING, (const char *const *) ids);
}

static void
hopmap_place_policy_dispose (GObject *object)
{
  HopmapPlacePolicy *self = HOPMAP_PLACE_POLICY (object);

  g_clear_object (&self->locator);
  g_clear_object (&self->offline_locator);
  g_clear_object (&self->sources);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (hopmap_place_policy_parent_class)->dispose (object);
}

static void
hopmap_place_policy_class_init (HopmapPlacePolicyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_place_policy_dispose;
}

static void
hopmap_place_policy_init (HopmapPlacePolicy *self)
{
}

static void
follow_settings (HopmapPlacePolicy *self)
{
  const GSettingsBindFlags flags = G_SETTINGS_BIND_DEFAULT;

  g_settings_bind (self->settings, "web-places", self->sources, "consent", flags);
  g_settings_bind (self->settings, "keep-places", self->sources, "keep-answers", flags);
  g_signal_connect_object (self->settings, "changed::" ENABLED_SETTING, G_CALLBACK (read_enabled),
                           self, G_CONNECT_SWAPPED);
  read_enabled (self);
}

/**
 * hopmap_place_policy_new:
 * @settings: (nullable): the person's settings
 *
 * Returns: (transfer full): the policy that they ask for
 */
HopmapPlacePolicy *
hopmap_place_policy_new (GSettings *settings)
{
  HopmapPlacePolicy *self = g_object_new (HOPMAP_TYPE_PLACE_POLICY, NULL);

  g_set_object (&self->settings, settings);
  self->sources = hopmap_web_source_list_new ();
  if (settings != NULL)
    follow_settings (self);
  for (guint i = 0; i < get_n_sources (self); i++)
    g_signal_connect_object (get_source (self, i), "notify::enabled", G_CALLBACK (write_enabled),
                             self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * hopmap_place_policy_get_sources:
 * @self: a policy
 *
 * Returns: (transfer none): what a person sees and changes of it
 */
HopmapPlaceSources *
hopmap_place_policy_get_sources (HopmapPlacePolicy *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_POLICY (self), NULL);

  return self->sources;
}

/**
 * hopmap_place_policy_get_locator:
 * @self: a policy
 * @offline: whether services are out of the question, whatever the person wants otherwise
 *
 * Returns: (transfer none): who knows places; it follows what the person changes
 */
HopmapLocator *
hopmap_place_policy_get_locator (HopmapPlacePolicy *self, gboolean offline)
{
  HopmapLocator **locator;

  g_return_val_if_fail (HOPMAP_IS_PLACE_POLICY (self), NULL);

  locator = offline ? &self->offline_locator : &self->locator;
  if (*locator == NULL)
    *locator = hopmap_settings_create_locator (self->settings, offline);

  return *locator;
}
