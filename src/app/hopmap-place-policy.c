/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapPlacePolicy: see the header. How keys come from the keyring is in hopmap-place-policy-keys.c.
 * Without a settings schema it lives with the defaults.
 */
#include "hopmap-place-policy-private.h"

#include "hopmap-service-choice.h"
#include "hopmap-settings.h"
#include "hopmap-web-source-list.h"

#define ENABLED_SETTING "place-sources"
#define OFFLINE_SETTING "offline"

G_DEFINE_FINAL_TYPE (HopmapPlacePolicy, hopmap_place_policy, G_TYPE_OBJECT)

/**
 * hopmap_place_policy_get_n_sources:
 * @self: a policy
 *
 * Returns: how many services there are
 */
guint
hopmap_place_policy_get_n_sources (HopmapPlacePolicy *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->sources));
}

/**
 * hopmap_place_policy_get_source:
 * @self: a policy
 * @position: less than their number
 *
 * Returns: (transfer none): one of the services
 */
HopmapPlaceSource *
hopmap_place_policy_get_source (HopmapPlacePolicy *self, guint position)
{
  g_autoptr (HopmapPlaceSource)
      source = g_list_model_get_item (G_LIST_MODEL (self->sources), position);

  return source; /* the list keeps it */
}

/**
 * hopmap_place_policy_is_offline:
 * @self: a policy
 *
 * Returns: whether the person wants nobody to be asked at all
 */
gboolean
hopmap_place_policy_is_offline (HopmapPlacePolicy *self)
{
  return self->settings != NULL && g_settings_get_boolean (self->settings, OFFLINE_SETTING);
}

static void
read_enabled (HopmapPlacePolicy *self)
{
  g_auto (GStrv) ids = g_settings_get_strv (self->settings, ENABLED_SETTING);

  self->is_reading = TRUE;
  for (guint i = 0; i < hopmap_place_policy_get_n_sources (self); i++)
    {
      HopmapPlaceSource *source = hopmap_place_policy_get_source (self, i);
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

  for (guint i = 0; i < hopmap_place_policy_get_n_sources (self); i++)
    {
      HopmapPlaceSource *source = hopmap_place_policy_get_source (self, i);

      if (hopmap_place_source_get_enabled (source))
        g_strv_builder_add (builder, hopmap_place_source_get_id (source));
    }

  ids = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, ENABLED_SETTING, (const char *const *) ids);
}

static void
choose_services (HopmapPlacePolicy *self, HopmapLocator *locator, gboolean offline)
{
  g_autoptr (HopmapServiceChoice)
      choice = hopmap_service_choice_new (self->sources, self->key_ring, self->settings);

  hopmap_service_choice_apply (choice, locator, offline || hopmap_place_policy_is_offline (self));
}

/* Opening a file, or --offline, starts no traffic, and so needs no services either. What is under way
 * is not disturbed by what makes no difference. */
static void
update_locators (HopmapPlacePolicy *self)
{
  g_autoptr (HopmapServiceChoice)
      choice = hopmap_service_choice_new (self->sources, self->key_ring, self->settings);
  g_autofree char *digest = hopmap_service_choice_dup_digest (
      choice, hopmap_place_policy_is_offline (self));

  if (self->locator == NULL || g_strcmp0 (digest, self->digest) == 0)
    return;

  g_free (self->digest);
  self->digest = g_steal_pointer (&digest);
  hopmap_service_choice_apply (choice, self->locator, hopmap_place_policy_is_offline (self));
}

/* What could not be asked without a network is asked when it is back, once. */
static void
network_changed_cb (HopmapPlacePolicy *self)
{
  gboolean available = g_network_monitor_get_network_available (g_network_monitor_get_default ());

  if (available && !self->was_available)
    {
      g_clear_pointer (&self->digest, g_free);
      update_locators (self);
    }
  self->was_available = available;
}

static void
update_key_states (HopmapPlacePolicy *self)
{
  for (guint i = 0; i < hopmap_place_policy_get_n_sources (self); i++)
    {
      HopmapPlaceSource *source = hopmap_place_policy_get_source (self, i);
      const char *id = hopmap_place_source_get_id (source);

      hopmap_place_source_set_key_state (source, hopmap_key_ring_get_state (self->key_ring, id));
    }

  update_locators (self);
}

