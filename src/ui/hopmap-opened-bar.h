/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is to be said of a file that was opened: what was not understood of it, and, where it holds
 * several traces, which one of them is shown.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_OPENED_BAR (hopmap_opened_bar_get_type ())

G_DECLARE_FINAL_TYPE (HopmapOpenedBar, hopmap_opened_bar, HOPMAP, OPENED_BAR, AdwBin)

void hopmap_opened_bar_set_orientation (HopmapOpenedBar *self, GtkOrientation orientation);
void hopmap_opened_bar_show (HopmapOpenedBar *self, const char *notice, const char *const *traces);

G_END_DECLS
