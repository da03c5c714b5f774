/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hopmap-geodb-compare: how far a derived city database is from its source, on random addresses that
 * the source knows. Not installed. */
#include <gio/gio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "hopmap-carrier-sample.h"
#include "hopmap-city-source.h"
#include "hopmap-country-list.h"
#include "hopmap-geo-score.h"
#include "hopmap-reach-list.h"

#define N_SAMPLES 10000
#define SEED      20260605

/* A drawing of addresses. */
typedef struct
{
  GRand *rand;
  GArray *addresses; /* 16 bytes each */
  guint n_seen;
  guint8 address[16]; /* the one at hand */
} Draw;

/* Reservoir sampling: keeps each of the ranges seen so far with the same probability. */
static void
draw_range (Draw *draw)
{
  guint place = draw->n_seen++;

  if (place < N_SAMPLES)
    g_array_append_val (draw->addresses, draw->address);
  else if ((place = (guint) g_rand_int_range (draw->rand, 0, (gint32) draw->n_seen)) < N_SAMPLES)
    memcpy (draw->addresses->data + 16 * place, draw->address, sizeof draw->address);
}

/* Gives every range of the source that is at most a provider's, /20, and at least a customer's, /48,
 * the same chance to be one of the N_SAMPLES: random IPv6 addresses would all be in a few blocks. */
static gboolean
collect_ranges (HopmapCitySource *source,
                HopmapCitySide *side,
                guint depth,
                Draw *draw,
                GError **error)
{
  HopmapCitySide sides[2];

  if (side->kind == HOPMAP_SIDE_NOTHING || depth > 48)
    return TRUE;
  if (side->kind == HOPMAP_SIDE_ENTRY)
    {
      if (depth >= 20)
        draw_range (draw);
      return TRUE;
    }
  if (!hopmap_city_source_read_node (source, HOPMAP_FAMILY_IPV6, side->node, sides, error))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      guint8 bit = (guint8) (0x80 >> depth % 8);

      draw->address[depth / 8] = (guint8) ((draw->address[depth / 8] & ~bit) | (i != 0 ? bit : 0));
      if (!collect_ranges (source, &sides[i], depth + 1, draw, error))
        return FALSE;
      draw->address[depth / 8] &= (guint8) ~bit;
    }
  return TRUE;
}

static gboolean
choose_addresses (HopmapCitySource *source, HopmapFamily family, GArray *addresses, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  Draw draw = { rand, addresses, 0, { 0 } };
  HopmapCitySide root;

  if (!hopmap_city_source_get_root (source, family, &root))
    return TRUE;
  if (family == HOPMAP_FAMILY_IPV6)
    return collect_ranges (source, &root, 0, &draw, error);
  while (addresses->len < N_SAMPLES)
    {
      guint32 ipv4 = g_rand_int (rand);
      HopmapCitySide found;

      memcpy (draw.address, &ipv4, sizeof ipv4);
      if (!hopmap_city_source_find (source, family, draw.address, &found, error))
        return FALSE;
      if (found.kind == HOPMAP_SIDE_ENTRY)
        g_array_append_val (addresses, draw.address);
    }
  return TRUE;
}

typedef struct
{
  HopmapCitySource *derived;
  HopmapCitySource *networks; /* NULL for no sample of carriers */
  HopmapCitySource *registry; /* NULL for no fallback, which needs @networks, too */
  GArray *country_list;
  HopmapReachList *reach;
  GString *sample; /* NULL where the sample is not asked for */
} Comparison;

/* What the program shows of an address of which only the registry's country is known. */
static gboolean
look_up_country (const Comparison *self,
                 const guint8 *address,
                 HopmapCityAnswer *answer,
                 GError **error)
{
  guint32 network;

  if (!hopmap_geo_score_look_up (self->registry, HOPMAP_FAMILY_IPV4, address, answer, error)
      || !hopmap_carrier_sample_find_network (self->networks, address, &network, error))
    return FALSE;
  hopmap_reach_list_place (self->reach, self->country_list, network, answer);
  return TRUE;
}

typedef enum
{
  BY_CITY,
  BY_COUNTRY,
} Method;

static gboolean
score (const Comparison *self,
       HopmapCitySource *source,
       HopmapFamily family,
       GArray *addresses,
       Method method,
       const char *what,
       GError **error)
{
  const guint size = g_array_get_element_size (addresses);
  g_auto (HopmapGeoScore) score = { 0 };

  hopmap_geo_score_init (&score);
  for (guint i = 0; i < addresses->len; i++)
    {
      const guint8 *address = (const guint8 *) addresses->data + size * i;
      HopmapCityAnswer wanted, got;

      if (!hopmap_geo_score_look_up (source, family, address, &wanted, error)
          || !(method == BY_COUNTRY
                   ? look_up_country (self, address, &got, error)
                   : hopmap_geo_score_look_up (self->derived, family, address, &got, error)))
        return FALSE;
      hopmap_geo_score_add (&score, &wanted, &got);
    }
  hopmap_geo_score_print (&score, what);
  return TRUE;
}

/* The table by which the tests judge the installed files without having the sources: set, address, truth,
 * and the country that the registries name. */
