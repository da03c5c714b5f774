/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHistory: see the header. One host a line. Lines that are no host, in a file that was written
 * by hand or damaged, are passed over. With "keep" off there are none, and the file goes.
 */
#include "hopmap-history.h"

#include "hopmap-target.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAX_HOSTS      50
#define MAX_LINE_BYTES 300

struct _HopmapHistory
{
  GObject parent_instance;

  char *path;
  GtkStringList *hosts;
  HopmapDistanceBook *distances; /* is kept and cleared with the hosts */
  GCancellable *cancellable;
  gboolean keep;
  gboolean changed; /* since it was written */
  gboolean writing;
};

enum
{
  PROP_KEEP = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HopmapHistory, hopmap_history, G_TYPE_OBJECT)

static guint
count (HopmapHistory *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->hosts));
}

static guint
find (HopmapHistory *self, const char *host)
{
  for (guint i = 0; i < count (self); i++)
    if (g_ascii_strcasecmp (gtk_string_list_get_string (self->hosts, i), host) == 0)
      return i;

  return G_MAXUINT;
}

static gboolean
is_host (const char *line)
{
  g_autoptr (HopmapTarget) target = NULL;

  if (*line == '\0' || strlen (line) > MAX_LINE_BYTES || !g_utf8_validate (line, -1, NULL))
    return FALSE;

  target = hopmap_target_parse (line, NULL);
  return target != NULL;
}

/* What was traced before the file was read is newer than what stands in it. */
static void
take_lines (HopmapHistory *self, const char *contents)
{
  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);

  for (guint i = 0; lines[i] != NULL && count (self) < MAX_HOSTS; i++)
    {
      g_strchomp (lines[i]);
      if (is_host (lines[i]) && find (self, lines[i]) == G_MAXUINT)
        gtk_string_list_append (self->hosts, lines[i]);
    }
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HopmapHistory) self = user_data;
  g_autofree char *contents = NULL;

  if (g_file_load_contents_finish (G_FILE (object), result, &contents, NULL, NULL, NULL)
      && self->keep)
    take_lines (self, contents);
}

static char *
dup_lines (HopmapHistory *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < count (self); i++)
    g_string_append_printf (text, "%s\n", gtk_string_list_get_string (self->hosts, i));

  return g_string_free (text, FALSE);
}

static void write_soon (HopmapHistory *self);

/* A history that cannot be written is not worth a word. */
static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HopmapHistory) self = user_data;

  g_file_replace_contents_finish (G_FILE (object), result, NULL, NULL);
  self->writing = FALSE;
  if (self->changed)
    write_soon (self);
}

static gboolean
make_folder (HopmapHistory *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  return g_mkdir_with_parents (folder, 0700) == 0;
}

static void
write_soon (HopmapHistory *self)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  self->changed = TRUE;
  if (self->path == NULL || self->writing || !make_folder (self))
    return;

  self->changed = FALSE;
  self->writing = TRUE;
  file = g_file_new_for_path (self->path);
  text = dup_lines (self);
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL, written_cb, g_object_ref (self));
}

static void
hopmap_history_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_KEEP:
      g_value_set_boolean (value, HOPMAP_HISTORY (object)->keep);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_keep (HopmapHistory *self, gboolean keep)
{
  if (self->keep == keep)
    return;

  self->keep = keep;
  hopmap_distance_book_set_writes (self->distances, keep);
  if (!keep)
    hopmap_history_clear (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEEP]);
}

