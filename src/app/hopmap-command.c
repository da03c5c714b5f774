/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapCommand: see the header. GOption cuts the words apart; here they get their meaning and
 * their limits.
 */
#include "hopmap-command.h"

#include "hopmap-spot.h"

#include <glib/gi18n-lib.h>

#define MAX_ROUNDS     1000000
#define MIN_INTERVAL_S 1
#define MAX_INTERVAL_S 3600

typedef struct
{
  char *output;
  char *format;
  char *input;
  gboolean locate;
  char *locate_file;
  char *protocol;
  int port;
  gboolean ipv4;
  gboolean ipv6;
  int first_ttl;
  int max_ttl;
  int queries;
  double wait;
  char *source;
  char *origin;
  gboolean no_names;
  gboolean no_places;
  gboolean offline;
  int rounds;
  double interval;
  gboolean version;
  char **hosts;
} Words;

G_DEFINE_QUARK (hopmap - command - error - quark, hopmap_command_error)

static void
words_clear (Words *words)
{
  g_free (words->output);
  g_free (words->format);
  g_free (words->input);
  g_free (words->locate_file);
  g_free (words->protocol);
  g_free (words->source);
  g_free (words->origin);
  g_strfreev (words->hosts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static gboolean
take_locate (const char *name, const char *value, gpointer data, GError **error)
{
  Words *words = data;

  words->locate = TRUE;
  g_free (words->locate_file);
  words->locate_file = g_strdup (value != NULL ? value : "-");
  return TRUE;
}

static gboolean fail_usage (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail_usage (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (HOPMAP_COMMAND_ERROR, HOPMAP_COMMAND_ERROR_USAGE, format,
                                 arguments);
  va_end (arguments);
  return FALSE;
}

static char *
dup_format_names (void)
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

/* GOption's own sentences are right but bare; they become usage errors of this domain. */
static gboolean
read_words (Words *words, const char *const *argv, GError **error)
{
  g_autofree char *names = dup_format_names ();
  /* Translators: %s is a list of names such as "text, json" */
  g_autofree char *how = g_strdup_printf (_ ("How to write: %s"), names);
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &words->output,
      N_ ("Trace, write FILE and exit; - is standard output"), N_ ("FILE") },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &words->format, how, N_ ("NAME") },
    { "input", 'i', 0, G_OPTION_ARG_FILENAME, &words->input,
      N_ ("Read a trace, saved or of another tool, instead of tracing; - is standard input"),
      N_ ("FILE") },
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
    { "rounds", 'c', 0, G_OPTION_ARG_INT, &words->rounds,
      N_ ("Keep probing for statistics, N times; 0 is for ever"), N_ ("N") },
    { "interval", 0, 0, G_OPTION_ARG_DOUBLE, &words->interval, N_ ("Time between two rounds"),
      N_ ("SECONDS") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &words->version, N_ ("Show the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->hosts, NULL, N_ ("[HOST…]") },
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
    /* Translators: %s is a whole sentence about a wrong option */
    return fail_usage (error, _ ("%s. Try “hopmap --help”."), local_error->message);

  return TRUE;
}

static gboolean
check_range (const char *name, int value, int lowest, int highest, GError **error)
{
  if (value < lowest || value > highest)
    return fail_usage (error, _ ("%s must be from %d to %d."), name, lowest, highest);

  return TRUE;
}

/* Written so that what is no number at all fails, too. */
static gboolean
check_seconds (const char *name, double value, int lowest, int highest, GError **error)
{
  if (!(value >= lowest && value <= highest))
    return fail_usage (error, _ ("%s must be from %d to %d."), name, lowest, highest);

  return TRUE;
}

static gboolean
read_options (HopmapCommand *self, const Words *words, GError **error)
{
  HopmapTraceOptions *options = &self->options;
  int protocol = HOPMAP_PROTOCOL_AUTO;

  if (words->protocol != NULL
      && !hopmap_enum_from_nick (HOPMAP_TYPE_PROTOCOL, words->protocol, &protocol))
    return fail_usage (error, _ ("“%s” is no protocol; use auto, icmp, udp or tcp."),
                       words->protocol);
  if (words->ipv4 && words->ipv6)
    return fail_usage (error, _ ("Use -4 or -6, not both."));
  if (words->source != NULL && !hopmap_address_parse (words->source, &options->source))
    return fail_usage (error, _ ("“%s” is no address to probe from."), words->source);
  hopmap_address_unmap (&options->source);
  if (!check_range ("--port", words->port, 0, 65535, error)
      || !check_range ("--max-ttl", words->max_ttl, 1, HOPMAP_MAX_TTL, error)
      || !check_range ("--first-ttl", words->first_ttl, 1, words->max_ttl, error)
      || !check_range ("--queries", words->queries, 1, HOPMAP_MAX_QUERIES, error)
      || !check_range ("--rounds", words->rounds, 0, MAX_ROUNDS, error)
      || !check_seconds ("--wait", words->wait, 0, (int) HOPMAP_MAX_WAIT_S, error)
      || !check_seconds ("--interval", words->interval, MIN_INTERVAL_S, MAX_INTERVAL_S, error))
    return FALSE;

  options->protocol = (HopmapProtocol) protocol;
  options->port = (guint) words->port;
  /* Where probes leave from decides which of a host's addresses they can go to. */
  options->family = words->ipv4 ? 4 : words->ipv6 ? 6 : options->source.family;
  options->first_ttl = (guint) words->first_ttl;
  options->max_ttl = (guint) words->max_ttl;
  options->queries = (guint) words->queries;
  options->wait_s = words->wait;
  options->names = !words->no_names && !words->offline;
  options->places = !words->no_places;
  options->offline = words->offline;
  options->rounds = (guint) words->rounds;
  options->interval_s = words->interval;
  return TRUE;
}

static gboolean
read_origin (HopmapCommand *self, const Words *words, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (words->origin == NULL)
    return TRUE;

  self->origin = hopmap_spot_parse (words->origin, &local_error);
  return self->origin != NULL || fail_usage (error, "%s", local_error->message);
}

static gboolean
read_targets (HopmapCommand *self, const Words *words, GError **error)
{
  for (guint i = 0; words->hosts != NULL && words->hosts[i] != NULL; i++)
    {
      g_autoptr (GError) local_error = NULL;
      HopmapTarget *target = hopmap_target_parse (words->hosts[i], &local_error);

      if (target == NULL)
        return fail_usage (error, "%s", local_error->message);
      g_ptr_array_add (self->targets, target);
    }

  return TRUE;
}

static char *
dup_path (const char *path, const char *cwd)
{
  if (path == NULL || g_strcmp0 (path, "-") == 0)
    return g_strdup (path);

  return g_canonicalize_filename (path, cwd);
}

static gboolean
read_format (HopmapCommand *self, const Words *words, GError **error)
{
  g_autofree char *names = dup_format_names ();

  if (self->output == NULL)
    self->output = g_strdup ("-");

  if (words->format != NULL)
    {
      self->format = hopmap_format_find (words->format);
      return (self->format != NULL && self->format->write != NULL)
             || fail_usage (error, _ ("“%s” is no format; there are: %s."), words->format, names);
    }

  if (g_strcmp0 (self->output, "-") == 0)
    self->format = hopmap_format_find ("text");
  else
    self->format = hopmap_format_for_filename (self->output);

  return self->format != NULL
         || fail_usage (error, _ ("The name “%s” does not tell the format; add -f and one of: %s."),
                        words->output, names);
}

static gboolean
read_task (HopmapCommand *self, const Words *words, GError **error)
{
  if (words->version)
    {
      self->task = HOPMAP_TASK_VERSION;
      return TRUE;
    }

  if (words->locate)
    {
      self->task = HOPMAP_TASK_LOCATE;
      if (words->input != NULL || words->output != NULL || words->format != NULL
          || self->targets->len > 0)
        return fail_usage (error, _ ("--locate goes with no host, input or output; "
                                     "give a file of addresses as --locate=FILE."));
      return TRUE;
    }

  if (self->input != NULL && self->targets->len > 0)
    return fail_usage (error, _ ("Give a host or an input file, not both."));

  if (words->output == NULL && words->format == NULL)
    {
      self->task = HOPMAP_TASK_WINDOW;
      return TRUE;
    }

  self->task = HOPMAP_TASK_WRITE;
  if (self->input == NULL && self->targets->len != 1)
    return fail_usage (
        error, _ ("Name one host to write a file, as in “hopmap -o route.html example.org”."));

  return read_format (self, words, error);
}

/**
 * hopmap_command_parse:
 * @argv: (array zero-terminated=1): the words, the program's name first
 * @cwd: folder that relative paths start from
 * @error: return location for a #HopmapCommandError
 *
 * "--help" prints the help and exits.
 *
 * Returns: (transfer full): what is asked for, or %NULL with @error set
 */
HopmapCommand *
hopmap_command_parse (const char *const *argv, const char *cwd, GError **error)
{
  g_autoptr (HopmapCommand) self = g_new0 (HopmapCommand, 1);
  g_auto (Words) words = {
    .first_ttl = 1, .max_ttl = HOPMAP_DEFAULT_MAX_TTL, .queries = 1, .rounds = 1, .interval = 1.0
  };

  self->targets = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_target_unref);
  hopmap_trace_options_init (&self->options);
  if (!read_words (&words, argv, error))
    return NULL;

  self->input = dup_path (words.locate ? words.locate_file : words.input, cwd);
  self->output = dup_path (words.output, cwd);
  if (!read_options (self, &words, error) || !read_origin (self, &words, error)
      || !read_targets (self, &words, error) || !read_task (self, &words, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * hopmap_command_free:
 * @command: (transfer full): a command
 */
void
hopmap_command_free (HopmapCommand *command)
{
  g_clear_pointer (&command->targets, g_ptr_array_unref);
  g_clear_pointer (&command->origin, hopmap_place_unref);
  g_free (command->input);
  g_free (command->output);
  g_free (command);
}
