/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A source of places in the preferences: whether it may be asked, what that means, and its key.
 */
#pragma once

#include <adwaita.h>

#include "hopmap-place-source.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_SOURCE_ROW (hopmap_source_row_get_type ())

G_DECLARE_FINAL_TYPE (HopmapSourceRow, hopmap_source_row, HOPMAP, SOURCE_ROW, AdwExpanderRow)

GtkWidget *hopmap_source_row_new (HopmapPlaceSource *source);

G_END_DECLS
