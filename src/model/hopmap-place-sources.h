/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The services that can be asked for places, the preferred one first, and whether any may be asked at
 * all: what the consent banner and the preferences show and change. Asking is not done here.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-place-source.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_PLACE_SOURCES (hopmap_place_sources_get_type ())

G_DECLARE_FINAL_TYPE (HopmapPlaceSources, hopmap_place_sources, HOPMAP, PLACE_SOURCES, GObject)

HopmapPlaceSources *hopmap_place_sources_new (void);
void hopmap_place_sources_append (HopmapPlaceSources *self, HopmapPlaceSource *source);
HopmapPlaceSource *hopmap_place_sources_find (HopmapPlaceSources *self, const char *id);

HopmapConsent hopmap_place_sources_get_consent (HopmapPlaceSources *self);
void hopmap_place_sources_set_consent (HopmapPlaceSources *self, HopmapConsent consent);
gboolean hopmap_place_sources_get_keep_answers (HopmapPlaceSources *self);
void hopmap_place_sources_set_keep_answers (HopmapPlaceSources *self, gboolean keep);
void hopmap_place_sources_forget_answers (HopmapPlaceSources *self);
char *hopmap_place_sources_dup_question (HopmapPlaceSources *self);

G_END_DECLS
