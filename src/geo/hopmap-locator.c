/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapLocator: see the header. Whom it asks and what troubles them is here; who waits for which address
 * is in hopmap-locator-watch.c.
 */
#include "hopmap-locator-private.h"

#include "hopmap-provider-list.h"

enum
{
  PROP_PROBLEM = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  CORRECTED,
  SOURCES_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HopmapLocator, hopmap_locator, G_TYPE_OBJECT)

/**
 * hopmap_locator_note_database_problem:
 * @self: a locator
 * @error: what keeps a database on this computer from answering
 */
void
hopmap_locator_note_database_problem (HopmapLocator *self, const GError *error)
{
  const char *before = self->database_problem != NULL ? self->database_problem->message : NULL;

  if (g_strcmp0 (before, error->message) == 0)
    return;

  g_clear_error (&self->database_problem);
  self->database_problem = g_error_copy (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
web_problem_changed (gpointer user_data)
{
  HopmapLocator *self = user_data;

  g_clear_error (&self->setting_problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
corrected_cb (HopmapLocator *self, const HopmapAddress *address)
{
  hopmap_locator_look_again (self, address);
  g_signal_emit (self, signals[CORRECTED], 0, address);
}

static void
hopmap_locator_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HopmapLocator *self = HOPMAP_LOCATOR (object);

  if (id == PROP_PROBLEM)
    g_value_set_boxed (value, hopmap_locator_get_problem (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hopmap_locator_dispose (GObject *object)
{
  HopmapLocator *self = HOPMAP_LOCATOR (object);

  if (self->web != NULL)
    hopmap_web_desk_shut (self->web);
  g_clear_object (&self->web);
  g_clear_object (&self->client);
  g_clear_pointer (&self->local, g_ptr_array_unref);
  g_clear_object (&self->corrections);
  g_clear_pointer (&self->origin, hopmap_place_unref);
  g_clear_pointer (&self->watches, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_error (&self->database_problem);
  g_clear_error (&self->setting_problem);

  G_OBJECT_CLASS (hopmap_locator_parent_class)->dispose (object);
}

static void
hopmap_locator_class_init (HopmapLocatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hopmap_locator_get_property;
  object_class->dispose = hopmap_locator_dispose;

  /* A sentence about the trouble met last; NULL while there is none. */
  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, G_TYPE_ERROR,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* The person has put an address right, or taken that back: look it up again. */
  signals[CORRECTED] = g_signal_new ("corrected", HOPMAP_TYPE_LOCATOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, HOPMAP_TYPE_ADDRESS);

  /* Others are asked from now on: what was looked up without them is worth another look. */
  signals[SOURCES_CHANGED] = g_signal_new ("sources-changed", HOPMAP_TYPE_LOCATOR,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hopmap_locator_init (HopmapLocator *self)
{
  self->local = g_ptr_array_new_with_free_func (g_object_unref);
  self->web = hopmap_web_desk_new (&(HopmapWebDeskClient){ hopmap_locator_find_entry,
                                                           hopmap_locator_hear_entry,
                                                           web_problem_changed },
                                   self);
  self->entries = g_hash_table_new_full (hopmap_address_hash, hopmap_address_equal, NULL,
                                         (GDestroyNotify) hopmap_locator_entry_free);
  self->watches = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/**
 * hopmap_locator_new_for_providers:
 * @providers: (element-type HopmapGeoProvider): whom to ask; among those on this computer, and among
 *   those on the web, the preferred one first
 *
 * Returns: (transfer full): a locator that asks exactly these
 */
HopmapLocator *
hopmap_locator_new_for_providers (GPtrArray *providers)
{
  HopmapLocator *self = g_object_new (HOPMAP_TYPE_LOCATOR, NULL);
  g_autoptr (GPtrArray) services = g_ptr_array_new ();

  for (guint i = 0; i < providers->len; i++)
    {
      HopmapGeoProvider *provider = providers->pdata[i];

      if (HOPMAP_IS_CORRECTIONS (provider)
          && g_set_object (&self->corrections, (gpointer) provider))
        g_signal_connect_object (provider, "changed", G_CALLBACK (corrected_cb), self,
                                 G_CONNECT_SWAPPED);
      if (hopmap_geo_provider_is_local (provider))
        g_ptr_array_add (self->local, g_object_ref (provider));
      else
        g_ptr_array_add (services, provider);
    }

  hopmap_web_desk_set_providers (self->web, services, FALSE);
  return self;
}

/**
 * hopmap_locator_new:
 * @options: whom to ask; nothing of it is kept
 *
 * Returns: (transfer full): a locator; one without a usable database or service still tells special
 *   addresses, and hopmap_locator_get_problem() says what is wrong
 */
HopmapLocator *
hopmap_locator_new (const HopmapLocatorOptions *options)
{
  g_autoptr (GPtrArray) providers = NULL;
  GError *database_problem = NULL;
  HopmapLocator *self;

  providers = hopmap_provider_list_open (options, &database_problem);
  self = hopmap_locator_new_for_providers (providers);
  self->database_problem = database_problem;
  hopmap_web_desk_set_store (self->web, options->store);
  hopmap_locator_set_web (self, options->web, options->n_web, options->offline);
  return self;
}

/**
 * hopmap_locator_set_web:
 * @self: a locator
 * @choices: (array length=n_choices) (nullable): the services to ask from now on, the preferred one
 *   first; copied
 * @n_choices: how many
 * @offline: whether none of them is really asked, and only what they once said is used
 *
 * Emits "sources-changed" where watches that have ended are worth another look.
 */
void
hopmap_locator_set_web (HopmapLocator *self,
                        const HopmapWebChoice *choices,
                        guint n_choices,
                        gboolean offline)
{
  g_autoptr (GPtrArray) services = NULL;

  g_return_if_fail (HOPMAP_IS_LOCATOR (self));

  g_object_freeze_notify (G_OBJECT (self));
  g_clear_error (&self->setting_problem);
  if (self->client == NULL && n_choices > 0)
    self->client = hopmap_web_client_new ();
  services = hopmap_provider_list_open_web (choices, n_choices, self->client,
                                            &self->setting_problem);
  hopmap_web_desk_set_providers (self->web, services, offline);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  hopmap_locator_ask_anew (self);
  g_signal_emit (self, signals[SOURCES_CHANGED], 0);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * hopmap_locator_get_problem_of:
 * @self: a locator
 * @service: a service's name for programs
 *
 * Returns: (transfer none) (nullable): what keeps that service from answering, or %NULL; changes are
 *   notified as those of "problem"
 */
const GError *
hopmap_locator_get_problem_of (HopmapLocator *self, const char *service)
{
  g_return_val_if_fail (HOPMAP_IS_LOCATOR (self), NULL);

  return hopmap_web_desk_get_problem_of (self->web, service);
}

/**
 * hopmap_locator_get_problem:
 * @self: a locator
 *
 * Returns: (transfer none) (nullable): a sentence about the trouble met last (no database, a key
 *   that is not accepted …), or %NULL where all goes well; changes are notified
 */
const GError *
hopmap_locator_get_problem (HopmapLocator *self)
{
  const GError *web_problem;

  g_return_val_if_fail (HOPMAP_IS_LOCATOR (self), NULL);

  web_problem = hopmap_web_desk_get_problem (self->web);
  if (web_problem == NULL)
    web_problem = self->setting_problem;
  return web_problem != NULL ? web_problem : self->database_problem;
}

/**
 * hopmap_locator_get_origin:
 * @self: a locator
 *
 * Returns: (transfer none) (nullable): where the person is, with a radius; %NULL where not known
 */
HopmapPlace *
hopmap_locator_get_origin (HopmapLocator *self)
{
  g_return_val_if_fail (HOPMAP_IS_LOCATOR (self), NULL);

  return self->origin;
}

/**
 * hopmap_locator_set_origin:
 * @self: a locator
 * @origin: (nullable): where the person is; holds for the traces that are begun from now on
 */
void
hopmap_locator_set_origin (HopmapLocator *self, HopmapPlace *origin)
{
  g_return_if_fail (HOPMAP_IS_LOCATOR (self));

  if (origin != NULL)
    hopmap_place_ref (origin);
  g_clear_pointer (&self->origin, hopmap_place_unref);
  self->origin = origin;
}
