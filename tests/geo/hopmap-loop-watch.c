/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Main loop and memory of a test: see the header.
 */
#include "hopmap-loop-watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HEARTBEAT_MS 5

static gint64 last_beat_us;
static gint64 last_queued_us;
static gint64 last_cpu_us;
static gint64 longest_stall_us;
static gint64 longest_work_us;
static const char *held_by;
static const char *on_stage;
static guint n_stalls;
static glong memory_before_kb;

/* What the main loop's own thread has computed; a busy computer holds it up for longer. */
static gint64
get_cpu_time_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* How long the main thread has stood in line for a processor, as the kernel counts it (the second number
 * of the file); 0 where it does not. */
static gint64
get_queued_us (void)
{
  g_autofree char *text = NULL;
  const char *blank = NULL;

  if (g_file_get_contents ("/proc/self/schedstat", &text, NULL, NULL))
    blank = strchr (text, ' ');
  return blank != NULL ? g_ascii_strtoll (blank, NULL, 10) / 1000 : 0;
}

static gboolean
beat_cb (gpointer user_data)
{
  gint64 cpu_us = get_cpu_time_us ();
  gint64 queued_us = get_queued_us ();
  gint64 now_us = g_get_monotonic_time ();
  gint64 stall_us = now_us - last_beat_us - (queued_us - last_queued_us) - HEARTBEAT_MS * 1000;

  if (stall_us > HOPMAP_STALL_MS * 1000)
    n_stalls++;
  if (stall_us > longest_stall_us)
    {
      longest_stall_us = stall_us;
      held_by = on_stage;
    }
  last_beat_us = now_us;
  last_queued_us = queued_us;
  longest_work_us = MAX (longest_work_us, cpu_us - last_cpu_us);
  last_cpu_us = cpu_us;
  return G_SOURCE_CONTINUE;
}

/* Returns a line of /proc/self/status in kB: the memory in use, or the most that ever was. */
static glong
read_memory_kb (const char *name)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, name);
  g_assert_nonnull (line);
  return strtol (line + strlen (name), NULL, 10);
}

/* For when the libraries are in memory: the most that ever was is counted from here. */
void
hopmap_loop_watch_start_memory (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file != NULL)
    {
      fputs ("5", file);
      fclose (file);
    }
  memory_before_kb = read_memory_kb ("VmRSS:");
}

/* What is played from now on. What was played before ends here: its last work was followed by no beat. */
void
hopmap_loop_watch_set_stage (const char *name)
{
  if (last_beat_us != 0)
    beat_cb (NULL);
  on_stage = name;
  last_beat_us = g_get_monotonic_time ();
  last_queued_us = get_queued_us ();
  last_cpu_us = get_cpu_time_us ();
}

/* Returns the source to remove in the end. */
guint
hopmap_loop_watch_start (void)
{
  hopmap_loop_watch_set_stage (NULL);
  return g_timeout_add (HEARTBEAT_MS, beat_cb, NULL);
}

/* Returns how it was until now. */
HopmapLoopReport
hopmap_loop_watch_get_report (void)
{
  return (HopmapLoopReport){ (double) longest_stall_us / 1000, held_by, n_stalls,
                             (double) longest_work_us / 1000,
                             read_memory_kb ("VmHWM:") - memory_before_kb };
}
