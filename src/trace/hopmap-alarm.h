/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A main loop source that rings at a moment, and can be put to another moment again and again.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** A moment that does not come. */
#define HOPMAP_ALARM_NEVER G_MAXINT64

GSource *hopmap_alarm_new (const char *name, GSourceFunc ring, gpointer user_data);
GSource *hopmap_alarm_new_for_cancellable (GCancellable *cancellable,
                                           GCancellableSourceFunc ring,
                                           gpointer user_data);
void hopmap_alarm_set_ns (GSource *alarm, gint64 at_ns);
void hopmap_alarm_destroy (GSource *alarm);
gint64 hopmap_alarm_now_ns (void);
gint64 hopmap_alarm_slept_ns (void);

G_END_DECLS
