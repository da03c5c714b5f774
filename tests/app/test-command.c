/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: what each option means, its limits, and how a wrong one is answered. */
#include "hopmap-command.h"

static HopmapCommand *
parse (const char *line, GError **error)
{
  g_auto (GStrv) argv = NULL;

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  return hopmap_command_parse ((const char *const *) argv, "/home/person", error);
}

static HopmapCommand *
parse_good (const char *line)
{
  g_autoptr (GError) error = NULL;
  HopmapCommand *command = parse (line, &error);

  g_assert_no_error (error);
  return command;
}

static void
test_defaults (void)
{
  g_autoptr (HopmapCommand) command = parse_good ("hopmap");
  HopmapTraceOptions defaults;

  hopmap_trace_options_init (&defaults);
  g_assert_cmpint (command->task, ==, HOPMAP_TASK_WINDOW);
  g_assert_cmpuint (command->targets->len, ==, 0);
  g_assert_null (command->input);
  g_assert_cmpuint (command->options.first_ttl, ==, defaults.first_ttl);
  g_assert_cmpuint (command->options.max_ttl, ==, defaults.max_ttl);
  g_assert_cmpuint (command->options.queries, ==, defaults.queries);
  g_assert_cmpuint (command->options.rounds, ==, defaults.rounds);
  g_assert_cmpfloat (command->options.interval_s, ==, defaults.interval_s);
  g_assert_true (command->options.names && command->options.places && !command->options.offline);
}

static void
test_options (void)
{
  g_autoptr (HopmapCommand) command = parse_good (
      "hopmap -p tcp --port 80 -6 --first-ttl=2 -m 20 -q 3 -w 1.5 --source=::1 -n "
      "--no-places -c 0 --interval 2 example.org");
  const HopmapTraceOptions *options = &command->options;
  g_autofree char *source = hopmap_address_to_string (&options->source);

  g_assert_cmpint (options->protocol, ==, HOPMAP_PROTOCOL_TCP);
  g_assert_cmpuint (options->port, ==, 80);
  g_assert_cmpuint (options->family, ==, 6);
  g_assert_cmpuint (options->first_ttl, ==, 2);
  g_assert_cmpuint (options->max_ttl, ==, 20);
  g_assert_cmpuint (options->queries, ==, 3);
  g_assert_cmpfloat (options->wait_s, ==, 1.5);
  g_assert_cmpstr (source, ==, "::1");
  g_assert_false (options->names);
  g_assert_false (options->places);
  g_assert_cmpuint (options->rounds, ==, 0);
  g_assert_cmpfloat (options->interval_s, ==, 2.0);
}

/* A host may have addresses of both kinds; one to probe from fits only one of them. */
static void
test_source_family (void)
{
  static const struct
  {
    const char *line;
    guint family;
  } rows[] = {
    { "hopmap a.example", 0 },
    { "hopmap --source 192.0.2.1 a.example", 4 },
    { "hopmap --source 2001:db8::1 a.example", 6 },
    { "hopmap --source ::ffff:192.0.2.1 a.example", 4 },
    { "hopmap -6 --source 192.0.2.1 a.example", 6 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HopmapCommand) command = parse_good (rows[i].line);

      g_test_message ("%s", rows[i].line);
      g_assert_cmpuint (command->options.family, ==, rows[i].family);
    }
}