static void
update_problems (HopmapPlacePolicy *self)
{
  for (guint i = 0; i < hopmap_place_policy_get_n_sources (self); i++)
    {
      HopmapPlaceSource *source = hopmap_place_policy_get_source (self, i);
      const GError *problem = hopmap_locator_get_problem_of (self->locator,
                                                             hopmap_place_source_get_id (source));

      hopmap_place_source_set_problem (source, problem != NULL ? problem->message : NULL);
    }
}

static void
key_given_cb (HopmapPlacePolicy *self, const char *key, HopmapPlaceSource *source)
{
  hopmap_key_ring_set_async (self->key_ring, hopmap_place_source_get_id (source), key, NULL, NULL,
                             NULL);
}

static void
forget_answers_cb (HopmapPlacePolicy *self)
{
  if (self->store != NULL)
    hopmap_place_store_forget (self->store);
}

static void
keep_answers_cb (HopmapPlacePolicy *self)
{
  gboolean keeps = hopmap_place_sources_get_keep_answers (self->sources);

  if (self->store == NULL)
    return;

  /* Whoever wants nothing to be kept does not want what was kept before. */
  if (!keeps && hopmap_place_store_get_keeps_answers (self->store))
    hopmap_place_store_forget (self->store);
  hopmap_place_store_set_keeps_answers (self->store, keeps);
}

static void
hopmap_place_policy_dispose (GObject *object)
{
  HopmapPlacePolicy *self = HOPMAP_PLACE_POLICY (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->key_ring);
  g_clear_pointer (&self->digest, g_free);
  g_clear_object (&self->store);
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
  g_signal_connect_object (self->settings, "changed::" OFFLINE_SETTING,
                           G_CALLBACK (update_locators), self, G_CONNECT_SWAPPED);
  read_enabled (self);
}

static void
follow_sources (HopmapPlacePolicy *self)
{
  const GConnectFlags swapped = G_CONNECT_SWAPPED;
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  self->was_available = g_network_monitor_get_network_available (monitor);
  g_signal_connect_object (monitor, "notify::network-available", G_CALLBACK (network_changed_cb),
                           self, swapped);
  g_signal_connect_object (self->sources, "notify::consent", G_CALLBACK (update_locators), self,
                           swapped);
  g_signal_connect_object (self->sources, "notify::keep-answers", G_CALLBACK (keep_answers_cb),
                           self, swapped);
  g_signal_connect_object (self->sources, "forget-answers", G_CALLBACK (forget_answers_cb), self,
                           swapped);
  g_signal_connect_object (self->key_ring, "changed", G_CALLBACK (update_key_states), self,
                           swapped);
  for (guint i = 0; i < hopmap_place_policy_get_n_sources (self); i++)
    {
      HopmapPlaceSource *source = hopmap_place_policy_get_source (self, i);

      g_signal_connect_object (source, "notify::enabled", G_CALLBACK (write_enabled), self,
                               swapped);
      g_signal_connect_object (source, "notify::enabled", G_CALLBACK (update_locators), self,
                               swapped);
      g_signal_connect_object (source, "key-given", G_CALLBACK (key_given_cb), self, swapped);
    }
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
  self->key_ring = hopmap_key_ring_new ();
  self->store = hopmap_settings_create_store ();
  if (settings != NULL)
    follow_settings (self);
  keep_answers_cb (self);
  update_key_states (self);
  follow_sources (self);
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
  if (*locator != NULL)
    return *locator;

  *locator = hopmap_settings_create_locator (self->settings, self->store);
  if (offline)
    choose_services (self, *locator, TRUE);
  else
    update_locators (self);
  if (!offline)
    g_signal_connect_object (*locator, "notify::problem", G_CALLBACK (update_problems), self,
                             G_CONNECT_SWAPPED);
  return *locator;
}

/**
 * hopmap_place_policy_keep_nothing:
 * @self: a policy
 *
 * This program neither keeps answers of services nor uses kept ones, whatever the settings say.
 */
void
hopmap_place_policy_keep_nothing (HopmapPlacePolicy *self)
{
  g_return_if_fail (HOPMAP_IS_PLACE_POLICY (self));

  if (self->store != NULL)
    hopmap_place_store_set_keeps_answers (self->store, FALSE);
}
