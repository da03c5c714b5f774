/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapWebDesk: see the header. Offline, kept answers are all there is.
 */
#include "hopmap-web-desk.h"

#include "hopmap-kept-answer.h"

struct _HopmapWebDesk
{
  GObject parent_instance;

  HopmapWebDeskClient client; /* zeroed once it is shut */
  gpointer user_data;

  GPtrArray *counters; /* of Counter, the preferred one first */
  HopmapPlaceStore *store;
  gboolean offline;
};

G_DEFINE_FINAL_TYPE (HopmapWebDesk, hopmap_web_desk, G_TYPE_OBJECT)

/* One service. */
typedef struct
{
  HopmapGeoProvider *provider;
  HopmapLookupQueue *queue;
  GError *problem;
  guint since; /* the larger, the later the problem was met */
} Counter;

static void
counter_free (Counter *counter)
{
  hopmap_lookup_queue_shut (counter->queue);
  g_clear_object (&counter->queue);
  g_clear_object (&counter->provider);
  g_clear_error (&counter->problem);
  g_free (counter);
}

/* What is looked for on disk. */
typedef struct
{
  HopmapWebDesk *desk; /* owned */
  HopmapAddress address;
} Reading;

static const HopmapGeoAnswer *
find_kept (const HopmapLocatorEntry *entry, HopmapGeoProvider *provider)
{
  const char *id = hopmap_geo_provider_get_id (provider);

  for (guint i = 0; entry->kept != NULL && i < entry->kept->len; i++)
    {
      const HopmapKeptAnswer *kept = entry->kept->pdata[i];

      if (g_strcmp0 (kept->provider, id) == 0
          && kept->version == hopmap_geo_provider_get_terms (provider)->version)
        return kept->answer;
    }

  return NULL;
}

/* Joins the line of the next service, or completes the entry where there is none. */
static void
ask_next (HopmapWebDesk *self, HopmapLocatorEntry *entry)
{
  entry->asked = NULL;
  while (!entry->complete && entry->next_queue < self->counters->len)
    {
      Counter *counter = self->counters->pdata[entry->next_queue++];
      const HopmapGeoAnswer *kept = find_kept (entry, counter->provider);
      const GError *closed;

      if (kept != NULL)
        {
          hopmap_locator_entry_take_web_answer (entry, (HopmapGeoAnswer *) kept);
          continue;
        }
      if (self->offline)
        continue;

      closed = hopmap_lookup_queue_get_closed_error (counter->queue);
      if (closed == NULL)
        {
          entry->asked = counter->queue;
          hopmap_lookup_queue_push (counter->queue, &entry->address);
          return;
        }
      hopmap_locator_entry_set_error (entry, closed);
    }

  entry->complete = TRUE;
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (HopmapWebDesk) self = reading->desk;
  g_autoptr (GPtrArray) kept = NULL;
  HopmapLocatorEntry *entry = NULL;

  kept = hopmap_place_store_find_finish (HOPMAP_PLACE_STORE (object), result, NULL);
  if (self->client.find != NULL)
    entry = self->client.find (&reading->address, self->user_data);
  if (entry == NULL || !entry->is_reading)
    return;

  entry->is_reading = FALSE;
  entry->kept = g_steal_pointer (&kept);
  ask_next (self, entry);
  hopmap_locator_entry_update (entry);
  self->client.changed (entry, self->user_data);
}

static Counter *
find_counter (HopmapWebDesk *self, HopmapLookupQueue *queue)
{
  for (guint i = 0; i < self->counters->len; i++)
    {
      Counter *counter = self->counters->pdata[i];

      if (counter->queue == queue)
        return counter;
    }

  return NULL;
}

/* That there is no network is no service's fault, and plain to see. */
static gboolean
note_problem (HopmapWebDesk *self, Counter *counter, const GError *error)
{
  static guint now;
  const char *before = counter->problem != NULL ? counter->problem->message : NULL;

  if (g_error_matches (error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_OFFLINE)
      || g_strcmp0 (before, error != NULL ? error->message : NULL) == 0)
    return FALSE;

  g_clear_error (&counter->problem);
  counter->problem = error != NULL ? g_error_copy (error) : NULL;
  counter->since = ++now;
  return TRUE;
}

static void
answered_cb (HopmapLookupQueue *queue,
             const HopmapAddress *address,
             HopmapGeoAnswer *answer,
             gpointer user_data)
{
  g_autoptr (HopmapWebDesk) self = g_object_ref (user_data);
  HopmapWebDeskClient client = self->client;
  HopmapLocatorEntry *entry = client.find != NULL ? client.find (address, self->user_data) : NULL;
  Counter *counter = find_counter (self, queue);
  gboolean is_news;

  if (entry == NULL || counter == NULL || entry->asked != queue)
    return;

  if (self->store != NULL)
    hopmap_place_store_keep (self->store, counter->provider, address, answer);
  is_news = note_problem (self, counter, answer->error);
  hopmap_locator_entry_take_web_answer (entry, answer);
  ask_next (self, entry);
  hopmap_locator_entry_update (entry);
  client.changed (entry, self->user_data);
  if (is_news)
    client.problem_changed (self->user_data);
}

static void
hopmap_web_desk_dispose (GObject *object)
{
  HopmapWebDesk *self = HOPMAP_WEB_DESK (object);

  hopmap_web_desk_shut (self);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hopmap_web_desk_parent_class)->dispose (object);
}

static void
hopmap_web_desk_finalize (GObject *object)
{
  g_ptr_array_unref (HOPMAP_WEB_DESK (object)->counters);

  G_OBJECT_CLASS (hopmap_web_desk_parent_class)->finalize (object);
}

