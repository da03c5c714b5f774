/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks for the address of a tile server of one's own, and whose tiles they are.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * HopmapTilesChosen:
 * @address: a valid pattern
 * @credit: whose tiles they are, may be empty
 * @user_data: as given
 */
typedef void (*HopmapTilesChosen) (const char *address, const char *credit, gpointer user_data);

void hopmap_tiles_dialog_ask (GtkWindow *parent,
                              const char *address,
                              const char *credit,
                              HopmapTilesChosen chosen,
                              GObject *owner);

G_END_DECLS
