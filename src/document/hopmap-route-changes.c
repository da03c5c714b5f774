/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The changes of a route; see the header.
 */
#include "hopmap-route-changes.h"

#include "hopmap-json-value.h"
#include "hopmap-plain-text.h"
#include "hopmap-rfc3339.h"
#include "hopmap-route-log.h"

static GListModel *
find_changes (HopmapRoute *route)
{
  HopmapRouteLog *log = hopmap_route_log_new ();

  hopmap_route_log_set_route (log, route);
  return G_LIST_MODEL (log);
}

/* In UTC, as all times for programs are; NULL where a file did not say. */
static char *
dup_time (HopmapRoute *route, HopmapRouteChange *change)
{
  GDateTime *started = hopmap_route_get_started (route);
  const gint64 at_ns = hopmap_route_change_get_at_ns (change);

  return started != NULL && at_ns >= 0
             ? hopmap_rfc3339_dup (hopmap_rfc3339_from_date_time (started) + at_ns)
             : NULL;
}

/**
 * hopmap_route_changes_append_text:
 * @out: where to append
 * @route: a route
 *
 * Appends an empty line and a line for each change: when, and who answers in whose place. Nothing
 * where nothing changed.
 */
void
hopmap_route_changes_append_text (GString *out, HopmapRoute *route)
{
  g_autoptr (GListModel) changes = find_changes (route);
  const guint n = g_list_model_get_n_items (changes);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapRouteChange) change = g_list_model_get_item (changes, i);
      g_autofree char *time = dup_time (route, change);
      g_autofree char *text = hopmap_route_change_dup_text (change);

      g_string_append_printf (out, "%s%s%s", i == 0 ? "\n" : "", time != NULL ? time : "",
                              time != NULL ? "  " : "");
      hopmap_plain_text_append (out, text);
      g_string_append_c (out, '\n');
    }
}

/**
 * hopmap_route_changes_add_json:
 * @builder: in the object of a trace
 * @route: the route
 *
 * Adds the member "changes", where something changed: of each the "ttl", the time "at", and the
 * addresses "from" and "to".
 */
void
hopmap_route_changes_add_json (JsonBuilder *builder, HopmapRoute *route)
{
  g_autoptr (GListModel) changes = find_changes (route);
  const guint n = g_list_model_get_n_items (changes);

  if (n == 0)
    return;

  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapRouteChange) change = g_list_model_get_item (changes, i);
      g_autofree char *time = dup_time (route, change);

      json_builder_begin_object (builder);
      hopmap_json_add_int (builder, "ttl", hopmap_route_change_get_ttl (change));
      hopmap_json_add_string (builder, "at", time);
      hopmap_json_add_address (builder, "from", hopmap_route_change_get_from (change));
      hopmap_json_add_address (builder, "to", hopmap_route_change_get_to (change));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}
