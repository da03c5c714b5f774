/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapCommand: see the header. hopmap-command-words cuts the words apart; here they get their
 * meaning and their limits.
 */
#include "hopmap-command-words.h"
#include "hopmap-link.h"

#include "hopmap-picture-sheet.h"
#include "hopmap-spot.h"

#include <glib/gi18n-lib.h>

#define MAX_ROUNDS      1000000
#define MIN_INTERVAL_S  1
#define MAX_INTERVAL_S  3600

#define DEFAULT_PAGE    "google-maps"
#define DEFAULT_PORT    8000
#define DEFAULT_ADDRESS "127.0.0.1"

G_DEFINE_QUARK (hopmap - command - error - quark, hopmap_command_error)

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
read_options (HopmapCommand *self, const HopmapCommandWords *words, GError **error)
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
read_origin (HopmapCommand *self, const HopmapCommandWords *words, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (words->origin == NULL)
    return TRUE;

  self->origin = hopmap_spot_parse (words->origin, &local_error);
  return self->origin != NULL || fail_usage (error, "%s", local_error->message);
}

static char *
dup_path (const char *path, const char *cwd)
{
  if (path == NULL || g_strcmp0 (path, "-") == 0)
    return g_strdup (path);

  return g_canonicalize_filename (path, cwd);
}

/* As a desktop hands files over, and as a shell completes them; no host is written like that. */
static char *
dup_file (const char *word, const char *cwd)
{
  if (g_str_has_prefix (word, "file:"))
    return g_filename_from_uri (word, NULL, NULL);
  if (*word == '/' || g_str_has_prefix (word, "./") || g_str_has_prefix (word, "../"))
    return dup_path (word, cwd);

  return NULL;
}

static gboolean
read_target (HopmapCommand *self, const char *word, const char *cwd, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  const gboolean link = hopmap_link_is_one (word);
  char *file = dup_file (word, cwd);
  HopmapTarget *target;

  if (file != NULL)
    {
      g_ptr_array_add (self->files, file);
      return TRUE;
    }

  target = link ? hopmap_link_parse (word, &local_error) : hopmap_target_parse (word, &local_error);
  if (target == NULL)
    return fail_usage (error, "%s", local_error->message);

  g_ptr_array_add (link ? self->links : self->targets, target);
  return TRUE;
}

