/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Settings: see the header. A program that was copied without its schema still runs, with the
 * defaults; GSettings itself would end it.
 */
#include "hopmap-settings.h"

#include "hopmap-config.h"
#include "hopmap-spot.h"

#include <glib/gstdio.h>
#include <unistd.h>

/**
 * hopmap_settings_open:
 *
 * Returns: (transfer full) (nullable): the settings, or %NULL where their schema is not installed
 */
GSettings *
hopmap_settings_open (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, HOPMAP_APP_ID, TRUE);
  if (schema == NULL)
    {
      g_info ("No settings schema %s; using the defaults", HOPMAP_APP_ID);
      return NULL;
    }

  return g_settings_new_full (schema, NULL, NULL);
}

/* The value of a text setting, or NULL where it is empty. */
static char *
dup_text (GSettings *settings, const char *key)
{
  g_autofree char *value = settings != NULL ? g_settings_get_string (settings, key) : NULL;

  return value != NULL && *value != '\0' ? g_steal_pointer (&value) : NULL;
}

/* Root that runs the program in the home of somebody else would leave files that he cannot change. */
static gboolean
is_foreign_home (void)
{
  GStatBuf home;

  return geteuid () == 0 && g_stat (g_get_home_dir (), &home) == 0 && home.st_uid != 0;
}

static char *
dup_corrections_path (void)
{
  return is_foreign_home ()
             ? NULL
             : g_build_filename (g_get_user_data_dir (), "hopmap", "corrections.ini", NULL);
}

/**
 * hopmap_settings_create_distances:
 *
 * Returns: (transfer full): how far away hosts were, in the user's cache folder, or in memory where
 *   nothing is to be written
 */
HopmapDistanceBook *
hopmap_settings_create_distances (void)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "hopmap", "distances", NULL);

  return hopmap_distance_book_new (is_foreign_home () ? NULL : path);
}

/**
 * hopmap_settings_create_store:
 *
 * Returns: (transfer full) (nullable): where the answers of services are kept, or %NULL where nothing
 *   is to be written
 */
HopmapPlaceStore *
hopmap_settings_create_store (void)
{
  g_autofree char *path = NULL;

  if (is_foreign_home ())
    return NULL;

  path = hopmap_place_store_dup_usual_path ();
  return hopmap_place_store_new (path);
}

/**
 * hopmap_settings_get_corrections:
 *
 * Returns: (transfer none): the places that the person has put right, the same for the whole program
 */
HopmapCorrections *
hopmap_settings_get_corrections (void)
{
  static HopmapCorrections *corrections;

  if (corrections == NULL)
    {
      g_autofree char *path = dup_corrections_path ();

      corrections = hopmap_corrections_new (path);
    }

  return corrections;
}

static void
origin_changed_cb (HopmapLocator *locator, const char *key, GSettings *settings)
{
  g_autofree char *text = dup_text (settings, "origin");
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapPlace) origin = text != NULL ? hopmap_spot_parse (text, &error) : NULL;

  if (error != NULL)
    g_info ("The setting “origin”: %s", error->message);
  hopmap_locator_set_origin (locator, origin);
}

static void
follow_origin (HopmapLocator *locator, GSettings *settings)
{
  if (settings == NULL)
    return;

  g_signal_connect_object (settings, "changed::origin", G_CALLBACK (origin_changed_cb), locator,
                           G_CONNECT_SWAPPED);
  origin_changed_cb (locator, "origin", settings);
}

static HopmapProtocol
get_protocol (GSettings *settings)
{
  g_autofree char *name = g_settings_get_string (settings, "protocol");
  int protocol;

  return hopmap_enum_from_nick (HOPMAP_TYPE_PROTOCOL, name, &protocol) ? (HopmapProtocol) protocol
                                                                       : HOPMAP_PROTOCOL_AUTO;
}

static guint
get_family (GSettings *settings)
{
  g_autofree char *name = g_settings_get_string (settings, "family");

  if (g_str_equal (name, "ipv4"))
    return 4;

  return g_str_equal (name, "ipv6") ? 6 : 0;
}

/**
 * hopmap_settings_fill_options:
 * @settings: (nullable): the settings
 * @options: how to trace
 *
 * Whatever is still as it is by default becomes what the person prefers: an option on the command
 * line goes before the preferences.
 */
void
hopmap_settings_fill_options (GSettings *settings, HopmapTraceOptions *options)
{
  HopmapTraceOptions defaults;

  if (settings == NULL)
    return;

  hopmap_trace_options_init (&defaults);
  if (options->protocol == defaults.protocol)
    options->protocol = get_protocol (settings);
  if (options->family == defaults.family && !hopmap_address_is_set (&options->source))
    options->family = get_family (settings);
  if (options->max_ttl == defaults.max_ttl)
    options->max_ttl = MAX ((guint) g_settings_get_int (settings, "max-ttl"), options->first_ttl);
  if (options->queries == defaults.queries)
    options->queries = (guint) g_settings_get_int (settings, "queries");
  if (options->interval_s == defaults.interval_s)
    options->interval_s = g_settings_get_double (settings, "watch-interval");
  options->names = options->names && g_settings_get_boolean (settings, "names");
}

/**
 * hopmap_settings_create_locator:
 * @settings: (nullable): the settings
 * @store: (nullable): where the answers of services are kept
 *
 * Returns: (transfer full): who knows places, without any service on the web
 */
HopmapLocator *
hopmap_settings_create_locator (GSettings *settings, HopmapPlaceStore *store)
{
  g_autofree char *database = dup_text (settings, "database-path");
  HopmapLocator *locator = hopmap_locator_new (&(HopmapLocatorOptions){
      .database_path = database != NULL ? database : HOPMAP_PKGDATADIR "/places.mmdb",
      .networks_path = HOPMAP_PKGDATADIR "/networks.mmdb",
      .corrections = hopmap_settings_get_corrections (),
      .store = store,
  });

  follow_origin (locator, settings);
  return locator;
}
