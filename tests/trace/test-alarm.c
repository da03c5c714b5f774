/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When an alarm rings, and what comes before it. */
#include "hopmap-alarm.h"

#include <string.h>

static GString *order;

static gboolean
ring_cb (gpointer user_data)
{
  g_string_append (order, user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
other_cb (gpointer user_data)
{
  g_string_append (order, user_data);
  return G_SOURCE_REMOVE;
}

static void
turn (guint times)
{
  for (guint i = 0; i < times; i++)
    g_main_context_iteration (NULL, FALSE);
}

/* An answer that came before the moment is read before it, even if both are seen in one turn. */
static void
test_others_first (void)
{
  GSource *alarm = hopmap_alarm_new ("test", ring_cb, "alarm ");
  GSource *other = g_idle_source_new ();

  g_string_truncate (order, 0);
  g_source_set_priority (other, G_PRIORITY_DEFAULT);
  g_source_set_callback (other, other_cb, "other ", NULL);
  g_source_attach (other, NULL);
  hopmap_alarm_set_ns (alarm, 0);
  turn (5);
  g_assert_cmpstr (order->str, ==, "other alarm ");

  /* Once, until it is set again. */
  turn (5);
  g_assert_cmpstr (order->str, ==, "other alarm ");
  hopmap_alarm_set_ns (alarm, 0);
  turn (5);
  g_assert_cmpstr (order->str, ==, "other alarm alarm ");

  g_source_unref (other);
  hopmap_alarm_destroy (alarm);
}

/* Set to another moment while it lets others go first, it waits for that one. */
static void
test_put_off (void)
{
  GSource *alarm = hopmap_alarm_new ("test", ring_cb, "alarm ");

  g_string_truncate (order, 0);
  hopmap_alarm_set_ns (alarm, 0);
  turn (1);
  g_assert_cmpstr (order->str, ==, "");
  hopmap_alarm_set_ns (alarm, HOPMAP_ALARM_NEVER);
  turn (5);
  g_assert_cmpstr (order->str, ==, "");
  hopmap_alarm_set_ns (alarm, 0);
  turn (5);
  g_assert_cmpstr (order->str, ==, "alarm ");

  hopmap_alarm_destroy (alarm);
}

/* Nobody who is always ready keeps it from ringing. */
static void
test_not_starved (void)
{
  GSource *alarm = hopmap_alarm_new ("test", ring_cb, "alarm ");
  guint busy = g_timeout_add (0, ring_cb, ".");

  g_string_truncate (order, 0);
  hopmap_alarm_set_ns (alarm, 0);
  turn (5);
  g_assert_nonnull (strstr (order->str, "alarm "));

  g_source_remove (busy);
  hopmap_alarm_destroy (alarm);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  order = g_string_new (NULL);
  g_test_add_func ("/trace/alarm/others-first", test_others_first);
  g_test_add_func ("/trace/alarm/put-off", test_put_off);
  g_test_add_func ("/trace/alarm/not-starved", test_not_starved);
  result = g_test_run ();
  g_string_free (order, TRUE);
  return result;
}
