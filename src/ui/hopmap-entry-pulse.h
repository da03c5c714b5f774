/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The light that runs through an entry while something goes on: only while somebody can see it, and
 * not for people who asked for no animations.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _HopmapEntryPulse HopmapEntryPulse;

HopmapEntryPulse *hopmap_entry_pulse_new (GtkEntry *entry);
void hopmap_entry_pulse_free (HopmapEntryPulse *pulse);
void hopmap_entry_pulse_set_running (HopmapEntryPulse *pulse, gboolean running);

G_END_DECLS
