/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window: entry, map, hops. It is handed a route and shows it. What it cannot do itself it asks
 * for by the actions "win.trace" (a string: what was typed), "win.trace-with" (a protocol), "win.stop",
 * "win.again" and "win.watch" (a switch), which the application puts into its action map, and by
 * actions of the application. An enabled "win.stop" takes every Escape, so it is enabled only while
 * there is something to stop. Its signal "route-saved" tells that its route, ended, is in a file from
 * which it can be opened again; its signal "route-ended", that the route is not traced any more.
 */
#pragma once

#include <adwaita.h>

#include "hopmap-place-sources.h"
#include "hopmap-registry.h"
#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_WINDOW (hopmap_window_get_type ())

G_DECLARE_FINAL_TYPE (HopmapWindow, hopmap_window, HOPMAP, WINDOW, AdwApplicationWindow)

HopmapWindow *hopmap_window_new (GtkApplication *app);

void hopmap_window_set_route (HopmapWindow *self, HopmapRoute *route);
HopmapRoute *hopmap_window_get_route (HopmapWindow *self);
GtkWidget *hopmap_window_get_map (HopmapWindow *self);
GListModel *hopmap_window_get_log (HopmapWindow *self);
void hopmap_window_set_companion (HopmapWindow *self, HopmapRoute *route);
void hopmap_window_set_host (HopmapWindow *self, const char *text);
void hopmap_window_show_host_problem (HopmapWindow *self, const char *sentence);
void hopmap_window_show_message (HopmapWindow *self, const char *sentence);
void hopmap_window_set_notice (HopmapWindow *self, const char *sentence);
void hopmap_window_set_offer (HopmapWindow *self, const char *sentence);
void hopmap_window_set_place_sources (HopmapWindow *self, HopmapPlaceSources *sources);
void hopmap_window_set_registry (HopmapWindow *self, HopmapRegistry *registry);
void hopmap_window_set_history (HopmapWindow *self, GListModel *hosts);
void hopmap_window_set_opened (HopmapWindow *self, const char *notice, const char *const *traces);
void hopmap_window_set_file (HopmapWindow *self, GFile *file, gboolean tells_origin);
void hopmap_window_set_attribution (HopmapWindow *self, const char *text);

void hopmap_window_install_accels (GtkApplication *app);

G_END_DECLS