static gboolean
read_targets (HopmapCommand *self, const HopmapCommandWords *words, const char *cwd, GError **error)
{
  if (words->serve_host != NULL && !read_target (self, words->serve_host, cwd, error))
    return FALSE;
  for (guint i = 0; words->hosts != NULL && words->hosts[i] != NULL; i++)
    if (!read_target (self, words->hosts[i], cwd, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_format (HopmapCommand *self, const HopmapCommandWords *words, GError **error)
{
  g_autofree char *names = hopmap_command_words_dup_format_names ();

  if (self->output == NULL && self->task != HOPMAP_TASK_SERVE)
    self->output = g_strdup ("-");

  if (words->format != NULL)
    {
      self->format = hopmap_format_find (words->format);
      return (self->format != NULL && self->format->write != NULL)
             || fail_usage (error, _ ("“%s” is no format; there are: %s."), words->format, names);
    }

  if (self->output == NULL)
    self->format = hopmap_format_find (DEFAULT_PAGE);
  else if (g_strcmp0 (self->output, "-") == 0)
    self->format = hopmap_format_find ("text");
  else
    self->format = hopmap_format_for_filename (self->output);

  return self->format != NULL
         || fail_usage (error, _ ("The name “%s” does not tell the format; add -f and one of: %s."),
                        words->output, names);
}

static gboolean
read_size (HopmapCommand *self, const HopmapCommandWords *words, GError **error)
{
  if (words->size == NULL)
    return TRUE;
  if (self->format == NULL || !self->format->is_picture)
    return fail_usage (error, _ ("--size goes with a picture; use the format png or svg."));

  return hopmap_picture_frame_parse_size (&self->write_options.picture, words->size)
         || fail_usage (error,
                        _ ("“%s” is no size of a picture; give width and height from %u to "
                           "%u pixels and no more than %u million in all, as in 1920x1080."),
                        words->size, HOPMAP_PICTURE_MIN_SIDE, HOPMAP_PICTURE_MAX_SIDE,
                        HOPMAP_PICTURE_MAX_PIXELS >> 20);
}

/* A file that is named like a host is read as with -i. */
static gboolean
read_input (HopmapCommand *self, const HopmapCommandWords *words, GError **error)
{
  if (self->input != NULL && (self->targets->len > 0 || self->files->len > 0))
    return fail_usage (error, _ ("Give a host or an input file, not both."));
  if (self->input == NULL && self->targets->len == 0 && self->files->len == 1)
    self->input = g_ptr_array_steal_index (self->files, 0);
  if (words->trace != 0 && self->input == NULL)
    return fail_usage (error, _ ("--trace goes with a file to read, as in “hopmap -i FILE”."));
  if (words->trace < 0)
    return fail_usage (error, _ ("--trace must be 1 or more."));

  self->trace = (guint) words->trace;
  return TRUE;
}

static gboolean
check_one_host (HopmapCommand *self, GError **error)
{
  return self->input != NULL || (self->targets->len == 1 && self->files->len == 0)
         || fail_usage (
             error, _ ("Name one host to write a file, as in “hopmap -o route.html example.org”."));
}

static gboolean
read_serve (HopmapCommand *self, const HopmapCommandWords *words, GError **error)
{
  gint64 port = DEFAULT_PORT;

  self->task = HOPMAP_TASK_SERVE;
  if (words->serve_port != NULL
      && !g_ascii_string_to_signed (words->serve_port, 10, 0, 65535, &port, NULL))
    return fail_usage (error, _ ("--serve must be from 0 to 65535; 0 is any port that is free."));
  if (g_strcmp0 (self->output, "-") == 0)
    return fail_usage (error, _ ("--serve shows the page itself; give -o the name of a file."));
  if (!check_one_host (self, error) || !read_format (self, words, error))
    return FALSE;
  if (!g_str_has_prefix (self->format->media_type, "text/html"))
    return fail_usage (error, _ ("--serve shows web pages; use the format google-maps or html."));

  self->serve_port = (guint16) port;
  self->serve_address = g_inet_address_new_from_string (
      words->serve_address != NULL ? words->serve_address : DEFAULT_ADDRESS);
  return self->serve_address != NULL
         || fail_usage (error, _ ("“%s” is no address to show the page at."), words->serve_address);
}

static gboolean
read_task (HopmapCommand *self, const HopmapCommandWords *words, GError **error)
{
  if (words->version)
    {
      self->task = HOPMAP_TASK_VERSION;
      return TRUE;
    }

  if (words->locate)
    {
      self->task = HOPMAP_TASK_LOCATE;
      if (words->input != NULL || words->output != NULL || words->format != NULL || words->serve
          || self->targets->len > 0 || self->files->len > 0)
        return fail_usage (error, _ ("--locate goes with no host, input or output; "
                                     "give a file of addresses as --locate=FILE."));
      return TRUE;
    }

  if (words->serve_address != NULL && !words->serve)
    return fail_usage (error, _ ("--serve-address goes with --serve."));
  if (!read_input (self, words, error))
    return FALSE;
  if (words->serve)
    return read_serve (self, words, error);

  self->task = words->output != NULL || words->format != NULL ? HOPMAP_TASK_WRITE
                                                              : HOPMAP_TASK_WINDOW;
  return self->task == HOPMAP_TASK_WINDOW
         || (check_one_host (self, error) && read_format (self, words, error));
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
  g_auto (HopmapCommandWords) words = {
    .first_ttl = 1, .max_ttl = HOPMAP_DEFAULT_MAX_TTL, .queries = 1, .rounds = 1, .interval = 1.0
  };

  self->targets = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_target_unref);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_target_unref);
  self->files = g_ptr_array_new_with_free_func (g_free);
  hopmap_trace_options_init (&self->options);
  hopmap_write_options_init (&self->write_options);
  if (!hopmap_command_words_read (&words, argv, error))
    return NULL;

  self->input = dup_path (words.locate ? words.locate_file : words.input, cwd);
  self->output = dup_path (words.output, cwd);
  self->no_cache = words.no_cache;
  if (!read_options (self, &words, error) || !read_origin (self, &words, error)
      || !read_targets (self, &words, cwd, error) || !read_task (self, &words, error)
      || !read_size (self, &words, error))
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
  g_clear_pointer (&command->links, g_ptr_array_unref);
  g_clear_pointer (&command->files, g_ptr_array_unref);
  g_clear_pointer (&command->origin, hopmap_place_unref);
  g_clear_object (&command->serve_address);
  g_free (command->input);
  g_free (command->output);
  g_free (command);
}
