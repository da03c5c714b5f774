/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the keys of services come from the keyring, and out of the settings of earlier versions. Which of
 * them are used is not decided here.
 */
#include "hopmap-place-policy-private.h"

/* Where keys for one service were kept by earlier versions. */
#define OLD_KEY_SETTING "ipgeolocation-key"
#define OLD_SERVICE     "ipgeolocation"

/* How long a command line waits for a keyring that does not answer. */
#define PATIENCE_S 3

static void
moved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GSettings) settings = user_data;

  if (hopmap_key_ring_set_finish (HOPMAP_KEY_RING (object), result, NULL))
    g_settings_reset (settings, OLD_KEY_SETTING);
}

/* Settings are no place for a key. Where there is no keyring it can only be used, not moved. */
static void
move_old_key (HopmapPlacePolicy *self)
{
  g_autofree char *key = NULL;

  if (self->settings == NULL)
    return;

  key = g_settings_get_string (self->settings, OLD_KEY_SETTING);
  if (*key != '\0' && hopmap_key_ring_get (self->key_ring, OLD_SERVICE) == NULL)
    hopmap_key_ring_set_async (self->key_ring, OLD_SERVICE, key, NULL, moved_cb,
                               g_object_ref (self->settings));
  else if (*key != '\0')
    g_settings_reset (self->settings, OLD_KEY_SETTING);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HopmapPlacePolicy) self = user_data;

  g_clear_object (&self->loading);
  if (hopmap_key_ring_load_finish (HOPMAP_KEY_RING (object), result, NULL)
      && self->settings != NULL)
    move_old_key (self);
}

/**
 * hopmap_place_policy_load_keys:
 * @self: a policy
 * @may_prompt: whether the desktop may ask the person to unlock the keyring
 *
 * Looks for keys in the keyring; services that need one are asked as soon as it is there.
 */
void
hopmap_place_policy_load_keys (HopmapPlacePolicy *self, gboolean may_prompt)
{
  g_return_if_fail (HOPMAP_IS_PLACE_POLICY (self));
  g_return_if_fail (self->loading == NULL);

  self->loading = g_cancellable_new ();
  hopmap_key_ring_load_async (self->key_ring, may_prompt, self->loading, loaded_cb,
                              g_object_ref (self));
}

static gboolean
needs_keys (HopmapPlacePolicy *self)
{
  if (hopmap_place_sources_get_consent (self->sources) != HOPMAP_CONSENT_YES
      || hopmap_place_policy_is_offline (self))
    return FALSE;

  for (guint i = 0; i < hopmap_place_policy_get_n_sources (self); i++)
    {
      HopmapPlaceSource *source = hopmap_place_policy_get_source (self, i);

      if (hopmap_place_source_get_enabled (source) && hopmap_place_source_get_needs_key (source)
          && hopmap_place_source_get_key_state (source) != HOPMAP_KEY_STATE_ENVIRONMENT)
        return TRUE;
    }

  return FALSE;
}

static gboolean
give_up_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/**
 * hopmap_place_policy_wait_for_keys:
 * @self: a policy
 *
 * Looks for keys in the keyring where any would be of use, and waits for them, running the main loop:
 * for a command line. Nobody is asked to unlock it, and one that does not answer is given up.
 */
void
hopmap_place_policy_wait_for_keys (HopmapPlacePolicy *self)
{
  g_autoptr (GCancellable) loading = NULL;
  guint patience;

  g_return_if_fail (HOPMAP_IS_PLACE_POLICY (self));

  if (!needs_keys (self))
    return;

  hopmap_place_policy_load_keys (self, FALSE);
  loading = g_object_ref (self->loading);
  patience = g_timeout_add_seconds (PATIENCE_S, give_up_cb, loading);
  while (self->loading != NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!g_cancellable_is_cancelled (loading))
    g_source_remove (patience);
}
