/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapResolver: see the header. The names of routers are kept for as long as the resolver lives;
 * all who ask for the same one at the same time wait for one question.
 */
#include "hopmap-resolver.h"

#include <string.h>

#include "hopmap-alarm.h"
#include "hopmap-target-lookup.h"

#define MAX_NAME_BYTES 253 /* RFC 1035, 2.3.4, as text without the last dot */
#define MAX_NAMES      4096

struct _HopmapResolver
{
  GObject parent_instance;

  GResolver *system;   /* NULL: only what is remembered */
  GHashTable *names;   /* HopmapAddress → name, or NULL where there is none */
  GHashTable *waiting; /* HopmapAddress → GPtrArray of GTask */
};

G_DEFINE_FINAL_TYPE (HopmapResolver, hopmap_resolver, G_TYPE_OBJECT)

static void
hopmap_resolver_finalize (GObject *object)
{
  HopmapResolver *self = HOPMAP_RESOLVER (object);

  g_clear_object (&self->system);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->waiting, g_hash_table_unref);

  G_OBJECT_CLASS (hopmap_resolver_parent_class)->finalize (object);
}

static void
hopmap_resolver_class_init (HopmapResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_resolver_finalize;
}

static void
hopmap_resolver_init (HopmapResolver *self)
{
  self->names = g_hash_table_new_full (hopmap_address_hash, hopmap_address_equal,
                                       (GDestroyNotify) hopmap_address_free, g_free);
  self->waiting = g_hash_table_new_full (hopmap_address_hash, hopmap_address_equal,
                                         (GDestroyNotify) hopmap_address_free,
                                         (GDestroyNotify) g_ptr_array_unref);
}

/**
 * hopmap_resolver_new:
 *
 * Returns: (transfer full): a resolver that asks the system
 */
HopmapResolver *
hopmap_resolver_new (void)
{
  HopmapResolver *self = g_object_new (HOPMAP_TYPE_RESOLVER, NULL);

  self->system = g_resolver_get_default ();
  return self;
}

/**
 * hopmap_resolver_new_for_recording:
 * @recording: a finished route
 *
 * Returns: (transfer full): a resolver that knows the names that were recorded, and asks nobody
 */
HopmapResolver *
hopmap_resolver_new_for_recording (HopmapRoute *recording)
{
  HopmapResolver *self = g_object_new (HOPMAP_TYPE_RESOLVER, NULL);
  const guint n_hops = g_list_model_get_n_items (G_LIST_MODEL (recording));

  for (guint i = 0; i < n_hops; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (recording), i);

      if (hopmap_hop_get_address (hop) != NULL)
        g_hash_table_replace (self->names, hopmap_address_copy (hopmap_hop_get_address (hop)),
                              g_strdup (hopmap_hop_get_name (hop)));
    }

  return self;
}

/**
 * hopmap_resolver_dup_checked_name:
 * @name: (nullable): what the DNS says an address is called; anybody may have written it
 *
 * Returns: (transfer full) (nullable): the name if it is one (letters, digits, ".", "-" and "_",
 *   at most 253 of them, none that could be taken for an option or an address), else %NULL
 */
char *
hopmap_resolver_dup_checked_name (const char *name)
{
  gsize length = name != NULL ? strlen (name) : 0;
  HopmapAddress address;

  if (length > 1 && name[length - 1] == '.')
    length--;
  if (length == 0 || length > MAX_NAME_BYTES || name[0] == '-' || name[0] == '.')
    return NULL;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (name[i]) && strchr (".-_", name[i]) == NULL)
      return NULL;

  if (hopmap_address_parse (name, &address))
    return NULL;

  return g_strndup (name, length);
}

/**
 * hopmap_resolver_resolve_async:
 * @self: a resolver
 * @target: a host; one that is an address already is not looked up
 * @family: 4, 6, or 0 for the first address to which this computer has a route
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 */
void
hopmap_resolver_resolve_async (HopmapResolver *self,
                               HopmapTarget *target,
                               guint family,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HOPMAP_IS_RESOLVER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hopmap_resolver_resolve_async);
  hopmap_target_lookup_return (task, self->system, target, family);
}

