/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The alarm; see the header. GLib's own ready time would wake the main loop when it is set, about
 * once for every probe and always from within that loop.
 */
#include "hopmap-alarm.h"

#include <time.h>

#define NO_MOMENT (-1)

typedef struct
{
  GSource source;
  gint64 at_us;        /* NO_MOMENT is none */
  gboolean let_others; /* what else is ready in this turn of the main loop comes first */
} Alarm;

static gboolean
alarm_prepare (GSource *source, int *timeout_ms)
{
  const Alarm *alarm = (const Alarm *) source;
  const gint64 left_us = MAX (alarm->at_us - g_source_get_time (source), 0);

  /* Rounded up: an alarm that rings early would find nothing to do. */
  *timeout_ms = alarm->at_us == NO_MOMENT ? -1 : (int) MIN ((left_us + 999) / 1000, G_MAXINT);
  return FALSE;
}

static gboolean
alarm_check (GSource *source)
{
  const Alarm *alarm = (const Alarm *) source;

  return alarm->at_us != NO_MOMENT && g_source_get_time (source) >= alarm->at_us;
}

/* On a busy machine an answer may be there that is older than the moment: it is to be read before
 * somebody is called silent. */
static gboolean
alarm_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  Alarm *alarm = (Alarm *) source;

  alarm->let_others = !alarm->let_others;
  if (alarm->let_others)
    return G_SOURCE_CONTINUE;

  alarm->at_us = NO_MOMENT;
  return callback (user_data);
}

static GSourceFuncs alarm_funcs = { .prepare = alarm_prepare,
                                    .check = alarm_check,
                                    .dispatch = alarm_dispatch };

/**
 * hopmap_alarm_new:
 * @name: a static name for debuggers
 * @ring: called whenever the moment has come; the alarm has no moment then until it gets another
 * @user_data: for @ring
 *
 * Returns: (transfer full): an alarm without a moment, in the thread's default main context;
 *   to be given back with hopmap_alarm_destroy()
 */
GSource *
hopmap_alarm_new (const char *name, GSourceFunc ring, gpointer user_data)
{
  GSource *alarm = g_source_new (&alarm_funcs, sizeof (Alarm));

  ((Alarm *) alarm)->at_us = NO_MOMENT;
  g_source_set_static_name (alarm, name);
  g_source_set_callback (alarm, ring, user_data, NULL);
  g_source_attach (alarm, g_main_context_get_thread_default ());
  return alarm;
}

/**
 * hopmap_alarm_new_for_cancellable:
 * @cancellable: (nullable): a cancellable
 * @ring: called when it is cancelled, from the main loop
 * @user_data: for @ring
 *
 * Returns: (transfer full) (nullable): an alarm without a moment of its own, to be given back with
 *   hopmap_alarm_destroy(); %NULL without a @cancellable
 */
GSource *
hopmap_alarm_new_for_cancellable (GCancellable *cancellable,
                                  GCancellableSourceFunc ring,
                                  gpointer user_data)
{
  GSource *alarm;

  if (cancellable == NULL)
    return NULL;

  alarm = g_cancellable_source_new (cancellable);
  g_source_set_callback (alarm, G_SOURCE_FUNC (ring), user_data, NULL);
  g_source_attach (alarm, g_main_context_get_thread_default ());
  return alarm;
}

/**
 * hopmap_alarm_set_ns:
 * @alarm: an alarm
 * @at_ns: when to ring, nanoseconds of g_get_monotonic_time()'s clock; or %HOPMAP_ALARM_NEVER
 *
 * To be called in the thread that runs the alarm's context.
 */
void
hopmap_alarm_set_ns (GSource *alarm, gint64 at_ns)
{
  Alarm *self = (Alarm *) alarm;
  const gint64 at_us = at_ns == HOPMAP_ALARM_NEVER ? NO_MOMENT : MAX (at_ns, 0) / 1000 + 1;

  if (self->at_us == at_us)
    return;

  self->let_others = FALSE;
  self->at_us = at_us;
}

/**
 * hopmap_alarm_destroy:
 * @alarm: (transfer full): an alarm that shall not ring any more
 */
void
hopmap_alarm_destroy (GSource *alarm)
{
  g_source_destroy (alarm);
  g_source_unref (alarm);
}

/**
 * hopmap_alarm_now_ns:
 *
 * Returns: the time in nanoseconds on the clock of alarms and of the helper, CLOCK_MONOTONIC
 */
gint64
hopmap_alarm_now_ns (void)
{
  return g_get_monotonic_time () * 1000;
}

static gint64
read_clock (clockid_t clock)
{
  struct timespec now = { 0 };

  clock_gettime (clock, &now);
  return (gint64) now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

/**
 * hopmap_alarm_slept_ns:
 *
 * Returns: how long the clock of alarms has stood because the computer slept, since it was started;
 *   as exact as two looks at clocks can be, one after the other
 */
gint64
hopmap_alarm_slept_ns (void)
{
  const gint64 awake_ns = read_clock (CLOCK_MONOTONIC);

  return read_clock (CLOCK_BOOTTIME) - awake_ns;
}
