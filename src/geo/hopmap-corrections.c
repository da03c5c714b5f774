/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapCorrections: see the header. What changes is known at once and written in a thread, into what
 * the file holds by then: another program may have written, too.
 */
#include "hopmap-corrections.h"

#include <glib/gi18n-lib.h>

#include "hopmap-address-class.h"
#include "hopmap-correction-file.h"

struct _HopmapCorrections
{
  GObject parent_instance;

  char *path;
  GHashTable *answers; /* of HopmapGeoAnswer by address, unwrapped */

  GMutex file_mutex; /* held by the one thread that writes */
  GMutex mutex;      /* of what follows */
  GCond written;
  GQueue changes; /* of Change, those still to be written */
  guint n_writing;
};

enum
{
  CHANGED,
  SAVE_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void hopmap_corrections_iface_init (HopmapGeoProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapCorrections,
                               hopmap_corrections,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HOPMAP_TYPE_GEO_PROVIDER,
                                                      hopmap_corrections_iface_init))

/* What is to be written: the place of one address, or that it has none any more. */
typedef struct
{
  char *group;
  HopmapPlace *place;
} Change;

static void
change_free (Change *change)
{
  g_free (change->group);
  g_clear_pointer (&change->place, hopmap_place_unref);
  g_free (change);
}

static HopmapGeoAnswer *
hopmap_corrections_lookup (HopmapGeoProvider *provider, const HopmapAddress *address)
{
  HopmapGeoAnswer *answer = g_hash_table_lookup (HOPMAP_CORRECTIONS (provider)->answers, address);

  return answer != NULL ? hopmap_geo_answer_ref (answer)
                        : hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_NOT_FOUND);
}

static const char *
hopmap_corrections_get_id (HopmapGeoProvider *provider)
{
  return "correction";
}

static const char *
hopmap_corrections_get_name (HopmapGeoProvider *provider)
{
  /* Translators: the source of a place that the person has put right by hand */
  return _ ("Your correction");
}

static const char *
hopmap_corrections_get_attribution (HopmapGeoProvider *provider)
{
  return NULL;
}

static void
hopmap_corrections_iface_init (HopmapGeoProviderInterface *iface)
{
  iface->get_id = hopmap_corrections_get_id;
  iface->get_name = hopmap_corrections_get_name;
  iface->get_attribution = hopmap_corrections_get_attribution;
  iface->lookup = hopmap_corrections_lookup;
}

static void
hopmap_corrections_finalize (GObject *object)
{
  HopmapCorrections *self = HOPMAP_CORRECTIONS (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_mutex_clear (&self->file_mutex);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->written);

  G_OBJECT_CLASS (hopmap_corrections_parent_class)->finalize (object);
}

static void
hopmap_corrections_class_init (HopmapCorrectionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_corrections_finalize;

  /* An address, unwrapped, has got another place or lost it. */
  signals[CHANGED] = g_signal_new ("changed", HOPMAP_TYPE_CORRECTIONS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, HOPMAP_TYPE_ADDRESS);
  /* A sentence why a correction will not outlive this program. */
  signals[SAVE_FAILED] = g_signal_new ("save-failed", HOPMAP_TYPE_CORRECTIONS, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hopmap_corrections_init (HopmapCorrections *self)
{
  self->answers = hopmap_geo_answers_new ();
  g_queue_init (&self->changes);
  g_mutex_init (&self->file_mutex);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->written);
}

static void
remember (HopmapCorrections *self, const HopmapAddress *address, const HopmapPlace *place)
{
  HopmapPlace fields = *place;
  g_autoptr (HopmapPlace) kept = NULL;

  fields.kind = HOPMAP_PLACE_CITY;
  fields.evidence = HOPMAP_EVIDENCE_PERSON;
  fields.source = (char *) hopmap_corrections_get_name (HOPMAP_GEO_PROVIDER (self));
  fields.attribution = NULL;
  fields.label = NULL;
  fields.source_rank = 0;
  fields.anycast = FALSE;
  fields.refutation = (HopmapRefutation){ 0 };
  kept = hopmap_place_new (&fields);
  if (kept->has_point)
    g_hash_table_replace (self->answers, hopmap_address_copy (address),
                          hopmap_geo_answer_new_found (g_steal_pointer (&kept), 0, NULL));
}

static void
save_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  HopmapCorrections *self = source;
  g_autoptr (GError) error = NULL;
  Change *change;
  gboolean saved;

  /* In the order in which they were made, whichever thread comes first. */
  g_mutex_lock (&self->file_mutex);
  g_mutex_lock (&self->mutex);
  change = g_queue_pop_head (&self->changes);
  g_mutex_unlock (&self->mutex);
  saved = hopmap_correction_file_save (self->path, change->group, change->place, &error);
  change_free (change);
  g_mutex_unlock (&self->file_mutex);

  g_mutex_lock (&self->mutex);
  self->n_writing--;
  g_cond_broadcast (&self->written);
  g_mutex_unlock (&self->mutex);

  if (saved)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  HopmapCorrections *self = HOPMAP_CORRECTIONS (object);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    return;

  sentence = g_strdup_printf (
      /* Translators: a file name, and the reason in the system's words */
      _ ("The correction holds until Hopmap is closed: “%s” cannot be written (%s)."), self->path,
      error->message);
  g_signal_emit (self, signals[SAVE_FAILED], 0, sentence);
}

