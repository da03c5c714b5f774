/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapCorrectionFile: see the header.
 */
#include "hopmap-correction-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "hopmap-clean-text.h"

/* Nobody corrects so many places by hand; what is larger is something else. */
#define MAX_FILE_BYTES (4 * 1024 * 1024)

/**
 * hopmap_correction_file_load:
 * @path: the file; need not exist
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what it holds, or %NULL where it is no such file
 */
GKeyFile *
hopmap_correction_file_load (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return g_steal_pointer (&file);

  if (!S_ISREG (info.st_mode) || info.st_size > MAX_FILE_BYTES)
    {
      g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_PARSE, "%s", g_strerror (EFBIG));
      return NULL;
    }
  if (info.st_size > 0 && !g_key_file_load_from_file (file, path, G_KEY_FILE_KEEP_COMMENTS, error))
    return NULL;

  return g_steal_pointer (&file);
}

static char *
dup_text (GKeyFile *file, const char *group, const char *key)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, NULL);

  return text != NULL ? hopmap_clean_text (text, strlen (text)) : NULL;
}

/**
 * hopmap_correction_file_read:
 * @file: what was loaded
 * @group: one of its groups
 * @address: (out): whose place it is
 *
 * Returns: (transfer full) (nullable): the place; %NULL where the group makes no sense
 */
HopmapPlace *
hopmap_correction_file_read (GKeyFile *file, const char *group, HopmapAddress *address)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *city = dup_text (file, group, "City");
  g_autofree char *region = dup_text (file, group, "Region");
  g_autofree char *country = dup_text (file, group, "Country");
  g_autofree char *code_text = dup_text (file, group, "CountryCode");
  g_autofree char *code = NULL;
  HopmapPlace fields = {
    .kind = HOPMAP_PLACE_CITY, .has_point = TRUE, .city = city, .region = region, .country = country
  };

  if (code_text != NULL)
    fields.country_code = code = hopmap_clean_country_code (code_text, strlen (code_text));
  fields.latitude = g_key_file_get_double (file, group, "Latitude", &error);
  if (error == NULL)
    fields.longitude = g_key_file_get_double (file, group, "Longitude", &error);
  if (error == NULL && g_key_file_has_key (file, group, "Radius", NULL))
    fields.radius_km = g_key_file_get_double (file, group, "Radius", &error);

  if (error == NULL && hopmap_address_parse (group, address))
    return hopmap_place_new (&fields);

  g_info ("The correction for “%s” is not understood", group);
  return NULL;
}

static void
set_text (GKeyFile *file, const char *group, const char *key, const char *text)
{
  if (text != NULL)
    g_key_file_set_string (file, group, key, text);
}

static void
write_place (GKeyFile *file, const char *group, const HopmapPlace *place)
{
  g_key_file_remove_group (file, group, NULL);
  if (place == NULL)
    return;

  g_key_file_set_double (file, group, "Latitude", place->latitude);
  g_key_file_set_double (file, group, "Longitude", place->longitude);
  g_key_file_set_double (file, group, "Radius", place->radius_km);
  set_text (file, group, "City", place->city);
  set_text (file, group, "Region", place->region);
  set_text (file, group, "Country", place->country);
  set_text (file, group, "CountryCode", place->country_code);
}

/**
 * hopmap_correction_file_save:
 * @path: the file; its folder is made if need be
 * @group: an address
 * @place: (nullable): its place; %NULL takes the group out
 * @error: return location
 *
 * Everything else stays as the file has it by now.
 *
 * Returns: whether it was written
 */
gboolean
hopmap_correction_file_save (const char *path,
                             const char *group,
                             const HopmapPlace *place,
                             GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GKeyFile) file = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s", g_strerror (errno));
      return FALSE;
    }

  file = hopmap_correction_file_load (path, error);
  if (file == NULL)
    return FALSE;

  write_place (file, group, place);
  return g_key_file_save_to_file (file, path, error);
}
