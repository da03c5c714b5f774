/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * FakeRegistry: see the header.
 */
#include "fake-registry.h"

struct _FakeRegistry
{
  GObject parent_instance;

  char *refusal;
  GTask *task; /* the last question, until it is answered */
  guint n_asked;
};

enum
{
  PROP_REFUSAL = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void fake_registry_iface_init (HopmapRegistryInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeRegistry,
                               fake_registry,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HOPMAP_TYPE_REGISTRY,
                                                      fake_registry_iface_init))

static char *
fake_registry_dup_refusal (HopmapRegistry *registry, const HopmapAddress *address)
{
  return g_strdup (FAKE_REGISTRY (registry)->refusal);
}

static void
fake_registry_lookup_async (HopmapRegistry *registry,
                            const HopmapAddress *address,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  FakeRegistry *self = FAKE_REGISTRY (registry);

  if (self->task != NULL)
    g_task_return_error_if_cancelled (self->task);
  g_clear_object (&self->task);
  self->task = g_task_new (registry, cancellable, callback, user_data);
  g_task_set_task_data (self->task, hopmap_address_copy (address),
                        (GDestroyNotify) hopmap_address_free);
  self->n_asked++;
}

static HopmapRegistryRecord *
fake_registry_lookup_finish (HopmapRegistry *registry, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_registry_iface_init (HopmapRegistryInterface *iface)
{
  iface->dup_refusal = fake_registry_dup_refusal;
  iface->lookup_async = fake_registry_lookup_async;
  iface->lookup_finish = fake_registry_lookup_finish;
}

static void
fake_registry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, FAKE_REGISTRY (object)->refusal);
}

static void
fake_registry_dispose (GObject *object)
{
  FakeRegistry *self = FAKE_REGISTRY (object);

  g_clear_object (&self->task);
  g_clear_pointer (&self->refusal, g_free);

  G_OBJECT_CLASS (fake_registry_parent_class)->dispose (object);
}

static void
fake_registry_class_init (FakeRegistryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fake_registry_dispose;
  G_OBJECT_CLASS (klass)->get_property = fake_registry_get_property;

  properties[PROP_REFUSAL] = g_param_spec_string ("refusal", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
fake_registry_init (FakeRegistry *self)
{
}

/*
 * fake_registry_new:
 * Returns: (transfer full): one that refuses nothing
 */
FakeRegistry *
fake_registry_new (void)
{
  return g_object_new (FAKE_TYPE_REGISTRY, NULL);
}

/*
 * fake_registry_refuse:
 * Refuses every address with that sentence, or none with NULL.
 */
void
fake_registry_refuse (FakeRegistry *self, const char *refusal)
{
  g_free (self->refusal);
  self->refusal = g_strdup (refusal);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFUSAL]);
}

/*
 * fake_registry_get_n_asked:
 * Returns: how often it was asked
 */
guint
fake_registry_get_n_asked (FakeRegistry *self)
{
  return self->n_asked;
}

/*
 * fake_registry_is_given_up:
 * Returns: whether nobody waits for the last answer any more
 */
gboolean
fake_registry_is_given_up (FakeRegistry *self)
{
  return self->task != NULL && g_cancellable_is_cancelled (g_task_get_cancellable (self->task));
}

/*
 * fake_registry_answer:
 * Answers the last question with the record of a network that is @holder's.
 */
void
fake_registry_answer (FakeRegistry *self, const char *holder)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  HopmapRegistryRecord *record = hopmap_registry_record_new ();

  record->registry = g_strdup ("RIPE NCC");
  record->uri = g_strdup ("https://rdap.db.ripe.net/ip/62.154.1.1");
  record->first = *(HopmapAddress *) g_task_get_task_data (task);
  record->last = record->first;
  record->holder = g_strdup (holder);
  record->name = g_strdup ("EXAMPLE-TRANSIT");
  record->handle = g_strdup ("62.154.0.0 - 62.154.255.255");
  record->country = g_strdup ("DE");
  record->abuse = g_strdup ("abuse@example.net");
  record->registered = g_date_time_new_utc (2000, 3, 9, 10, 0, 0);
  record->changed = g_date_time_new_utc (2020, 7, 24, 10, 0, 0);
  g_task_return_pointer (task, record, (GDestroyNotify) hopmap_registry_record_free);
}

/*
 * fake_registry_fail:
 * Answers the last question with an error.
 */
void
fake_registry_fail (FakeRegistry *self, const char *sentence)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", sentence);
}