static void
note_change (HopmapCorrections *self, const HopmapAddress *address)
{
  g_autoptr (GTask) task = NULL;
  const HopmapGeoAnswer *answer = g_hash_table_lookup (self->answers, address);
  Change *change;

  if (self->path != NULL)
    {
      change = g_new0 (Change, 1);
      change->group = hopmap_address_to_string (address);
      change->place = answer != NULL ? hopmap_place_ref (answer->place) : NULL;

      g_mutex_lock (&self->mutex);
      g_queue_push_tail (&self->changes, change);
      self->n_writing++;
      g_mutex_unlock (&self->mutex);

      task = g_task_new (self, NULL, saved_cb, NULL);
      g_task_set_source_tag (task, note_change);
      g_task_run_in_thread (task, save_in_thread);
    }
  g_signal_emit (self, signals[CHANGED], 0, address);
}

/**
 * hopmap_corrections_new:
 * @path: (nullable): the file; need not exist. %NULL keeps nothing
 *
 * Returns: (transfer full): what the file holds; a file that is damaged counts as empty, and is not
 *   written over
 */
HopmapCorrections *
hopmap_corrections_new (const char *path)
{
  HopmapCorrections *self = g_object_new (HOPMAP_TYPE_CORRECTIONS, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = NULL;
  g_auto (GStrv) groups = NULL;

  self->path = g_strdup (path);
  if (path == NULL)
    return self;

  file = hopmap_correction_file_load (path, &error);
  if (file == NULL)
    g_info ("Cannot read the corrections in “%s”: %s", path, error->message);
  else
    groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups != NULL && groups[i] != NULL; i++)
    {
      HopmapAddress address;
      g_autoptr (HopmapPlace) place = hopmap_correction_file_read (file, groups[i], &address);

      if (place != NULL)
        remember (self, &address, place);
    }

  return self;
}

/**
 * hopmap_corrections_has:
 * @self: corrections
 * @address: any address
 *
 * Returns: whether the person has said where it is
 */
gboolean
hopmap_corrections_has (HopmapCorrections *self, const HopmapAddress *address)
{
  const HopmapAddressClass class = hopmap_address_classify (address);

  g_return_val_if_fail (HOPMAP_IS_CORRECTIONS (self), FALSE);

  return g_hash_table_contains (self->answers, &class.inner);
}

/**
 * hopmap_corrections_set:
 * @self: corrections
 * @address: an address of the public internet
 * @place: where it is; its names, point and radius are taken
 * @error: return location for a %HOPMAP_GEO_ERROR_BAD_SETTING
 *
 * Holds at once. That it could not be written is told later by the signal "save-failed".
 *
 * Returns: %FALSE where the address can have no place that holds everywhere, or @place has no point
 */
gboolean
hopmap_corrections_set (HopmapCorrections *self,
                        const HopmapAddress *address,
                        const HopmapPlace *place,
                        GError **error)
{
  const HopmapAddressClass class = hopmap_address_classify (address);

  g_return_val_if_fail (HOPMAP_IS_CORRECTIONS (self), FALSE);

  if (!class.may_look_up)
    {
      g_set_error (error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_SETTING,
                   /* Translators: what an address is, such as "Private network" */
                   _ ("This address has no place of its own (%s): it is another router elsewhere."),
                   class.label);
      return FALSE;
    }
  if (!place->has_point)
    {
      g_set_error_literal (error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_SETTING,
                           _ ("This place is no point on the map; choose another."));
      return FALSE;
    }

  remember (self, &class.inner, place);
  note_change (self, &class.inner);
  return TRUE;
}

/**
 * hopmap_corrections_forget:
 * @self: corrections
 * @address: any address
 *
 * Lets the sources say again where it is.
 */
void
hopmap_corrections_forget (HopmapCorrections *self, const HopmapAddress *address)
{
  const HopmapAddressClass class = hopmap_address_classify (address);

  g_return_if_fail (HOPMAP_IS_CORRECTIONS (self));

  if (g_hash_table_remove (self->answers, &class.inner))
    note_change (self, &class.inner);
}

/**
 * hopmap_corrections_flush:
 * @self: corrections
 *
 * Waits until everything is written: for the end of the program.
 */
void
hopmap_corrections_flush (HopmapCorrections *self)
{
  g_return_if_fail (HOPMAP_IS_CORRECTIONS (self));

  g_mutex_lock (&self->mutex);
  while (self->n_writing > 0)
    g_cond_wait (&self->written, &self->mutex);
  g_mutex_unlock (&self->mutex);
}
