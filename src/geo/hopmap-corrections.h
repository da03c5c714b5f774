/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the person says that addresses are, kept in a file of the user's data: a provider that goes
 * before all others. When an address is looked up again is the locator's business.
 */
#pragma once

#include "hopmap-geo-provider.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_CORRECTIONS (hopmap_corrections_get_type ())

G_DECLARE_FINAL_TYPE (HopmapCorrections, hopmap_corrections, HOPMAP, CORRECTIONS, GObject)

HopmapCorrections *hopmap_corrections_new (const char *path);

gboolean hopmap_corrections_has (HopmapCorrections *self, const HopmapAddress *address);
gboolean hopmap_corrections_set (HopmapCorrections *self,
                                 const HopmapAddress *address,
                                 const HopmapPlace *place,
                                 GError **error);
void hopmap_corrections_forget (HopmapCorrections *self, const HopmapAddress *address);
void hopmap_corrections_flush (HopmapCorrections *self);

G_END_DECLS