static void
hopmap_web_desk_class_init (HopmapWebDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_web_desk_dispose;
  G_OBJECT_CLASS (klass)->finalize = hopmap_web_desk_finalize;
}

static void
hopmap_web_desk_init (HopmapWebDesk *self)
{
  self->counters = g_ptr_array_new_with_free_func ((GDestroyNotify) counter_free);
}

/**
 * hopmap_web_desk_new:
 * @client: whose entries will be served
 * @user_data: for the functions of @client
 *
 * Returns: (transfer full): a desk without services; end it with hopmap_web_desk_shut()
 */
HopmapWebDesk *
hopmap_web_desk_new (const HopmapWebDeskClient *client, gpointer user_data)
{
  HopmapWebDesk *self = g_object_new (HOPMAP_TYPE_WEB_DESK, NULL);

  self->client = *client;
  self->user_data = user_data;
  return self;
}

/**
 * hopmap_web_desk_shut:
 * @self: a desk
 *
 * Gives everything up; the client is not called any more.
 */
void
hopmap_web_desk_shut (HopmapWebDesk *self)
{
  g_return_if_fail (HOPMAP_IS_WEB_DESK (self));

  self->client = (HopmapWebDeskClient){ 0 };
  g_ptr_array_set_size (self->counters, 0);
}

/**
 * hopmap_web_desk_set_store:
 * @self: a desk
 * @store: (nullable): where answers and limits are kept
 */
void
hopmap_web_desk_set_store (HopmapWebDesk *self, HopmapPlaceStore *store)
{
  g_return_if_fail (HOPMAP_IS_WEB_DESK (self));

  g_set_object (&self->store, store);
}

/**
 * hopmap_web_desk_set_providers:
 * @self: a desk with its store
 * @providers: (element-type HopmapGeoProvider): the services, the preferred one first
 * @offline: whether none of them is asked, and only what they once said is used
 *
 * What is under way is given up; entries that were served have to be served again from the start.
 */
void
hopmap_web_desk_set_providers (HopmapWebDesk *self, GPtrArray *providers, gboolean offline)
{
  g_return_if_fail (HOPMAP_IS_WEB_DESK (self));

  g_ptr_array_set_size (self->counters, 0);
  self->offline = offline;
  for (guint i = 0; i < providers->len; i++)
    {
      Counter *counter = g_new0 (Counter, 1);

      counter->provider = g_object_ref (providers->pdata[i]);
      counter->queue = hopmap_lookup_queue_new (counter->provider, answered_cb, self);
      if (self->store != NULL && !offline)
        hopmap_lookup_queue_remember_limits (counter->queue, self->store);
      g_ptr_array_add (self->counters, counter);
    }
}

/**
 * hopmap_web_desk_get_problem:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): the trouble with services met last and not over yet
 */
const GError *
hopmap_web_desk_get_problem (HopmapWebDesk *self)
{
  const Counter *latest = NULL;

  g_return_val_if_fail (HOPMAP_IS_WEB_DESK (self), NULL);

  for (guint i = 0; i < self->counters->len; i++)
    {
      const Counter *counter = self->counters->pdata[i];

      if (counter->problem != NULL && (latest == NULL || counter->since > latest->since))
        latest = counter;
    }

  return latest != NULL ? latest->problem : NULL;
}

/**
 * hopmap_web_desk_get_problem_of:
 * @self: a desk
 * @provider: a service's name for programs
 *
 * Returns: (transfer none) (nullable): the trouble with that service, or %NULL where there is none
 */
const GError *
hopmap_web_desk_get_problem_of (HopmapWebDesk *self, const char *provider)
{
  g_return_val_if_fail (HOPMAP_IS_WEB_DESK (self), NULL);

  for (guint i = 0; i < self->counters->len; i++)
    {
      const Counter *counter = self->counters->pdata[i];

      if (g_strcmp0 (hopmap_geo_provider_get_id (counter->provider), provider) == 0)
        return counter->problem;
    }

  return NULL;
}

/**
 * hopmap_web_desk_has_services:
 * @self: a desk
 *
 * Returns: whether there is anybody to ask
 */
gboolean
hopmap_web_desk_has_services (HopmapWebDesk *self)
{
  g_return_val_if_fail (HOPMAP_IS_WEB_DESK (self), FALSE);

  return self->counters->len > 0;
}

/**
 * hopmap_web_desk_serve:
 * @self: a desk
 * @entry: an entry that no service was asked about yet
 *
 * It is complete at once where no service is there; else the client hears of it.
 */
void
hopmap_web_desk_serve (HopmapWebDesk *self, HopmapLocatorEntry *entry)
{
  Reading *reading;

  g_return_if_fail (HOPMAP_IS_WEB_DESK (self));

  if (self->counters->len == 0 || self->store == NULL
      || !hopmap_place_store_get_keeps_answers (self->store))
    {
      ask_next (self, entry);
      return;
    }

  entry->is_reading = TRUE;
  reading = g_new (Reading, 1);
  *reading = (Reading){ g_object_ref (self), entry->address };
  hopmap_place_store_find_async (self->store, &entry->address, NULL, found_cb, reading);
}

/**
 * hopmap_web_desk_withdraw:
 * @self: a desk
 * @entry: an entry that nobody waits for any more
 */
void
hopmap_web_desk_withdraw (HopmapWebDesk *self, HopmapLocatorEntry *entry)
{
  g_return_if_fail (HOPMAP_IS_WEB_DESK (self));

  if (entry->asked != NULL)
    hopmap_lookup_queue_withdraw (entry->asked, &entry->address);
}