static void
hopmap_history_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_KEEP:
      set_keep (HOPMAP_HISTORY (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_history_dispose (GObject *object)
{
  HopmapHistory *self = HOPMAP_HISTORY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (hopmap_history_parent_class)->dispose (object);
}

static void
hopmap_history_finalize (GObject *object)
{
  HopmapHistory *self = HOPMAP_HISTORY (object);

  g_free (self->path);
  g_object_unref (self->hosts);
  g_object_unref (self->distances);

  G_OBJECT_CLASS (hopmap_history_parent_class)->finalize (object);
}

static void
hopmap_history_class_init (HopmapHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hopmap_history_get_property;
  object_class->set_property = hopmap_history_set_property;
  object_class->dispose = hopmap_history_dispose;
  object_class->finalize = hopmap_history_finalize;

  /* Whether anything is remembered; what was is forgotten when it is turned off. */
  properties[PROP_KEEP] = g_param_spec_boolean ("keep", NULL, NULL, TRUE,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hopmap_history_init (HopmapHistory *self)
{
  self->hosts = gtk_string_list_new (NULL);
  self->cancellable = g_cancellable_new ();
  self->keep = TRUE;
}

/**
 * hopmap_history_new:
 * @path: (nullable): the file, which need not be there; %NULL for nothing but memory
 * @distances: how far the hosts were, which is kept, and forgotten, with them
 *
 * Returns: (transfer full): a history, into which the file is read while the program goes on
 */
HopmapHistory *
hopmap_history_new (const char *path, HopmapDistanceBook *distances)
{
  HopmapHistory *self = g_object_new (HOPMAP_TYPE_HISTORY, NULL);
  g_autoptr (GFile) file = NULL;

  self->path = g_strdup (path);
  self->distances = g_object_ref (distances);
  if (path == NULL)
    return self;

  file = g_file_new_for_path (path);
  g_file_load_contents_async (file, self->cancellable, read_cb, g_object_ref (self));
  return self;
}

/**
 * hopmap_history_get_hosts:
 * @self: a history
 *
 * Returns: (transfer none): a model of #GtkStringObject, newest first
 */
GListModel *
hopmap_history_get_hosts (HopmapHistory *self)
{
  g_return_val_if_fail (HOPMAP_IS_HISTORY (self), NULL);

  return G_LIST_MODEL (self->hosts);
}

/**
 * hopmap_history_add:
 * @self: a history
 * @host: what the person traced
 */
void
hopmap_history_add (HopmapHistory *self, const char *host)
{
  const char *const added[] = { host, NULL };
  guint known;

  g_return_if_fail (HOPMAP_IS_HISTORY (self));

  known = find (self, host);
  if (!self->keep || known == 0 || !is_host (host))
    return;

  if (known != G_MAXUINT)
    gtk_string_list_remove (self->hosts, known);
  gtk_string_list_splice (self->hosts, 0, 0, added);
  if (count (self) > MAX_HOSTS)
    gtk_string_list_remove (self->hosts, MAX_HOSTS);
  write_soon (self);
}

/**
 * hopmap_history_clear:
 * @self: a history
 *
 * Forgets all hosts, in the file, too.
 */
void
hopmap_history_clear (HopmapHistory *self)
{
  g_return_if_fail (HOPMAP_IS_HISTORY (self));

  gtk_string_list_splice (self->hosts, 0, count (self), NULL);
  hopmap_distance_book_clear (self->distances);
  if (self->path != NULL && g_file_test (self->path, G_FILE_TEST_EXISTS))
    write_soon (self);
}

/**
 * hopmap_history_get_distances:
 * @self: a history
 *
 * Returns: (transfer none): how far away the hosts were
 */
HopmapDistanceBook *
hopmap_history_get_distances (HopmapHistory *self)
{
  g_return_val_if_fail (HOPMAP_IS_HISTORY (self), NULL);

  return self->distances;
}

/**
 * hopmap_history_flush:
 * @self: a history
 *
 * Writes what is not written yet, before the program ends.
 */
void
hopmap_history_flush (HopmapHistory *self)
{
  g_autofree char *lines = NULL;

  g_return_if_fail (HOPMAP_IS_HISTORY (self));

  if (self->path == NULL || (!self->changed && !self->writing) || !make_folder (self))
    return;

  lines = dup_lines (self);
  g_file_set_contents_full (self->path, lines, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
  self->changed = FALSE;
}
