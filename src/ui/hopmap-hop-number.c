/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-hop-number.h"

#include <hopmap-map-style.h>

/**
 * hopmap_hop_number_show:
 * @label: where to show it
 * @text: the number, or a range of them
 * @hop: the hop, or the first of the range
 * @rtt_ns: a round-trip time in nanoseconds, or -1 for none
 * @doubt: why the place is not certain, or ""
 *
 * Colour by round-trip time, a dashed ring where the place is in doubt, a second ring around the
 * destination.
 */
void
hopmap_hop_number_show (GtkLabel *label,
                        const char *text,
                        HopmapHop *hop,
                        gint64 rtt_ns,
                        const char *doubt)
{
  const char *classes[] = { "hop-number", hopmap_map_style_get_rtt_class (rtt_ns), NULL, NULL,
                            NULL };
  guint n = 2;

  if (*doubt != '\0' || rtt_ns < 0)
    classes[n++] = "vague";
  if (hopmap_hop_is_destination (hop))
    classes[n] = "destination";

  gtk_label_set_text (label, text);
  gtk_widget_set_css_classes (GTK_WIDGET (label), classes);
}
