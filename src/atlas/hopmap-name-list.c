/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two tables of lines with tabs, as they lie in data/map and data/geo. A line that does not fit is
 * left out: the map then lacks a name, nothing worse.
 */
#include "hopmap-name-list.h"

#include "hopmap-atlas-resource.h"

#include <math.h>

#define COUNTRIES_RESOURCE "/hopmap/atlas/country-names.tsv"
#define CITIES_RESOURCE    "/hopmap/atlas/places.tsv"
/* A name longer than this is none. */
#define MAX_NAME_BYTES 80u

struct _HopmapNameList
{
  gatomicrefcount refs;
  GArray *names[HOPMAP_NAME_N_KINDS]; /* HopmapName */
};

G_DEFINE_BOXED_TYPE (HopmapNameList, hopmap_name_list, hopmap_name_list_ref, hopmap_name_list_unref)

static void
name_clear (gpointer data)
{
  g_free (((HopmapName *) data)->text);
}

static int
by_weight (gconstpointer a, gconstpointer b)
{
  const double difference = ((const HopmapName *) b)->weight - ((const HopmapName *) a)->weight;

  return difference > 0.0 ? 1 : difference < 0.0 ? -1 : 0;
}

static gboolean
field_double (char **fields, guint index, double min, double max, double *value)
{
  char *end;

  if (index >= g_strv_length (fields) || *fields[index] == '\0')
    return FALSE;
  *value = g_ascii_strtod (fields[index], &end);
  return *end == '\0' && *value >= min && *value <= max;
}

/* Which fields of a line say what. */
typedef struct
{
  HopmapNameKind kind;
  guint text;
  guint latitude;
  guint longitude;
  guint weight;
} Columns;

static void
read_line (HopmapNameList *self, const Columns *columns, const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", -1);
  HopmapName name = { .kind = columns->kind };
  double latitude, longitude;

  if (*line == '#' || g_strv_length (fields) <= columns->text
      || !field_double (fields, columns->latitude, -90.0, 90.0, &latitude)
      || !field_double (fields, columns->longitude, -180.0, 180.0, &longitude)
      || !field_double (fields, columns->weight, 0.0, 1e9, &name.weight))
    return;
  if (*fields[columns->text] == '\0' || strlen (fields[columns->text]) > MAX_NAME_BYTES
      || !g_utf8_validate (fields[columns->text], -1, NULL))
    return;

  name.text = g_strdup (fields[columns->text]);
  name.point = (HopmapMapPoint){ hopmap_mercator_x (longitude), hopmap_mercator_y (latitude) };
  g_array_append_val (self->names[columns->kind], name);
}

static void
read_table (HopmapNameList *self, const Columns *columns, GBytes *bytes)
{
  gsize size;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  g_autofree char *text = data != NULL ? g_strndup (data, size) : NULL;
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    read_line (self, columns, lines[i]);
  g_array_sort (self->names[columns->kind], by_weight);
}

/**
 * hopmap_name_list_read:
 * @countries: (nullable): lines "name, latitude, longitude, width" with tabs
 * @cities: (nullable): lines "country, name, region, latitude, longitude, population"
 *
 * Returns: (transfer full): the names in them, whatever the bytes are
 */
HopmapNameList *
hopmap_name_list_read (GBytes *countries, GBytes *cities)
{
  static const Columns country_columns = { HOPMAP_NAME_COUNTRY, 0, 1, 2, 3 };
  static const Columns city_columns = { HOPMAP_NAME_CITY, 1, 3, 4, 5 };
  HopmapNameList *self = g_new0 (HopmapNameList, 1);

  g_atomic_ref_count_init (&self->refs);
  for (guint i = 0; i < HOPMAP_NAME_N_KINDS; i++)
    {
      self->names[i] = g_array_new (FALSE, FALSE, sizeof (HopmapName));
      g_array_set_clear_func (self->names[i], name_clear);
    }
  read_table (self, &country_columns, countries);
  read_table (self, &city_columns, cities);
  return self;
}

/**
 * hopmap_name_list_load:
 *
 * Reads the bundled names the first time, some 20 ms; any thread may call it.
 *
 * Returns: (transfer full): the names that come with the program
 */
HopmapNameList *
hopmap_name_list_load (void)
{
  static GMutex lock;
  static HopmapNameList *shared;
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&lock);

  if (shared == NULL)
    {
      GResource *resource = hopmap_atlas_get_resource ();
      g_autoptr (GBytes) countries = g_resource_lookup_data (resource, COUNTRIES_RESOURCE,
                                                             G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_autoptr (GBytes) cities = g_resource_lookup_data (resource, CITIES_RESOURCE,
                                                          G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      shared = hopmap_name_list_read (countries, cities);
    }
  return hopmap_name_list_ref (shared);
}

/**
 * hopmap_name_list_ref:
 * @self: a list
 *
 * Returns: (transfer full): @self
 */
HopmapNameList *
hopmap_name_list_ref (HopmapNameList *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * hopmap_name_list_unref:
 * @self: (transfer full): a list
 */
void
hopmap_name_list_unref (HopmapNameList *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  for (guint i = 0; i < HOPMAP_NAME_N_KINDS; i++)
    g_array_unref (self->names[i]);
  g_free (self);
}

/**
 * hopmap_name_list_get:
 * @self: a list
 * @kind: which names
 * @n_names: (out): how many
 *
 * Returns: (transfer none) (array length=n_names): the names of that kind, heaviest first, alive as
 *   long as @self
 */
const HopmapName *
hopmap_name_list_get (const HopmapNameList *self, HopmapNameKind kind, guint *n_names)
{
  g_return_val_if_fail (self != NULL && kind < HOPMAP_NAME_N_KINDS, NULL);

  *n_names = self->names[kind]->len;
  return (const HopmapName *) self->names[kind]->data;
}
