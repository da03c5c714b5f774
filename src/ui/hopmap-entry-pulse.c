/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapEntryPulse: see the header.
 */
#include "hopmap-entry-pulse.h"

#define INTERVAL_MS 90

struct _HopmapEntryPulse
{
  GtkEntry *entry;
  gboolean running;
  guint source;
};

static gboolean
pulse_cb (gpointer user_data)
{
  HopmapEntryPulse *pulse = user_data;

  gtk_entry_progress_pulse (pulse->entry);
  return G_SOURCE_CONTINUE;
}

static void
update (HopmapEntryPulse *pulse)
{
  GtkWidget *widget = GTK_WIDGET (pulse->entry);
  gboolean animations = TRUE;

  g_clear_handle_id (&pulse->source, g_source_remove);
  /* A pulsing entry has the fraction 0 already: only a change of it ends the pulse. */
  gtk_entry_set_progress_fraction (pulse->entry, 1.0);
  gtk_entry_set_progress_fraction (pulse->entry, 0.0);

  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &animations, NULL);
  if (pulse->running && animations && gtk_widget_get_mapped (widget))
    pulse->source = g_timeout_add (INTERVAL_MS, pulse_cb, pulse);
}

static void
unmap_cb (HopmapEntryPulse *pulse)
{
  g_clear_handle_id (&pulse->source, g_source_remove);
}

/**
 * hopmap_entry_pulse_new:
 * @entry: an entry, which must outlive what is returned
 *
 * Returns: (transfer full): its light, not running
 */
HopmapEntryPulse *
hopmap_entry_pulse_new (GtkEntry *entry)
{
  HopmapEntryPulse *pulse = g_new0 (HopmapEntryPulse, 1);

  pulse->entry = entry;
  g_signal_connect_swapped (entry, "map", G_CALLBACK (update), pulse);
  g_signal_connect_swapped (entry, "unmap", G_CALLBACK (unmap_cb), pulse);
  return pulse;
}

/**
 * hopmap_entry_pulse_free:
 * @pulse: (transfer full): a light, which goes out
 */
void
hopmap_entry_pulse_free (HopmapEntryPulse *pulse)
{
  g_clear_handle_id (&pulse->source, g_source_remove);
  g_signal_handlers_disconnect_by_data (pulse->entry, pulse);
  g_free (pulse);
}

/**
 * hopmap_entry_pulse_set_running:
 * @pulse: a light
 * @running: whether something goes on
 */
void
hopmap_entry_pulse_set_running (HopmapEntryPulse *pulse, gboolean running)
{
  pulse->running = running;
  update (pulse);
}