static gboolean
sample_addresses (const Comparison *self,
                  HopmapCitySource *source,
                  GArray *addresses,
                  const char *set,
                  GError **error)
{
  const guint size = g_array_get_element_size (addresses);

  for (guint i = 0; self->sample != NULL && i < addresses->len; i++)
    {
      const guint8 *address = (const guint8 *) addresses->data + size * i;
      char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];
      HopmapCityAnswer truth, registered;

      if (!hopmap_geo_score_look_up (source, HOPMAP_FAMILY_IPV4, address, &truth, error)
          || !hopmap_geo_score_look_up (self->registry, HOPMAP_FAMILY_IPV4, address, &registered,
                                        error))
        return FALSE;
      if (!isnan (truth.latitude))
        g_string_append_printf (
            self->sample, "%s\t%u.%u.%u.%u\t%s\t%s\t%s\n", set, address[0], address[1], address[2],
            address[3], g_ascii_formatd (latitude, sizeof latitude, "%.3f", truth.latitude),
            g_ascii_formatd (longitude, sizeof longitude, "%.3f", truth.longitude),
            registered.country_code);
    }
  return TRUE;
}

/* The fallback, where the registries are given. */
static gboolean
score_countries (const Comparison *self,
                 HopmapCitySource *source,
                 GArray *addresses,
                 const char *set,
                 const char *what,
                 GError **error)
{
  return self->registry == NULL
         || (score (self, source, HOPMAP_FAMILY_IPV4, addresses, BY_COUNTRY, what, error)
             && sample_addresses (self, source, addresses, set, error));
}

static gboolean
score_carriers (const Comparison *self, HopmapCitySource *source, GError **error)
{
  g_autoptr (GArray) addresses = NULL;

  if (self->networks == NULL)
    return TRUE;
  addresses = hopmap_carrier_sample_new (self->networks, error);
  return addresses != NULL
         && score (self, source, HOPMAP_FAMILY_IPV4, addresses, BY_CITY, "IPv4 of 17 carriers",
                   error)
         && score_countries (self, source, addresses, "carriers",
                             "IPv4 of 17 carriers, by the registries' country", error);
}

static gboolean
compare (const Comparison *self, const char *path, GError **error)
{
  static const char *const names[] = { "IPv4", "IPv6" };
  g_autoptr (HopmapCitySource) source = hopmap_city_source_open (path, error);

  if (source == NULL)
    return FALSE;
  for (HopmapFamily family = HOPMAP_FAMILY_IPV4; family <= HOPMAP_FAMILY_IPV6; family++)
    {
      g_autoptr (GArray) addresses = g_array_new (FALSE, FALSE, 16);
      HopmapCitySide root;

      if (!hopmap_city_source_get_root (source, family, &root))
        continue;
      if (!choose_addresses (source, family, addresses, error)
          || !score (self, source, family, addresses, BY_CITY, names[family], error))
        return FALSE;
      if (family == HOPMAP_FAMILY_IPV4
          && (!score_countries (self, source, addresses, "random",
                                "IPv4, by the registries' country", error)
              || !score_carriers (self, source, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
open_source (const char *path, HopmapCitySource **source, GError **error)
{
  if (path == NULL)
    return TRUE;
  *source = hopmap_city_source_open (path, error);
  return *source != NULL;
}

typedef struct
{
  char *networks;
  char *registry;
  char *countries;
  char *reach;
  char *sample;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->networks);
  g_free (options->registry);
  g_free (options->countries);
  g_free (options->reach);
  g_free (options->sample);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("DERIVED.mmdb SOURCE.mmdb…");
  const GOptionEntry entries[] = {
    { "networks", 'n', 0, G_OPTION_ARG_FILENAME, &options->networks,
      "Compare a sample of carriers, too: they are found with this database", "FILE" },
    { "registry", 'r', 0, G_OPTION_ARG_FILENAME, &options->registry,
      "Judge the fallback, too: what registries say of countries; needs the other tables", "FILE" },
    { "country-places", 'c', 0, G_OPTION_ARG_FILENAME, &options->countries,
      "Where a country's addresses are", "FILE" },
    { "reach", 0, 0, G_OPTION_ARG_FILENAME, &options->reach, "How far networks reach", "FILE" },
    { "sample", 's', 0, G_OPTION_ARG_FILENAME, &options->sample,
      "Write the addresses by which the fallback was judged", "FILE" },
    { 0 },
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc >= 3
      && (options->registry == NULL
          || (options->networks != NULL && options->countries != NULL && options->reach != NULL)))
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Wrong usage: see --help");
  return FALSE;
}

static gboolean
run (const Options *options, int argc, char **argv, GError **error)
{
  g_autoptr (HopmapCitySource) derived = NULL, networks = NULL, registry = NULL;
  g_autoptr (GArray) country_list = NULL;
  g_autoptr (HopmapReachList) reach = NULL;
  g_autoptr (GString) sample = options->sample != NULL ? g_string_new (NULL) : NULL;

  if (!open_source (argv[1], &derived, error) || !open_source (options->networks, &networks, error)
      || !open_source (options->registry, &registry, error))
    return FALSE;
  if (registry != NULL
      && ((country_list = hopmap_country_list_read (options->countries, error)) == NULL
          || (reach = hopmap_reach_list_read (options->reach, error)) == NULL))
    return FALSE;
  for (int i = 2; i < argc; i++)
    {
      const Comparison self = { derived, networks, registry, country_list, reach, sample };

      if (!compare (&self, argv[i], error))
        return FALSE;
    }
  return sample == NULL
         || g_file_set_contents (options->sample, sample->str, (gssize) sample->len, error);
}

int
main (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (!parse_options (&options, &argc, &argv, &error))
    {
      g_printerr ("hopmap-geodb-compare: %s\n", error->message);
      return 1;
    }
  if (run (&options, argc, argv, &error))
    return 0;
  g_printerr ("hopmap-geodb-compare: %s\n", error->message);
  return 5;
}