static void
test_tasks (void)
{
  static const struct
  {
    const char *line;
    HopmapTask task;
    const char *format;
    const char *output;
    const char *input;
  } rows[] = {
    { "hopmap -f text a.example", HOPMAP_TASK_WRITE, "text", "-", NULL },
    { "hopmap -o - a.example", HOPMAP_TASK_WRITE, "text", "-", NULL },
    { "hopmap -o r.html a.example", HOPMAP_TASK_WRITE, "google-maps", "/home/person/r.html", NULL },
    { "hopmap -o /tmp/r.traceroute.json a.example", HOPMAP_TASK_WRITE, "json",
      "/tmp/r.traceroute.json", NULL },
    { "hopmap -o r.offline.html a.example", HOPMAP_TASK_WRITE, "html",
      "/home/person/r.offline.html", NULL },
    { "hopmap -o r.html -f html a.example", HOPMAP_TASK_WRITE, "html", "/home/person/r.html",
      NULL },
    { "hopmap -i x.json -f locations", HOPMAP_TASK_WRITE, "locations", "-", "/home/person/x.json" },
    { "hopmap -i x.json -o x.kml", HOPMAP_TASK_WRITE, "kml", "/home/person/x.kml",
      "/home/person/x.json" },
    { "hopmap -o r.txt -f json a.example", HOPMAP_TASK_WRITE, "json", "/home/person/r.txt", NULL },
    { "hopmap -i x.json -f text", HOPMAP_TASK_WRITE, "text", "-", "/home/person/x.json" },
    { "hopmap -i - -o -", HOPMAP_TASK_WRITE, "text", "-", "-" },
    { "hopmap -i x.json", HOPMAP_TASK_WINDOW, NULL, NULL, "/home/person/x.json" },
    { "hopmap a.example b.example", HOPMAP_TASK_WINDOW, NULL, NULL, NULL },
    { "hopmap --locate", HOPMAP_TASK_LOCATE, NULL, NULL, "-" },
    { "hopmap --locate=list.txt", HOPMAP_TASK_LOCATE, NULL, NULL, "/home/person/list.txt" },
    { "hopmap --serve a.example", HOPMAP_TASK_SERVE, "google-maps", NULL, NULL },
    { "hopmap -i x.json --serve=0 -f html", HOPMAP_TASK_SERVE, "html", NULL,
      "/home/person/x.json" },
    { "hopmap -i - --serve -o m.html", HOPMAP_TASK_SERVE, "google-maps", "/home/person/m.html",
      "-" },
    { "hopmap /tmp/x.json -o x.kml", HOPMAP_TASK_WRITE, "kml", "/home/person/x.kml",
      "/tmp/x.json" },
    { "hopmap ./x.json", HOPMAP_TASK_WINDOW, NULL, NULL, "/home/person/x.json" },
    { "hopmap --version", HOPMAP_TASK_VERSION, NULL, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HopmapCommand) command = parse_good (rows[i].line);

      g_test_message ("%s", rows[i].line);
      g_assert_cmpint (command->task, ==, rows[i].task);
      g_assert_cmpstr (command->format != NULL ? command->format->name : NULL, ==, rows[i].format);
      g_assert_cmpstr (command->output, ==, rows[i].output);
      g_assert_cmpstr (command->input, ==, rows[i].input);
    }
}

/* --offline sends nothing but probes: not even the names of routers are asked for. */
static void
test_offline (void)
{
  g_autoptr (HopmapCommand) command = parse_good ("hopmap --offline a.example");

  g_assert_true (command->options.offline);
  g_assert_false (command->options.names);
  g_assert_true (command->options.places);
}

/* Where the person is, with points for decimals whatever the locale. */
static void
test_origin (void)
{
  g_autoptr (HopmapCommand) none = parse_good ("hopmap a.example");
  g_autoptr (HopmapCommand) town = parse_good ("hopmap --origin=Lisbon a.example");
  g_autoptr (HopmapCommand) point = parse_good ("hopmap --origin=-36.85,174.76,80 a.example");

  g_assert_null (none->origin);
  g_assert_cmpstr (town->origin->city, ==, "Lisbon");
  g_assert_cmpfloat (point->origin->latitude, ==, -36.85);
  g_assert_cmpfloat (point->origin->longitude, ==, 174.76);
  g_assert_cmpfloat (point->origin->radius_km, ==, 80.0);
}

/* As a desktop starts the program for several files at once; a host may stand between them. */
static void
test_files (void)
{
  g_autoptr (HopmapCommand)
      command = parse_good ("hopmap /tmp/a.txt a.example ../b.txt file:///tmp/c%20d.json");

  g_assert_cmpint (command->task, ==, HOPMAP_TASK_WINDOW);
  g_assert_null (command->input);
  g_assert_cmpuint (command->targets->len, ==, 1);
  g_assert_cmpuint (command->files->len, ==, 3);
  g_assert_cmpstr (command->files->pdata[0], ==, "/tmp/a.txt");
  g_assert_cmpstr (command->files->pdata[1], ==, "/home/b.txt");
  g_assert_cmpstr (command->files->pdata[2], ==, "/tmp/c d.json");
}

static void
test_serve (void)
{
  g_autoptr (HopmapCommand) usual = parse_good ("hopmap --serve a.example");
  g_autoptr (HopmapCommand)
      open = parse_good ("hopmap --serve=8080 --serve-address=0.0.0.0 --trace=2 -i x.txt");

  g_assert_true (g_inet_address_get_is_loopback (usual->serve_address));
  g_assert_cmpuint (usual->serve_port, ==, 8000);
  g_assert_cmpuint (usual->trace, ==, 0);
  g_assert_true (g_inet_address_get_is_any (open->serve_address));
  g_assert_cmpuint (open->serve_port, ==, 8080);
  g_assert_cmpuint (open->trace, ==, 2);
}