/**
 * hopmap_resolver_resolve_finish:
 * @self: a resolver
 * @result: what the callback was given
 * @error: return location for %HOPMAP_TRACE_ERROR_NAME_NOT_FOUND,
 *   %HOPMAP_TRACE_ERROR_NO_ADDRESS, %HOPMAP_TRACE_ERROR_NETWORK or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the address to trace
 */
HopmapAddress *
hopmap_resolver_resolve_finish (HopmapResolver *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* From an address to the name of a router */

typedef struct
{
  HopmapResolver *resolver;
  HopmapAddress address;
} NameQuestion;

typedef struct
{
  HopmapAddress address;
  GSource *cancelled;
} Waiter;

static void
waiter_free (Waiter *waiter)
{
  g_clear_pointer (&waiter->cancelled, hopmap_alarm_destroy);
  g_free (waiter);
}

static void
remember_name (HopmapResolver *self, const HopmapAddress *address, const char *name)
{
  if (g_hash_table_size (self->names) >= MAX_NAMES)
    g_hash_table_remove_all (self->names);
  g_hash_table_replace (self->names, hopmap_address_copy (address), g_strdup (name));
}

static void
named_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  NameQuestion *question = user_data;
  g_autoptr (HopmapResolver) self = question->resolver;
  g_autoptr (HopmapAddress) key = NULL;
  g_autoptr (GPtrArray) tasks = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = g_resolver_lookup_by_address_finish (G_RESOLVER (object), result,
                                                                 &error);
  g_autofree char *name = hopmap_resolver_dup_checked_name (answer);

  if (error == NULL || g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    remember_name (self, &question->address, name);

  g_hash_table_steal_extended (self->waiting, &question->address, (gpointer *) &key,
                               (gpointer *) &tasks);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_pointer (tasks->pdata[i], g_strdup (name), g_free);
  g_free (question);
}

static void
ask_name (HopmapResolver *self, const HopmapAddress *address)
{
  NameQuestion *question = g_new (NameQuestion, 1);
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_bytes (
      address->bytes, address->family == 6 ? G_SOCKET_FAMILY_IPV6 : G_SOCKET_FAMILY_IPV4);

  *question = (NameQuestion){ .resolver = g_object_ref (self), .address = *address };
  g_resolver_lookup_by_address_async (self->system, inet, NULL, named_cb, question);
}

/* One who waits gives up; the question goes on for the others and for the memory. */
static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  HopmapResolver *self = g_task_get_source_object (task);
  Waiter *waiter = g_task_get_task_data (task);
  GPtrArray *tasks = g_hash_table_lookup (self->waiting, &waiter->address);

  if (tasks != NULL && g_ptr_array_remove (tasks, task))
    g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
wait_for_name (HopmapResolver *self, GTask *task)
{
  Waiter *waiter = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GPtrArray *tasks = g_hash_table_lookup (self->waiting, &waiter->address);

  if (tasks == NULL)
    {
      tasks = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->waiting, hopmap_address_copy (&waiter->address), tasks);
      ask_name (self, &waiter->address);
    }
  g_ptr_array_add (tasks, g_object_ref (task));

  waiter->cancelled = hopmap_alarm_new_for_cancellable (cancellable, cancelled_cb, task);
}

/**
 * hopmap_resolver_lookup_name_async:
 * @self: a resolver
 * @address: an address
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 */
void
hopmap_resolver_lookup_name_async (HopmapResolver *self,
                                   const HopmapAddress *address,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Waiter *waiter;
  gpointer name;

  g_return_if_fail (HOPMAP_IS_RESOLVER (self));
  g_return_if_fail (hopmap_address_is_set (address));

  waiter = g_new0 (Waiter, 1);
  waiter->address = *address;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hopmap_resolver_lookup_name_async);
  g_task_set_task_data (task, waiter, (GDestroyNotify) waiter_free);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (g_hash_table_lookup_extended (self->names, address, NULL, &name))
    g_task_return_pointer (task, g_strdup (name), g_free);
  else if (self->system == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    wait_for_name (self, task);
}

/**
 * hopmap_resolver_lookup_name_finish:
 * @self: a resolver
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the name, as checked by hopmap_resolver_dup_checked_name();
 *   %NULL without an error where there is none or nobody could be asked
 */
char *
hopmap_resolver_lookup_name_finish (HopmapResolver *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
