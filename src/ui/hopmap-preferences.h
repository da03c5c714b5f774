/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The preferences: tracing, places, map, privacy. It changes the settings and the sources of places, and
 * does nothing else; what it cannot do itself are actions of the application: "app.clear-history".
 */
#pragma once

#include <adwaita.h>

#include "hopmap-place-sources.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_PREFERENCES (hopmap_preferences_get_type ())

G_DECLARE_FINAL_TYPE (HopmapPreferences,
                      hopmap_preferences,
                      HOPMAP,
                      PREFERENCES,
                      AdwPreferencesWindow)

GtkWindow *hopmap_preferences_new (GtkWindow *parent,
                                   GSettings *settings,
                                   HopmapPlaceSources *sources);

G_END_DECLS
