/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A city database in a file (MaxMind's format): answers at once, asks nobody.
 */
#pragma once

#include "hopmap-geo-provider.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_MMDB_PROVIDER (hopmap_mmdb_provider_get_type ())

G_DECLARE_FINAL_TYPE (HopmapMmdbProvider, hopmap_mmdb_provider, HOPMAP, MMDB_PROVIDER, GObject)

HopmapMmdbProvider *hopmap_mmdb_provider_new (const char *path, GError **error);

G_END_DECLS
