/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hopmap-netsim: an Internet of one path, for tests. It makes a TUN device, says "ready" on standard
 * output, and serves the device until standard input ends. in-netsim gives it a namespace. */
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenario.h"
#include "truth.h"
#include "tun.h"

/* What a test prints that could not run here. */
#define EXIT_FORBIDDEN 77

static char *option_tun;
static char *option_report;
static gboolean option_summary;
static gboolean option_truth;

static const GOptionEntry options[] = {
  { "tun", 0, 0, G_OPTION_ARG_STRING, &option_tun, "Name of the TUN device", "NAME" },
  { "report", 0, 0, G_OPTION_ARG_FILENAME, &option_report, "Where the report goes", "FILE" },
  { "summary", 0, 0, G_OPTION_ARG_NONE, &option_summary, "Report no single packets", NULL },
  { "print-truth", 0, 0, G_OPTION_ARG_NONE, &option_truth, "Print what is true, and end", NULL },
  { NULL },
};

static int
fail (const char *sentence, int status)
{
  fprintf (stderr, "hopmap-netsim: %s\n", sentence);
  return status;
}

static int
write_report (const NetsimSimulator *simulator)
{
  FILE *stream;
  gboolean good;

  if (option_report == NULL)
    return EXIT_SUCCESS;
  stream = fopen (option_report, "we");
  if (stream == NULL)
    return fail ("The report's file cannot be written.", EXIT_FAILURE);
  netsim_report_write (
      &simulator->report, option_summary ? NETSIM_REPORT_SUMMARY : NETSIM_REPORT_FULL,
      simulator->scenario->title, netsim_release_waiting (&simulator->release), stream);
  good = ferror (stream) == 0;
  if (fclose (stream) != 0 || !good)
    return fail ("The report could not be written to its end.", EXIT_FAILURE);
  return EXIT_SUCCESS;
}

/* One line: the word, and the addresses of the name server. */
static gboolean
say_ready (const NetsimScenario *scenario)
{
  char words[NETSIM_ADDRESS_WORDS];

  printf ("ready");
  for (guint family = 0; family < NETSIM_FAMILIES; family++)
    if (scenario->name_server.address[family].family != 0)
      printf (" %s", netsim_address_print (&scenario->name_server.address[family], words));
  return puts ("") >= 0 && fflush (stdout) == 0;
}

static int
serve (const NetsimScenario *scenario)
{
  g_autoptr (GError) error = NULL;
  int tun = netsim_tun_open (option_tun != NULL ? option_tun : "netsim0", &error);
  NetsimSimulator simulator;
  int status;

  if (tun < 0)
    return fail (error->message, EXIT_FORBIDDEN);
  netsim_simulator_init (&simulator, scenario);
  if (!say_ready (scenario))
    return fail ("Nobody listens to standard output.", EXIT_FAILURE);
  netsim_tun_serve (&simulator, tun, STDIN_FILENO);
  status = write_report (&simulator);
  netsim_simulator_clear (&simulator);
  close (tun);
  return status;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("SCENARIO");
  g_autoptr (NetsimScenario) scenario = NULL;
  g_autoptr (GError) error = NULL;

  signal (SIGPIPE, SIG_IGN);
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return fail (error->message, EXIT_FAILURE);
  if (argc != 2)
    return fail ("Name one scenario file.", EXIT_FAILURE);
  scenario = netsim_scenario_read (argv[1], &error);
  if (scenario == NULL)
    return fail (error->message, EXIT_FAILURE);
  if (option_truth)
    {
      netsim_truth_write (scenario, stdout);
      return fflush (stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
    }
  return serve (scenario);
}
