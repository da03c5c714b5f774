/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which services on the web may be asked at this moment, where and with which key.
 */
#pragma once

#include "hopmap-key-ring.h"
#include "hopmap-locator.h"
#include "hopmap-place-sources.h"

G_BEGIN_DECLS

typedef struct _HopmapServiceChoice HopmapServiceChoice;

HopmapServiceChoice *hopmap_service_choice_new (HopmapPlaceSources *sources,
                                                HopmapKeyRing *key_ring,
                                                GSettings *settings);
void hopmap_service_choice_free (HopmapServiceChoice *self);
char *hopmap_service_choice_dup_digest (const HopmapServiceChoice *self, gboolean offline);
void hopmap_service_choice_apply (const HopmapServiceChoice *self,
                                  HopmapLocator *locator,
                                  gboolean offline);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapServiceChoice, hopmap_service_choice_free)

G_END_DECLS
