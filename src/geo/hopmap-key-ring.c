/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapKeyRing: see the header. libsecret speaks to the Secret Service of the desktop or, within a
 * sandbox, to the secret portal. An environment variable goes before both: the command line may run
 * where there is neither.
 */
#include "hopmap-key-ring.h"

#include <libsecret/secret.h>

#include "hopmap-config.h"

#define LABEL "Hopmap: %s"

struct _HopmapKeyRing
{
  GObject parent_instance;

  GHashTable *keys; /* service to Key */
};

G_DEFINE_FINAL_TYPE (HopmapKeyRing, hopmap_key_ring, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  char *text; /* NULL while it is locked */
  HopmapKeyState state;
} Key;

/* Order for one key. */
typedef struct
{
  char *service;
  char *text; /* NULL: forget it */
} Change;

static const SecretSchema schema = {
  HOPMAP_APP_ID ".Key",
  SECRET_SCHEMA_NONE,
  { { "service", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

static void
key_free (Key *key)
{
  secret_password_free (key->text);
  g_free (key);
}

static void
change_free (Change *change)
{
  g_free (change->service);
  secret_password_free (change->text);
  g_free (change);
}

/* Takes @text. */
static void
put (HopmapKeyRing *self, const char *service, char *text, HopmapKeyState state)
{
  Key *key = g_new (Key, 1);

  *key = (Key){ text, state };
  g_hash_table_replace (self->keys, g_strdup (service), key);
}

/* "HOPMAP_IPGEOLOCATION_KEY" for "ipgeolocation". */
static const char *
get_from_environment (const char *service)
{
  g_autofree char *upper = g_ascii_strup (service, -1);
  g_autofree char *name = g_strconcat ("HOPMAP_", g_strdelimit (upper, "-", '_'), "_KEY", NULL);
  const char *key = g_getenv (name);

  return key != NULL && *key != '\0' ? key : NULL;
}

static void
take_item (HopmapKeyRing *self, SecretRetrievable *item)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);
  const char *service = g_hash_table_lookup (attributes, "service");
  g_autoptr (SecretValue) value = NULL;
  const char *text;

  if (service == NULL)
    return;

  /* It came with the search; asking again would wait for the keyring. */
  if (SECRET_IS_ITEM (item))
    value = secret_item_get_secret (SECRET_ITEM (item));
  else
    value = secret_retrievable_retrieve_secret_sync (item, NULL, NULL);
  text = value != NULL ? secret_value_get_text (value) : NULL;
  if (text != NULL && *text != '\0')
    put (self, service, g_strdup (text), HOPMAP_KEY_STATE_KEYRING);
  else
    put (self, service, NULL, HOPMAP_KEY_STATE_LOCKED);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HopmapKeyRing *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autolist (GObject) items = secret_password_search_finish (result, &error);

  if (g_task_return_error_if_cancelled (task))
    return;

  for (GList *l = items; l != NULL; l = l->next)
    take_item (self, SECRET_RETRIEVABLE (l->data));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (error != NULL)
    g_info ("There is no keyring: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HopmapKeyRing *self = g_task_get_source_object (task);
  const Change *change = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean is_stored = secret_password_store_finish (result, &error);

  if (error != NULL)
    g_info ("A key is not kept: %s", error->message);
  put (self, change->service, g_strdup (change->text),
       is_stored ? HOPMAP_KEY_STATE_KEYRING : HOPMAP_KEY_STATE_SESSION);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  g_task_return_boolean (task, is_stored);
}

static void
cleared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  secret_password_clear_finish (result, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
hopmap_key_ring_finalize (GObject *object)
{
  g_hash_table_unref (HOPMAP_KEY_RING (object)->keys);

  G_OBJECT_CLASS (hopmap_key_ring_parent_class)->finalize (object);
}

static void
hopmap_key_ring_class_init (HopmapKeyRingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_key_ring_finalize;

  /* Keys, or where they are, have changed. */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hopmap_key_ring_init (HopmapKeyRing *self)
{
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) key_free);
}

/**
 * hopmap_key_ring_new:
 *
 * Returns: (transfer full): a key ring that was not looked into
 */
HopmapKeyRing *
hopmap_key_ring_new (void)
{
  return g_object_new (HOPMAP_TYPE_KEY_RING, NULL);
}

/**
 * hopmap_key_ring_load_async:
 * @self: a key ring
 * @may_prompt: whether the desktop may ask the person to unlock the keyring
 * @cancellable: (nullable): to give it up
 * @callback: called when the keys are known
 * @user_data: for @callback
 */
void
hopmap_key_ring_load_async (HopmapKeyRing *self,
                            gboolean may_prompt,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  SecretSearchFlags flags = SECRET_SEARCH_ALL | SECRET_SEARCH_LOAD_SECRETS;
  GTask *task;

  g_return_if_fail (HOPMAP_IS_KEY_RING (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hopmap_key_ring_load_async);
  secret_password_search (&schema, may_prompt ? flags | SECRET_SEARCH_UNLOCK : flags, cancellable,
                          found_cb, task, NULL);
}

/**
 * hopmap_key_ring_load_finish:
 * @self: a key ring
 * @result: what the callback got
 * @error: return location; set only where it was cancelled
 *
 * Returns: whether the keys are known now; a missing keyring is one without keys
 */
gboolean
hopmap_key_ring_load_finish (HopmapKeyRing *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hopmap_key_ring_set_async:
 * @self: a key ring
 * @service: a service's name for programs
 * @key: (nullable): the key; %NULL forgets it
 * @cancellable: (nullable): to give it up
 * @callback: called when it is kept
 * @user_data: for @callback
 *
 * It can be used at once, as one of this session.
 */
void
hopmap_key_ring_set_async (HopmapKeyRing *self,
                           const char *service,
                           const char *key,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autofree char *label = g_strdup_printf (LABEL, service);
  Change *change = g_new (Change, 1);
  GTask *task;

  g_return_if_fail (HOPMAP_IS_KEY_RING (self));

  *change = (Change){ g_strdup (service), g_strdup (key) };
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hopmap_key_ring_set_async);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);
  if (key == NULL)
    {
      g_hash_table_remove (self->keys, service);
      secret_password_clear (&schema, cancellable, cleared_cb, task, "service", service, NULL);
    }
  else
    {
      put (self, service, g_strdup (key), HOPMAP_KEY_STATE_SESSION);
      secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, key, cancellable, stored_cb,
                             task, "service", service, NULL);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * hopmap_key_ring_set_finish:
 * @self: a key ring
 * @result: what the callback got
 * @error: return location, not used: a key that could not be kept is one of this session
 *
 * Returns: whether the keyring has it now, or has it no more
 */
gboolean
hopmap_key_ring_set_finish (HopmapKeyRing *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hopmap_key_ring_get:
 * @self: a key ring
 * @service: a service's name for programs
 *
 * Returns: (transfer none) (nullable): the key for it; not for any eye, log or file
 */
const char *
hopmap_key_ring_get (HopmapKeyRing *self, const char *service)
{
  const char *first = get_from_environment (service);
  const Key *key;

  g_return_val_if_fail (HOPMAP_IS_KEY_RING (self), NULL);

  key = g_hash_table_lookup (self->keys, service);
  return first != NULL || key == NULL ? first : key->text;
}

/**
 * hopmap_key_ring_get_state:
 * @self: a key ring
 * @service: a service's name for programs
 *
 * Returns: whether there is a key for it, and where
 */
HopmapKeyState
hopmap_key_ring_get_state (HopmapKeyRing *self, const char *service)
{
  const Key *key;

  g_return_val_if_fail (HOPMAP_IS_KEY_RING (self), HOPMAP_KEY_STATE_NONE);

  if (get_from_environment (service) != NULL)
    return HOPMAP_KEY_STATE_ENVIRONMENT;

  key = g_hash_table_lookup (self->keys, service);
  return key != NULL ? key->state : HOPMAP_KEY_STATE_NONE;
}
