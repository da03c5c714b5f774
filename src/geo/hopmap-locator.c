/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapLocator: see the header. An address has one entry, however many watch it; the entry goes
 * through the local providers at once and then to the desk that asks the web. A finished entry stays as the memory of the session.
 */
#include "hopmap-locator.h"

#include "hopmap-address-class.h"
#include "hopmap-locator-entry.h"
#include "hopmap-own-networks.h"
#include "hopmap-provider-list.h"
#include "hopmap-web-client.h"
#include "hopmap-web-desk.h"

/* More than any person looks at in one session; beyond this the memory is emptied. */
#define MAX_ENTRIES 20000

struct _HopmapLocator
{
  GObject parent_instance;

  GPtrArray *local; /* of HopmapGeoProvider, the preferred one first */
  HopmapCorrections *corrections;
  HopmapPlace *origin;
  HopmapWebDesk *web;
  HopmapWebClient *client; /* NULL before there is a service */
  GHashTable *entries;
  GHashTable *watches; /* id to Watch */
  guint last_id;

  GError *database_problem;
  GError *setting_problem; /* a service whose address makes no sense */
};

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

typedef struct
{
  guint id;
  HopmapLocatorEntry *entry;
  HopmapLocatorFunc func;
  gpointer user_data;
} Watch;

