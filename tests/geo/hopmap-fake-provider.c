/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapFakeProvider: see the header. It never answers from within the question.
 */
#include "hopmap-fake-provider.h"

#include "hopmap-place-choice.h"

struct _HopmapFakeProvider
{
  GObject parent_instance;

  char *name;
  guint batch_size;
  HopmapProviderTerms terms;
  GHashTable *answers;
  GError *error;
  gboolean holds;
  GPtrArray *held; /* of GTask */
  GString *questions;
};

static void hopmap_fake_provider_iface_init (HopmapGeoProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapFakeProvider,
                               hopmap_fake_provider,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HOPMAP_TYPE_GEO_PROVIDER,
                                                      hopmap_fake_provider_iface_init))

static HopmapGeoAnswer *
make_answer (HopmapFakeProvider *self, const HopmapAddress *address)
{
  HopmapGeoAnswer *answer = g_hash_table_lookup (self->answers, address);

  if (self->error != NULL)
    return hopmap_geo_answer_new_failed (self->error);

  return answer != NULL ? hopmap_geo_answer_ref (answer)
                        : hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_NOT_FOUND);
}

static void
answer_task (HopmapFakeProvider *self, GTask *task)
{
  GPtrArray *addresses = g_task_get_task_data (task);
  GHashTable *answers = hopmap_geo_answers_new ();

  for (guint i = 0; i < addresses->len; i++)
    g_hash_table_insert (answers, hopmap_address_copy (addresses->pdata[i]),
                         make_answer (self, addresses->pdata[i]));
  g_task_return_pointer (task, answers, (GDestroyNotify) g_hash_table_unref);
}

static void
note_question (HopmapFakeProvider *self, GPtrArray *addresses)
{
  if (self->questions->len > 0)
    g_string_append_c (self->questions, ' ');
  for (guint i = 0; i < addresses->len; i++)
    {
      g_autofree char *text = hopmap_address_to_string (addresses->pdata[i]);

      g_string_append_printf (self->questions, "%s%s", i > 0 ? "," : "", text);
    }
}

static void
hopmap_fake_provider_lookup_async (HopmapGeoProvider *provider,
                                   GPtrArray *addresses,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  HopmapFakeProvider *self = HOPMAP_FAKE_PROVIDER (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_ptr_array_ref (addresses), (GDestroyNotify) g_ptr_array_unref);
  note_question (self, addresses);
  if (self->holds)
    g_ptr_array_add (self->held, g_steal_pointer (&task));
  else
    answer_task (self, task);
}

static GHashTable *
hopmap_fake_provider_lookup_finish (HopmapGeoProvider *provider,
                                    GAsyncResult *result,
                                    GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
hopmap_fake_provider_get_name (HopmapGeoProvider *provider)
{
  return HOPMAP_FAKE_PROVIDER (provider)->name;
}

static const char *
hopmap_fake_provider_get_attribution (HopmapGeoProvider *provider)
{
  return NULL;
}

static guint
hopmap_fake_provider_get_batch_size (HopmapGeoProvider *provider)
{
  return HOPMAP_FAKE_PROVIDER (provider)->batch_size;
}

static const HopmapProviderTerms *
hopmap_fake_provider_get_terms (HopmapGeoProvider *provider)
{
  return &HOPMAP_FAKE_PROVIDER (provider)->terms;
}

static void
hopmap_fake_provider_iface_init (HopmapGeoProviderInterface *iface)
{
  iface->get_terms = hopmap_fake_provider_get_terms;
  iface->get_id = hopmap_fake_provider_get_name;
  iface->get_name = hopmap_fake_provider_get_name;
  iface->get_attribution = hopmap_fake_provider_get_attribution;
  iface->get_batch_size = hopmap_fake_provider_get_batch_size;
  iface->lookup_async = hopmap_fake_provider_lookup_async;
  iface->lookup_finish = hopmap_fake_provider_lookup_finish;
}

static void
hopmap_fake_provider_finalize (GObject *object)
{
  HopmapFakeProvider *self = HOPMAP_FAKE_PROVIDER (object);

  g_free (self->name);
  g_hash_table_unref (self->answers);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->held);
  g_string_free (self->questions, TRUE);

  G_OBJECT_CLASS (hopmap_fake_provider_parent_class)->finalize (object);
}

static void
hopmap_fake_provider_class_init (HopmapFakeProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_fake_provider_finalize;
}

static void
hopmap_fake_provider_init (HopmapFakeProvider *self)
{
  self->answers = hopmap_geo_answers_new ();
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->questions = g_string_new (NULL);
}

/* Returns a provider that has found nothing yet. */
HopmapFakeProvider *
hopmap_fake_provider_new (const char *name, guint batch_size)
{
  HopmapFakeProvider *self = g_object_new (HOPMAP_TYPE_FAKE_PROVIDER, NULL);

  self->name = g_strdup (name);
  self->batch_size = batch_size;
  return self;
}

/* Takes @answer: from now on it is what the provider says of @address. */
void
hopmap_fake_provider_tell (HopmapFakeProvider *self, const char *address, HopmapGeoAnswer *answer)
{
  HopmapAddress key;

  g_assert_true (hopmap_address_parse (address, &key));
  g_hash_table_replace (self->answers, hopmap_address_copy (&key), answer);
}

/* From now on @address is in @city. */
void
hopmap_fake_provider_tell_city (HopmapFakeProvider *self,
                                const char *address,
                                const char *city,
                                double latitude,
                                double longitude)
{
  HopmapPlace fields = {
    .has_point = TRUE,
    .latitude = latitude,
    .longitude = longitude,
    .city = (char *) city,
    .country_code = (char *) "XX",
    .source = self->name,
  };

  hopmap_fake_provider_tell (
      self, address, hopmap_geo_answer_new_found (hopmap_place_new_graded (&fields), 0, NULL));
}

/* How the provider wants to be treated; a queue asks when it is made. */
void
hopmap_fake_provider_set_terms (HopmapFakeProvider *self, const HopmapProviderTerms *terms)
{
  self->terms = *terms;
}

/* From now on every question fails; with NULL it does no more. */
void
hopmap_fake_provider_fail (HopmapFakeProvider *self, const GError *error)
{
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
}

/* Keeps the answers back. */
void
hopmap_fake_provider_hold (HopmapFakeProvider *self)
{
  self->holds = TRUE;
}

/* Gives all answers that were kept back. */
void
hopmap_fake_provider_release (HopmapFakeProvider *self)
{
  g_autoptr (GPtrArray) held = g_steal_pointer (&self->held);

  self->holds = FALSE;
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < held->len; i++)
    answer_task (self, held->pdata[i]);
}

/* Returns how many questions wait for hopmap_fake_provider_release(). */
guint
hopmap_fake_provider_get_n_held (HopmapFakeProvider *self)
{
  return self->held->len;
}

/* Returns how many of these were given up by who asked. */
guint
hopmap_fake_provider_get_n_cancelled (HopmapFakeProvider *self)
{
  guint count = 0;

  for (guint i = 0; i < self->held->len; i++)
    count += g_cancellable_is_cancelled (g_task_get_cancellable (self->held->pdata[i]));

  return count;
}

/* Returns all questions, parted by blanks, with their addresses parted by commas. */
char *
hopmap_fake_provider_dup_questions (HopmapFakeProvider *self)
{
  return g_strdup (self->questions->str);
}
