/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A module that GIO loads into any GTK program (GIO_EXTRA_MODULES names its folder), to measure how
 * long the main loop is held: from the end of one poll to the start of the next, but for the frames
 * that were drawn meanwhile. When the program ends it writes to the file LOOP_WATCH, in milliseconds:
 *
 *   hold CPU AWAKE     of a turn of the loop: processor time, and time in which it ran or waited for
 *                      anything but a free processor
 *   frame CPU          of a frame, from before-paint to after-paint
 *
 * LOOP_WATCH_SPAN="8 60" leaves out the first 8 seconds, in which windows open, and ends after 60 more.
 */
#include <fcntl.h>
#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_MS 1e6
#define NS_PER_S  G_GINT64_CONSTANT (1000000000)

void g_io_module_load (GIOModule *module);
void g_io_module_unload (GIOModule *module);
char **g_io_module_query (void);

typedef struct
{
  gint64 cpu;
  gint64 awake;
} Moment;

static GPollFunc poll_before;
static GArray *holds;  /* Moment */
static GArray *frames; /* Moment */
static Moment woken;
static Moment frame_begun;
static Moment in_frames; /* since it was woken */
static gint64 started;
static gint64 span[2]; /* of what counts, after the start */
static int sched_stat = -1;

static gint64
now (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (gint64) time.tv_sec * NS_PER_S + time.tv_nsec;
}

/* How long this thread has been ready to run while others did. */
static gint64
queued (void)
{
  char text[96];
  gssize n = pread (sched_stat, text, sizeof text - 1, 0);
  char *after_first;

  if (n <= 0)
    return 0;
  text[n] = '\0';
  g_ascii_strtoll (text, &after_first, 10);
  return g_ascii_strtoll (after_first, NULL, 10);
}

static Moment
take_moment (void)
{
  return (Moment){ now (CLOCK_THREAD_CPUTIME_ID), now (CLOCK_MONOTONIC) - queued () };
}

static Moment
since (Moment before)
{
  const Moment after = take_moment ();

  return (Moment){ after.cpu - before.cpu, after.awake - before.awake };
}

static gboolean
counts (void)
{
  const gint64 age = now (CLOCK_MONOTONIC) - started;

  return age > span[0] && age < span[1];
}

static gboolean
before_paint_cb (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  frame_begun = take_moment ();
  return TRUE;
}

static gboolean
after_paint_cb (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  const Moment frame = since (frame_begun);

  in_frames.cpu += frame.cpu;
  in_frames.awake += frame.awake;
  if (counts ())
    g_array_append_val (frames, frame);
  return TRUE;
}

/* The program has no frame clock yet when this is loaded. */
static void
watch_frames (void)
{
  static gboolean watching;
  const GType type = g_type_from_name ("GdkFrameClock");

  if (watching || type == G_TYPE_INVALID || g_type_class_peek (type) == NULL)
    return;

  g_signal_add_emission_hook (g_signal_lookup ("before-paint", type), 0, before_paint_cb, NULL,
                              NULL);
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", type), 0, after_paint_cb, NULL, NULL);
  watching = TRUE;
}

static int
watching_poll (GPollFD *fds, guint n_fds, int timeout)
{
  int result;

  if (started == 0)
    {
      g_autofree char *path = g_strdup_printf ("/proc/self/task/%ld/schedstat",
                                               syscall (SYS_gettid));

      sched_stat = open (path, O_RDONLY | O_CLOEXEC);
      started = now (CLOCK_MONOTONIC);
    }
  else if (counts ())
    {
      const Moment turn = since (woken);
      const Moment hold = { turn.cpu - in_frames.cpu, turn.awake - in_frames.awake };

      g_array_append_val (holds, hold);
    }
  watch_frames ();

  result = poll_before (fds, n_fds, timeout);
  in_frames = (Moment){ 0, 0 };
  woken = take_moment ();
  return result;
}

static void
write_report (void)
{
  FILE *file = fopen (g_getenv ("LOOP_WATCH"), "w");

  if (file == NULL)
    return;

  for (guint i = 0; i < holds->len; i++)
    fprintf (file, "hold %.3f %.3f\n", (double) g_array_index (holds, Moment, i).cpu / NS_PER_MS,
             (double) g_array_index (holds, Moment, i).awake / NS_PER_MS);
  for (guint i = 0; i < frames->len; i++)
    fprintf (file, "frame %.3f\n", (double) g_array_index (frames, Moment, i).cpu / NS_PER_MS);
  fclose (file);
}

static void
read_span (void)
{
  const char *text = g_getenv ("LOOP_WATCH_SPAN");
  int settle = 0, seconds = G_MAXINT;

  if (text != NULL)
    sscanf (text, "%d %d", &settle, &seconds);
  span[0] = settle * NS_PER_S;
  span[1] = span[0] + seconds * NS_PER_S;
}

void
g_io_module_load (GIOModule *module)
{
  /* GIO unloads again what has nothing for it. */
  g_type_module_use (G_TYPE_MODULE (module));
  if (g_getenv ("LOOP_WATCH") == NULL || holds != NULL)
    return;

  read_span ();
  holds = g_array_new (FALSE, FALSE, sizeof (Moment));
  frames = g_array_new (FALSE, FALSE, sizeof (Moment));
  poll_before = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, watching_poll);
  atexit (write_report);
}

void
g_io_module_unload (GIOModule *module)
{
}

char **
g_io_module_query (void)
{
  return g_new0 (char *, 1);
}