static void
test_size (void)
{
  static const struct
  {
    const char *line;
    guint width;
    guint height;
  } rows[] = {
    { "hopmap -f png a.example", 0, 0 },
    { "hopmap --size=1920x1080 -f png a.example", 1920, 1080 },
    { "hopmap --size '3840 X 2160' -o r.svg a.example", 3840, 2160 },
    { "hopmap --size 240x16000 -i r.json -o r.png", 240, 16000 },
    { "hopmap --size 8192x8192 -i r.json -o r.png", 8192, 8192 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HopmapCommand) command = parse_good (rows[i].line);

      g_assert_cmpuint (command->write_options.picture.width, ==, rows[i].width);
      g_assert_cmpuint (command->write_options.picture.height, ==, rows[i].height);
      g_assert_false (command->write_options.picture.cut);
    }
}

static void
test_usage (void)
{
  static const char *const rows[] = {
    "hopmap --nonsense",
    "hopmap --origin=Nowhereville a.example",
    "hopmap --origin=91,0 a.example",
    "hopmap -f text",
    "hopmap -f text a.example b.example",
    "hopmap -f text 'a b'",
    "hopmap ''",
    "hopmap -f docx a.example",
    "hopmap -o r.docx a.example",
    "hopmap --size=800x600 a.example",
    "hopmap --size=800x600 -f text a.example",
    "hopmap --size=800x600 --serve a.example",
    "hopmap --size= -f png a.example",
    "hopmap --size=800 -f png a.example",
    "hopmap --size=800x -f png a.example",
    "hopmap --size=800x600x2 -f png a.example",
    "hopmap --size=-800x600 -f png a.example",
    "hopmap --size=8e2x600 -f png a.example",
    "hopmap --size=0x0 -f png a.example",
    "hopmap --size=239x600 -f png a.example",
    "hopmap --size=600x239 -f svg a.example",
    "hopmap --size=16001x600 -f svg a.example",
    "hopmap --size=8192x8193 -f png a.example",
    "hopmap --size=99999x99999 -f png a.example",
    "hopmap --size=4294968320x600 -f png a.example",
    "hopmap --size=18446744073709551616x600 -f png a.example",
    "hopmap -o r a.example",
    "hopmap -4 -6 a.example",
    "hopmap -p sctp a.example",
    "hopmap --port 65536 a.example",
    "hopmap --port -1 a.example",
    "hopmap --port x a.example",
    "hopmap -m 0 a.example",
    "hopmap -m 65 a.example",
    "hopmap --first-ttl 31 a.example",
    "hopmap --first-ttl 0 a.example",
    "hopmap -q 0 a.example",
    "hopmap -w -1 a.example",
    "hopmap -w 1e9 a.example",
    "hopmap -w nan a.example",
    "hopmap -c -1 a.example",
    "hopmap --interval 0 a.example",
    "hopmap --source here a.example",
    "hopmap -i x.json a.example",
    "hopmap a.example --locate",
    "hopmap --locate -o x.txt",
    "hopmap --locate --serve",
    "hopmap --serve",
    "hopmap --serve=65536 a.example",
    "hopmap --serve=x a.example",
    "hopmap --serve -f kml a.example",
    "hopmap --serve -o - a.example",
    "hopmap --serve --serve-address=here a.example",
    "hopmap --serve-address=0.0.0.0 -f html a.example",
    "hopmap --serve a.example b.example",
    "hopmap --trace=1 a.example",
    "hopmap --trace=-1 -i x.json",
    "hopmap --trace=x -i x.json",
    "hopmap -i x.json /tmp/y.json",
    "hopmap -o x.kml /tmp/x.json /tmp/y.json",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i]);
      g_assert_null (parse (rows[i], &error));
      g_assert_error (error, HOPMAP_COMMAND_ERROR, HOPMAP_COMMAND_ERROR_USAGE);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/defaults", test_defaults);
  g_test_add_func ("/command/options", test_options);
  g_test_add_func ("/command/source-family", test_source_family);
  g_test_add_func ("/command/tasks", test_tasks);
  g_test_add_func ("/command/offline", test_offline);
  g_test_add_func ("/command/origin", test_origin);
  g_test_add_func ("/command/files", test_files);
  g_test_add_func ("/command/serve", test_serve);
  g_test_add_func ("/command/size", test_size);
  g_test_add_func ("/command/usage", test_usage);
  return g_test_run ();
}
