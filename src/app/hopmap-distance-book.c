/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapDistanceBook: see the header. One address and one number a line, the newest last: a line is added
 * at once, so that programs that run side by side lose nothing of each other. What is no such line is
 * passed over. A book that cannot be written is not worth a word.
 */
#include "hopmap-distance-book.h"

#include "hopmap-trace-options.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_ENTRIES 500
#define MAX_LINES   (2 * MAX_ENTRIES)
#define MAX_BYTES   (256 * 1024)

typedef struct
{
  HopmapAddress address;
  guint distance;
} Entry;

struct _HopmapDistanceBook
{
  GObject parent_instance;

  char *path;
  GArray *entries; /* of Entry, the newest last */
  guint n_lines;   /* of the file */
  gboolean read;
  gboolean writes;
};

G_DEFINE_FINAL_TYPE (HopmapDistanceBook, hopmap_distance_book, G_TYPE_OBJECT)

static Entry *
find_entry (HopmapDistanceBook *self, const HopmapAddress *address, guint *position)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);

      if (!hopmap_address_equal (&entry->address, address))
        continue;
      *position = i;
      return entry;
    }

  return NULL;
}

static void
add_entry (HopmapDistanceBook *self, const Entry *entry)
{
  guint position;

  if (find_entry (self, &entry->address, &position) != NULL)
    g_array_remove_index (self->entries, position);
  else if (self->entries->len == MAX_ENTRIES)
    g_array_remove_index (self->entries, 0);
  g_array_append_vals (self->entries, entry, 1);
}

static void
take_line (HopmapDistanceBook *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 2);
  Entry entry = { .distance = 0 };
  guint64 distance;

  if (words[0] == NULL || words[1] == NULL || !hopmap_address_parse (words[0], &entry.address)
      || !g_ascii_string_to_unsigned (words[1], 10, 1, HOPMAP_MAX_TTL, &distance, NULL))
    return;

  entry.distance = (guint) distance;
  add_entry (self, &entry);
}

static char *
dup_lines (HopmapDistanceBook *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      g_autofree char *address = hopmap_address_to_string (&entry->address);

      g_string_append_printf (text, "%s %u\n", address, entry->distance);
    }

  return g_string_free (text, FALSE);
}

/* What was read stays as it was written, but for lines that newer ones have overtaken. */
static void
shorten (HopmapDistanceBook *self)
{
  g_autofree char *lines = NULL;

  if (self->n_lines <= MAX_LINES)
    return;

  lines = dup_lines (self);
  if (g_file_set_contents_full (self->path, lines, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
    self->n_lines = self->entries->len;
}

static void
read_once (HopmapDistanceBook *self)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  GStatBuf status;

  if (self->read || self->path == NULL || !self->writes)
    return;

  self->read = TRUE;
  if (g_stat (self->path, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > MAX_BYTES
      || !g_file_get_contents (self->path, &contents, NULL, NULL))
    return;

  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    take_line (self, lines[i]);
  self->n_lines = g_strv_length (lines);
}

static void
append (HopmapDistanceBook *self, const Entry *entry)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *address = hopmap_address_to_string (&entry->address);
  g_autofree char *line = g_strdup_printf ("%s %u\n", address, entry->distance);
  const gsize length = strlen (line);
  gboolean added;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return;

  fd = open (self->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
  if (fd < 0)
    return;

  added = write (fd, line, length) == (gssize) length;
  close (fd);
  if (!added)
    return;

  self->n_lines++;
  shorten (self);
}

static void
hopmap_distance_book_finalize (GObject *object)
{
  HopmapDistanceBook *self = HOPMAP_DISTANCE_BOOK (object);

  g_free (self->path);
  g_array_unref (self->entries);

  G_OBJECT_CLASS (hopmap_distance_book_parent_class)->finalize (object);
}

static void
hopmap_distance_book_class_init (HopmapDistanceBookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_distance_book_finalize;
}

static void
hopmap_distance_book_init (HopmapDistanceBook *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->writes = TRUE;
}

/**
 * hopmap_distance_book_new:
 * @path: (nullable): the file, which need not be there; %NULL for nothing but memory
 *
 * Returns: (transfer full): a book, which reads the file when it is first asked
 */
HopmapDistanceBook *
hopmap_distance_book_new (const char *path)
{
  HopmapDistanceBook *self = g_object_new (HOPMAP_TYPE_DISTANCE_BOOK, NULL);

  self->path = g_strdup (path);
  return self;
}

/**
 * hopmap_distance_book_find:
 * @self: a book
 * @address: a destination
 *
 * Returns: how many hops away it was the last time, or 0
 */
guint
hopmap_distance_book_find (HopmapDistanceBook *self, const HopmapAddress *address)
{
  const Entry *entry;
  guint position;

  g_return_val_if_fail (HOPMAP_IS_DISTANCE_BOOK (self), 0);

  read_once (self);
  entry = find_entry (self, address, &position);
  return entry != NULL ? entry->distance : 0;
}

/**
 * hopmap_distance_book_note:
 * @self: a book
 * @address: a destination; one that is named with an interface is not worth it
 * @distance: how many hops away it is
 */
void
hopmap_distance_book_note (HopmapDistanceBook *self, const HopmapAddress *address, guint distance)
{
  const Entry entry = { .address = *address, .distance = distance };

  g_return_if_fail (HOPMAP_IS_DISTANCE_BOOK (self));

  if (distance < 1 || distance > HOPMAP_MAX_TTL || address->scope_id != 0
      || hopmap_distance_book_find (self, address) == distance)
    return;

  add_entry (self, &entry);
  if (self->path != NULL && self->writes)
    append (self, &entry);
}

/**
 * hopmap_distance_book_clear:
 * @self: a book
 *
 * Forgets everything; the file goes.
 */
void
hopmap_distance_book_clear (HopmapDistanceBook *self)
{
  g_return_if_fail (HOPMAP_IS_DISTANCE_BOOK (self));

  g_array_set_size (self->entries, 0);
  self->n_lines = 0;
  self->read = TRUE;
  if (self->path != NULL)
    g_unlink (self->path);
}

/**
 * hopmap_distance_book_set_writes:
 * @self: a book
 * @writes: whether there is a file; where there is none, what is noted is known until the program ends
 */
void
hopmap_distance_book_set_writes (HopmapDistanceBook *self, gboolean writes)
{
  g_return_if_fail (HOPMAP_IS_DISTANCE_BOOK (self));

  if (self->writes && !writes)
    hopmap_distance_book_clear (self);
  self->writes = writes;
}
