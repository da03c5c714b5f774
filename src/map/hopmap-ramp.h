/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A number that goes evenly from one value to another on a widget's frame clock.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _HopmapRamp HopmapRamp;

/**
 * HopmapRampFunc:
 * @value: the number now
 * @running: %FALSE for the last call of a run
 * @user_data: as given
 */
typedef void (*HopmapRampFunc) (double value, gboolean running, gpointer user_data);

HopmapRamp *hopmap_ramp_new (GtkWidget *widget, HopmapRampFunc func, gpointer user_data);
void hopmap_ramp_free (HopmapRamp *self);

void hopmap_ramp_start (HopmapRamp *self, double from, double to, gint64 length_us);
void hopmap_ramp_stop (HopmapRamp *self);
gboolean hopmap_ramp_is_running (const HopmapRamp *self);
gboolean hopmap_ramp_is_possible (HopmapRamp *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapRamp, hopmap_ramp_free)

G_END_DECLS
