/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The places and networks that a recorded route already holds: answers at once, asks nobody.
 */
#pragma once

#include "hopmap-geo-provider.h"
#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_RECORDED_PROVIDER (hopmap_recorded_provider_get_type ())

G_DECLARE_FINAL_TYPE (HopmapRecordedProvider,
                      hopmap_recorded_provider,
                      HOPMAP,
                      RECORDED_PROVIDER,
                      GObject)

HopmapRecordedProvider *hopmap_recorded_provider_new (HopmapRoute *recording);
gboolean hopmap_recorded_provider_knows (HopmapHop *hop);

G_END_DECLS
