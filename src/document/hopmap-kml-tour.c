/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. Tours are Google's extension of KML; others leave them out. A longer way takes
 * longer, and the view is as wide as the place is doubtful.
 */
#include "hopmap-kml-tour.h"

#include "hopmap-hop-words.h"
#include "hopmap-kml-text.h"
#include "hopmap-number-text.h"

#include <glib/gi18n-lib.h>
#include <hopmap-sphere.h>

#define STAY_S       2.0
#define MIN_FLIGHT_S 2.0
#define MAX_FLIGHT_S 6.0
#define KM_PER_S     2000.0
#define RANGE_PER_KM 8000.0
#define MIN_RANGE_M  150000.0
#define MAX_RANGE_M  3000000.0
#define TILT_DEGREES 25.0
#define SAME_KM      0.05

static void
append_flight (GString *out, const HopmapPlace *place, double km)
{
  const double seconds = CLAMP (km / KM_PER_S, MIN_FLIGHT_S, MAX_FLIGHT_S);
  const double range = CLAMP (place->radius_km * RANGE_PER_KM, MIN_RANGE_M, MAX_RANGE_M);

  g_string_append (out, "<gx:FlyTo>");
  hopmap_kml_append_number (out, "gx:duration", seconds, 1);
  g_string_append (out, "<gx:flyToMode>bounce</gx:flyToMode><LookAt>");
  hopmap_kml_append_number (out, "longitude", place->longitude, HOPMAP_DEGREE_DECIMALS);
  hopmap_kml_append_number (out, "latitude", place->latitude, HOPMAP_DEGREE_DECIMALS);
  g_string_append (out, "<altitude>0</altitude><heading>0</heading>");
  hopmap_kml_append_number (out, "tilt", TILT_DEGREES, 1);
  hopmap_kml_append_number (out, "range", range, 0);
  g_string_append (out, "</LookAt></gx:FlyTo>\n<gx:Wait>");
  hopmap_kml_append_number (out, "gx:duration", STAY_S, 1);
  g_string_append (out, "</gx:Wait>\n");
}

/**
 * hopmap_kml_tour_append:
 * @out: inside a Document that declares the prefix "gx"
 * @route: a route; without places there is no tour
 */
void
hopmap_kml_tour_append (GString *out, HopmapRoute *route)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (route));
  g_autoptr (HopmapHop) last = NULL;
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      const HopmapPlace *from, *to;
      double km;

      if (!hopmap_hop_words_has_point (hop))
        continue;

      to = hopmap_hop_get_place (hop);
      from = last != NULL ? hopmap_hop_get_place (last) : to;
      km = hopmap_sphere_distance_km (from->latitude, from->longitude, to->latitude, to->longitude);
      if (last == NULL || km >= SAME_KM)
        append_flight (list, to, km);
      g_set_object (&last, hop);
    }

  if (list->len == 0)
    return;

  g_string_append (out, "<gx:Tour>");
  /* Translators: name of a flight along the route, in Google Earth */
  hopmap_kml_append_words (out, "name", _ ("Fly along the route"));
  g_string_append_printf (out, "<gx:Playlist>\n%s</gx:Playlist></gx:Tour>\n", list->str);
}
