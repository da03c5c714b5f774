/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapMmdbProvider: see the header. The file is mapped; one that somebody may write over is copied
 * first. Its metadata stand at the end: a damaged middle opens well and fails lookup by lookup.
 */
#include "hopmap-mmdb-provider.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <maxminddb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hopmap-clean-text.h"
#include "hopmap-mmdb-record.h"
#include "hopmap-steady-file.h"

/* The file in the tree has some 30,000 different records; nobody meets them all. */
#define MAX_ANSWERS 65536

/* No database of cities is larger; what is, is used where it lies. */
#define MAX_COPY_BYTES ((gsize) 512 * 1024 * 1024)

struct _HopmapMmdbProvider
{
  GObject parent_instance;

  MMDB_s mmdb;
  gboolean is_open;
  char *path;
  char *name;
  const char *attribution;
  GHashTable *answers; /* offset of a record to the HopmapGeoAnswer that it is */
};

static void hopmap_mmdb_provider_iface_init (HopmapGeoProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapMmdbProvider,
                               hopmap_mmdb_provider,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HOPMAP_TYPE_GEO_PROVIDER,
                                                      hopmap_mmdb_provider_iface_init))

/* Whose data a file holds, told by its type or, since not every repacker keeps that, by its name.
 * The lines are what the licences ask for. */
static const struct
{
  const char *type; /* how the database type, or the file's name, begins */
  const char *name;
  const char *attribution;
} makers[] = {
  { "Hopmap-Places", "DB-IP City Lite",
    "IP Geolocation by DB-IP (https://db-ip.com), CC BY 4.0, modified" },
  { "Hopmap-Networks", "RouteViews and NRO",
    "Networks by RouteViews, NRO and DB-IP, CC BY 4.0, modified" },
  { "DBIP", "DB-IP", "IP Geolocation by DB-IP (https://db-ip.com)" },
  { "GeoLite2", "GeoLite2",
    "This product includes GeoLite data created by MaxMind, available from "
    "https://www.maxmind.com" },
  { "GeoIP2", "GeoIP2", NULL },
  { "ipinfo", "IPinfo", "IP address data is powered by IPinfo (https://ipinfo.io)" },
};

static gboolean
begins_with (const char *text, const char *start)
{
  return g_ascii_strncasecmp (text, start, strlen (start)) == 0;
}

static void
set_origin (HopmapMmdbProvider *self)
{
  const MMDB_metadata_s *metadata = &self->mmdb.metadata;
  g_autoptr (GDateTime) built = g_date_time_new_from_unix_utc ((gint64) metadata->build_epoch);
  g_autofree char *month = built != NULL ? g_date_time_format (built, "%Y-%m") : NULL;
  const char *type = metadata->database_type != NULL ? metadata->database_type : "";
  g_autofree char *name = hopmap_clean_text (type, strlen (type));
  g_autofree char *file = g_path_get_basename (self->path);

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      if (begins_with (type, makers[i].type) || begins_with (file, makers[i].type))
        {
          g_free (name);
          name = g_strdup (makers[i].name);
          self->attribution = makers[i].attribution;
          break;
        }
    }

  if (name == NULL)
    name = g_strdup (file);
  self->name = month != NULL ? g_strdup_printf ("%s %s", name, month) : g_strdup (name);
}

static HopmapGeoAnswer *
new_broken (HopmapMmdbProvider *self, int status)
{
  g_autoptr (GError) error = g_error_new (
      HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_DATABASE_BROKEN,
      /* Translators: a file name, and what the library says is wrong with it */
      _ ("The city database “%s” is damaged (%s); install it again."), self->path,
      MMDB_strerror (status));

  return hopmap_geo_answer_new_failed (error);
}

static void
to_sockaddr (const HopmapAddress *address, struct sockaddr_storage *storage)
{
  memset (storage, 0, sizeof *storage);
  if (address->family == 4)
    {
      struct sockaddr_in *in = (struct sockaddr_in *) storage;

      in->sin_family = AF_INET;
      memcpy (&in->sin_addr, address->bytes, sizeof in->sin_addr);
    }
  else
    {
      struct sockaddr_in6 *in6 = (struct sockaddr_in6 *) storage;

      in6->sin6_family = AF_INET6;
      memcpy (&in6->sin6_addr, address->bytes, sizeof in6->sin6_addr);
    }
}

/* Many addresses share a record, and answers never change: each is made once. */
static HopmapGeoAnswer *
read_entry (HopmapMmdbProvider *self, MMDB_entry_s *entry)
{
  gpointer key = GUINT_TO_POINTER (entry->offset);
  HopmapGeoAnswer *answer = g_hash_table_lookup (self->answers, key);
  g_autoptr (HopmapGeoAnswer) read = NULL;
  int status = MMDB_SUCCESS;

  if (answer != NULL)
    return hopmap_geo_answer_ref (answer);

  read = hopmap_mmdb_record_read (entry, self->name, self->attribution, &status);
  if (status != MMDB_SUCCESS)
    return new_broken (self, status);

  if (g_hash_table_size (self->answers) >= MAX_ANSWERS)
    g_hash_table_remove_all (self->answers);
  g_hash_table_insert (self->answers, key, hopmap_geo_answer_ref (read));
  return g_steal_pointer (&read);
}

