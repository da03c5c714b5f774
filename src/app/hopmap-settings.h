/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the person's settings and the environment mean for the rooms below.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-distance-book.h"
#include "hopmap-locator.h"
#include "hopmap-trace-options.h"

G_BEGIN_DECLS

GSettings *hopmap_settings_open (void);
HopmapCorrections *hopmap_settings_get_corrections (void);
void hopmap_settings_fill_options (GSettings *settings, HopmapTraceOptions *options);
HopmapDistanceBook *hopmap_settings_create_distances (void);
HopmapPlaceStore *hopmap_settings_create_store (void);
HopmapLocator *hopmap_settings_create_locator (GSettings *settings, HopmapPlaceStore *store);

G_END_DECLS