static void
set_problem (HopmapLocator *self, GError **problem, const GError *error)
{
  const char *before = *problem != NULL ? (*problem)->message : NULL;

  if (g_strcmp0 (before, error != NULL ? error->message : NULL) == 0)
    return;

  g_clear_error (problem);
  *problem = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
ask_local (HopmapLocator *self, HopmapLocatorEntry *entry)
{
  for (guint i = 0; i < self->local->len; i++)
    {
      HopmapGeoProvider *provider = self->local->pdata[i];
      g_autoptr (HopmapGeoAnswer) answer = hopmap_geo_provider_lookup (provider, &entry->address);

      if (answer->status == HOPMAP_GEO_STATUS_FAILED)
        set_problem (self, &self->database_problem, answer->error);
      else
        g_ptr_array_add (entry->local_answers, g_steal_pointer (&answer));
    }
}

static void
drop_if_idle (HopmapLocator *self, HopmapLocatorEntry *entry)
{
  if (entry->watches->len > 0)
    return;

  if (self->web != NULL)
    hopmap_web_desk_withdraw (self->web, entry);

  /* What a provider's trouble left without its answer is not worth remembering. */
  if (!entry->complete || entry->error != NULL)
    g_hash_table_remove (self->entries, &entry->address);
}

static void
end_watch (HopmapLocator *self, const Watch *watch)
{
  hopmap_locator_entry_remove_watch (watch->entry, watch->id);
  g_hash_table_remove (self->watches, GUINT_TO_POINTER (watch->id));
}

/* Whoever is told may end watches, begin new ones, and make the entry go away. */
static void
tell_watches (HopmapLocator *self, HopmapLocatorEntry *entry)
{
  HopmapAddress address = entry->address;
  gboolean complete = entry->complete;
  g_autoptr (HopmapGeoAnswer) answer = hopmap_geo_answer_ref (entry->answer);
  g_autoptr (GArray) ids = g_array_copy (entry->watches);

  for (guint i = 0; i < ids->len; i++)
    {
      guint id = g_array_index (ids, guint, i);
      const Watch *found = g_hash_table_lookup (self->watches, GUINT_TO_POINTER (id));
      Watch watch = found != NULL ? *found : (Watch){ 0 };

      if (found != NULL && complete)
        end_watch (self, &watch);
      if (found != NULL)
        watch.func (answer, complete, watch.user_data);
    }

  entry = g_hash_table_lookup (self->entries, &address);
  if (entry != NULL)
    drop_if_idle (self, entry);
}

static HopmapLocatorEntry *
find_entry (const HopmapAddress *address, gpointer user_data)
{
  return g_hash_table_lookup (HOPMAP_LOCATOR (user_data)->entries, address);
}

static void
entry_changed (HopmapLocatorEntry *entry, gpointer user_data)
{
  g_autoptr (HopmapLocator) self = g_object_ref (user_data);

  tell_watches (self, entry);
}

static void
web_problem_changed (gpointer user_data)
{
  HopmapLocator *self = user_data;

  g_clear_error (&self->setting_problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* Nobody knows better than the person, and nobody is to know where the person is. */
static void
ask_web (HopmapLocator *self, HopmapLocatorEntry *entry)
{
  if (hopmap_locator_is_corrected (self, &entry->address)
      || (hopmap_web_desk_has_services (self->web)
          && hopmap_own_networks_contain (&entry->address)))
    entry->complete = TRUE;
  else
    hopmap_web_desk_serve (self->web, entry);
}

static HopmapLocatorEntry *
ensure_entry (HopmapLocator *self, const HopmapAddress *address)
{
  HopmapLocatorEntry *entry = g_hash_table_lookup (self->entries, address);

  if (entry != NULL)
    return entry;

  if (g_hash_table_size (self->entries) >= MAX_ENTRIES)
    g_hash_table_foreach_remove (self->entries, hopmap_locator_entry_is_idle, NULL);

  entry = hopmap_locator_entry_new (address);
  g_hash_table_insert (self->entries, &entry->address, entry);
  ask_local (self, entry);
  ask_web (self, entry);
  hopmap_locator_entry_update (entry);
  return entry;
}

/* Whoever still waits for the web hears of it now, the others by the signal. */
static void
corrected_cb (HopmapLocator *self, const HopmapAddress *address)
{
  HopmapLocatorEntry *entry = g_hash_table_lookup (self->entries, address);

  if (entry != NULL && entry->watches->len == 0)
    {
      g_hash_table_remove (self->entries, address);
    }
  else if (entry != NULL)
    {
      g_ptr_array_set_size (entry->local_answers, 0);
      ask_local (self, entry);
      hopmap_locator_entry_update (entry);
      tell_watches (self, entry);
    }
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
  self->web = hopmap_web_desk_new (
      &(HopmapWebDeskClient){ find_entry, entry_changed, web_problem_changed }, self);
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

/* As if nobody on the web had been asked yet; the last words of before are forgotten. */
static void
ask_anew (HopmapLocator *self)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  HopmapLocatorEntry *entry;

  g_hash_table_foreach_remove (self->entries, hopmap_locator_entry_is_idle, NULL);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    {
      hopmap_locator_entry_forget_web (entry);
      ask_web (self, entry);
      hopmap_locator_entry_update (entry);
      g_ptr_array_add (addresses, g_memdup2 (&entry->address, sizeof entry->address));
    }

  for (guint i = 0; i < addresses->len; i++)
    {
      entry = g_hash_table_lookup (self->entries, addresses->pdata[i]);
      if (entry != NULL)
        tell_watches (self, entry);
    }
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
  ask_anew (self);
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

/**
 * hopmap_locator_is_corrected:
 * @self: a locator
 * @address: any address
 *
 * Returns: whether the person has said where it is
 */
gboolean
hopmap_locator_is_corrected (HopmapLocator *self, const HopmapAddress *address)
{
  g_return_val_if_fail (HOPMAP_IS_LOCATOR (self), FALSE);

  return self->corrections != NULL && hopmap_corrections_has (self->corrections, address);
}

static guint
add_watch (HopmapLocator *self,
           HopmapLocatorEntry *entry,
           HopmapLocatorFunc func,
           gpointer user_data)
{
  Watch *watch = g_new (Watch, 1);

  self->last_id = MAX (self->last_id + 1, 1); /* 0 is no id */
  *watch = (Watch){ self->last_id, entry, func, user_data };
  g_hash_table_insert (self->watches, GUINT_TO_POINTER (watch->id), watch);
  g_array_append_val (entry->watches, watch->id);
  return watch->id;
}

/**
 * hopmap_locator_watch:
 * @self: a locator
 * @address: any address; private and other special ones are told as such, and nobody is asked
 * @func: told what is known, once from within this call and again whenever more is
 * @user_data: for @func
 *
 * The watch ends with the last word; hopmap_locator_unwatch() ends it before.
 *
 * Returns: an id for hopmap_locator_unwatch(), or 0 where @func has already heard the last word
 */
guint
hopmap_locator_watch (HopmapLocator *self,
                      const HopmapAddress *address,
                      HopmapLocatorFunc func,
                      gpointer user_data)
{
  HopmapAddressClass class;
  g_autoptr (HopmapGeoAnswer) answer = NULL;
  HopmapLocatorEntry *entry;
  gboolean complete;
  guint id = 0;

  g_return_val_if_fail (HOPMAP_IS_LOCATOR (self), 0);

  class = hopmap_address_classify (address);
  if (!class.may_look_up)
    {
      answer = hopmap_geo_answer_new_special (class.label);
      func (answer, TRUE, user_data);
      return 0;
    }

  g_object_freeze_notify (G_OBJECT (self));
  entry = ensure_entry (self, &class.inner);
  answer = hopmap_geo_answer_ref (entry->answer);
  complete = entry->complete;
  if (complete)
    drop_if_idle (self, entry);
  else
    id = add_watch (self, entry, func, user_data);
  func (answer, complete, user_data);
  g_object_thaw_notify (G_OBJECT (self));
  return id;
}

/**
 * hopmap_locator_unwatch:
 * @self: a locator
 * @id: what hopmap_locator_watch() gave; that of a watch that has ended, or 0, does nothing
 *
 * The function of the watch is not called any more. A lookup for which nobody waits is cancelled.
 */
void
hopmap_locator_unwatch (HopmapLocator *self, guint id)
{
  const Watch *found;
  Watch watch;

  g_return_if_fail (HOPMAP_IS_LOCATOR (self));

  found = g_hash_table_lookup (self->watches, GUINT_TO_POINTER (id));
  if (found == NULL)
    return;

  watch = *found;
  end_watch (self, &watch);
  drop_if_idle (self, watch.entry);
}
