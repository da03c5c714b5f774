/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of options, and GOption, which cuts the words apart by it: see the header.
 */
#include "hopmap-command-words.h"

#include <glib/gi18n-lib.h>

/**
 * hopmap_command_words_clear:
 * @words: words; what they hold is freed
 */
void
hopmap_command_words_clear (HopmapCommandWords *words)
{
  g_free (words->serve_port);
  g_free (words->serve_host);
  g_free (words->serve_address);
  g_free (words->output);
  g_free (words->format);
  g_free (words->size);
  g_free (words->input);
  g_free (words->locate_file);
  g_free (words->protocol);
  g_free (words->source);
  g_free (words->origin);
  g_strfreev (words->hosts);
}

static gboolean
take_locate (const char *name, const char *value, gpointer data, GError **error)
{
  HopmapCommandWords *words = data;

  words->locate = TRUE;
  g_free (words->locate_file);
  words->locate_file = g_strdup (value != NULL ? value : "-");
  return TRUE;
}

/* GOption hands over the next word even where no "=" binds it: that may be the host. */
static gboolean
take_serve (const char *name, const char *value, gpointer data, GError **error)
{
  HopmapCommandWords *words = data;

  char **kept = value != NULL && strspn (value, "0123456789") == strlen (value)
                    ? &words->serve_port
                    : &words->serve_host;

  words->serve = TRUE;
  g_free (*kept);
  *kept = g_strdup (value);
  return TRUE;
}

/**
 * hopmap_command_words_dup_format_names:
 *
 * Returns: (transfer full): the names of all formats that can be written, for a sentence
 */
char *
hopmap_command_words_dup_format_names (void)
{
  guint n;
  const HopmapFormat *const *formats = hopmap_format_list (&n);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (formats[i]->write != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", formats[i]->name);
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/**
 * hopmap_command_words_read:
 * @words: gets what the words of @argv say
 * @argv: (array zero-terminated=1): the words, the program's name first
 * @error: return location for a #HopmapCommandError
 *
 * Returns: whether there were only options that exist, with values of the right kind
 */
gboolean
hopmap_command_words_read (HopmapCommandWords *words, const char *const *argv, GError **error)
{
  g_autofree char *names = hopmap_command_words_dup_format_names ();
  /* Translators: %s is a list of names such as "text, json" */
  g_autofree char *how = g_strdup_printf (_ ("How to write: %s"), names);
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &words->output,
      N_ ("Trace, write FILE and exit; - is standard output"), N_ ("FILE") },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &words->format, how, N_ ("NAME") },
    { "size", 0, 0, G_OPTION_ARG_STRING, &words->size,
      N_ ("Size of a picture in pixels, as in 1920x1080"), N_ ("WIDTHxHEIGHT") },
    { "input", 'i', 0, G_OPTION_ARG_FILENAME, &words->input,
      N_ ("Read a trace, saved or of another tool, instead of tracing; - is standard input"),
      N_ ("FILE") },
    { "trace", 0, 0, G_OPTION_ARG_INT, &words->trace,
      N_ ("Of several traces in the input take number N"), N_ ("N") },
    { "serve", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK, take_serve,
      N_ ("Show the page to a web browser on this computer until Ctrl+C; the port is 8000"),
      N_ ("PORT") },
    { "serve-address", 0, 0, G_OPTION_ARG_STRING, &words->serve_address,
      N_ ("Show the page to others, at this address of this computer; 0.0.0.0 for all"),
      N_ ("ADDRESS") },
    { "locate", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK, take_locate,
      N_ ("Read addresses, one a line, and write where they are"), N_ ("FILE") },
    { "protocol", 'p', 0, G_OPTION_ARG_STRING, &words->protocol,
      N_ ("What to probe with: auto, icmp, udp or tcp"), N_ ("NAME") },
    { "port", 0, 0, G_OPTION_ARG_INT, &words->port, N_ ("Destination port of UDP and TCP probes"),
      N_ ("N") },
    { "ipv4", '4', 0, G_OPTION_ARG_NONE, &words->ipv4, N_ ("Use IPv4"), NULL },
    { "ipv6", '6', 0, G_OPTION_ARG_NONE, &words->ipv6, N_ ("Use IPv6"), NULL },
    { "first-ttl", 0, 0, G_OPTION_ARG_INT, &words->first_ttl, N_ ("Begin at hop N"), N_ ("N") },
    { "max-ttl", 'm', 0, G_OPTION_ARG_INT, &words->max_ttl, N_ ("End at hop N at the latest"),
      N_ ("N") },
    { "queries", 'q', 0, G_OPTION_ARG_INT, &words->queries, N_ ("Probes for each hop"), N_ ("N") },
    { "wait", 'w', 0, G_OPTION_ARG_DOUBLE, &words->wait, N_ ("Longest wait for an answer"),
      N_ ("SECONDS") },
    { "source", 0, 0, G_OPTION_ARG_STRING, &words->source, N_ ("Probe from this address"),
      N_ ("ADDRESS") },
    { "origin", 0, 0, G_OPTION_ARG_STRING, &words->origin,
      /* Translators: where the person is who traces */
      N_ ("Where you are: a town, or LATITUDE,LONGITUDE[,KILOMETRES]"), N_ ("PLACE") },
    { "no-names", 'n', 0, G_OPTION_ARG_NONE, &words->no_names, N_ ("Look up no router names"),
      NULL },
    { "no-places", 0, 0, G_OPTION_ARG_NONE, &words->no_places, N_ ("Look up no places"), NULL },
    { "offline", 0, 0, G_OPTION_ARG_NONE, &words->offline,
      N_ ("Send nothing but the probes themselves"), NULL },
    { "no-cache", 0, 0, G_OPTION_ARG_NONE, &words->no_cache,
      N_ ("Neither use nor keep what services on the web have said before"), NULL },
    { "rounds", 'c', 0, G_OPTION_ARG_INT, &words->rounds,
      N_ ("Keep probing for statistics, N times; 0 is for ever"), N_ ("N") },
    { "interval", 0, 0, G_OPTION_ARG_DOUBLE, &words->interval, N_ ("Time between two rounds"),
      N_ ("SECONDS") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &words->version, N_ ("Show the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->hosts, NULL,
      N_ ("[HOST or FILE…]") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  GOptionGroup *group = g_option_group_new ("hopmap", "Hopmap", "Hopmap", words, NULL);
  g_auto (GStrv) rest = g_strdupv ((char **) argv);
  g_autoptr (GError) local_error = NULL;

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, group);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (
      context, N_ ("Shows on a map, in a list or in a file the routers on the way to a host."));

  if (!g_option_context_parse_strv (context, &rest, &local_error))
    {
      /* GOption's own sentences are right but bare. */
      g_set_error (error, HOPMAP_COMMAND_ERROR, HOPMAP_COMMAND_ERROR_USAGE,
                   /* Translators: %s is a whole sentence about a wrong option */
                   _ ("%s. Try “hopmap --help”."), local_error->message);
      return FALSE;
    }

  return TRUE;
}