static HopmapGeoAnswer *
hopmap_mmdb_provider_lookup (HopmapGeoProvider *provider, const HopmapAddress *address)
{
  HopmapMmdbProvider *self = HOPMAP_MMDB_PROVIDER (provider);
  struct sockaddr_storage storage;
  MMDB_lookup_result_s result;
  int status = MMDB_SUCCESS;

  if (address->family == 6 && self->mmdb.metadata.ip_version == 4)
    return hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_NOT_FOUND);

  to_sockaddr (address, &storage);
  result = MMDB_lookup_sockaddr (&self->mmdb, (const struct sockaddr *) &storage, &status);
  if (status != MMDB_SUCCESS)
    return new_broken (self, status);
  if (!result.found_entry)
    return hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_NOT_FOUND);

  return read_entry (self, &result.entry);
}

static const char *
hopmap_mmdb_provider_get_id (HopmapGeoProvider *provider)
{
  return "database";
}

static const char *
hopmap_mmdb_provider_get_name (HopmapGeoProvider *provider)
{
  return HOPMAP_MMDB_PROVIDER (provider)->name;
}

static const char *
hopmap_mmdb_provider_get_attribution (HopmapGeoProvider *provider)
{
  return HOPMAP_MMDB_PROVIDER (provider)->attribution;
}

static void
hopmap_mmdb_provider_iface_init (HopmapGeoProviderInterface *iface)
{
  iface->get_id = hopmap_mmdb_provider_get_id;
  iface->get_name = hopmap_mmdb_provider_get_name;
  iface->get_attribution = hopmap_mmdb_provider_get_attribution;
  iface->lookup = hopmap_mmdb_provider_lookup;
}

static void
hopmap_mmdb_provider_finalize (GObject *object)
{
  HopmapMmdbProvider *self = HOPMAP_MMDB_PROVIDER (object);

  if (self->is_open)
    MMDB_close (&self->mmdb);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (hopmap_mmdb_provider_parent_class)->finalize (object);
}

static void
hopmap_mmdb_provider_class_init (HopmapMmdbProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_mmdb_provider_finalize;
}

static void
hopmap_mmdb_provider_init (HopmapMmdbProvider *self)
{
  self->answers = g_hash_table_new_full (NULL, NULL, NULL,
                                         (GDestroyNotify) hopmap_geo_answer_unref);
}

/* Opening a pipe or a device could wait for ever. */
static gboolean
check_file (const char *path, GError **error)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    {
      g_set_error (
          error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_DATABASE_MISSING,
          /* Translators: a file name, and the reason in the system's words */
          _ ("Routers get no places: the city database “%s” cannot be opened (%s); install it again."),
          path, g_strerror (errno));
      return FALSE;
    }
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_DATABASE_BROKEN,
                   _ ("Routers get no places: “%s” is no file, and so no city database."), path);
      return FALSE;
    }

  return TRUE;
}

/* Only now that it is known to be a database: any file may be huge. */
static int
make_steady (HopmapMmdbProvider *self)
{
  const int fd = hopmap_steady_file_open (self->path, MAX_COPY_BYTES);
  g_autofree char *path = NULL;
  int status;

  if (fd < 0)
    return MMDB_SUCCESS;

  MMDB_close (&self->mmdb);
  path = hopmap_steady_file_dup_path (fd);
  status = MMDB_open (path, MMDB_MODE_MMAP, &self->mmdb);
  close (fd);
  return status;
}

/**
 * hopmap_mmdb_provider_new:
 * @path: an MMDB file of cities, of any of the usual layouts
 * @error: return location for a %HOPMAP_GEO_ERROR_DATABASE_MISSING or
 *   %HOPMAP_GEO_ERROR_DATABASE_BROKEN
 *
 * Returns: (transfer full) (nullable): a provider that keeps the file mapped
 */
HopmapMmdbProvider *
hopmap_mmdb_provider_new (const char *path, GError **error)
{
  g_autoptr (HopmapMmdbProvider) self = NULL;
  int status;

  if (!check_file (path, error))
    return NULL;

  self = g_object_new (HOPMAP_TYPE_MMDB_PROVIDER, NULL);
  self->path = g_strdup (path);
  status = MMDB_open (path, MMDB_MODE_MMAP, &self->mmdb);
  if (status == MMDB_SUCCESS)
    status = make_steady (self);
  self->is_open = status == MMDB_SUCCESS;
  if (!self->is_open)
    {
      g_set_error (error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_DATABASE_BROKEN,
                   /* Translators: a file name, and what the library says is wrong with it */
                   _ ("Routers get no places: “%s” is no usable city database (%s)."), path,
                   status == MMDB_IO_ERROR ? g_strerror (errno) : MMDB_strerror (status));
      return NULL;
    }

  set_origin (self);
  return g_steal_pointer (&self);
}
