/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The menu of a row that shows a hop: by secondary click, long press, Menu key or Shift+F10.
 */
#pragma once

#include <gtk/gtk.h>
#include <hopmap-hop.h>

G_BEGIN_DECLS

/**
 * HopmapRowHopFunc:
 * @widget: any widget within a row
 *
 * Returns: (transfer none) (nullable): the hop that it shows, if it is one that shows a hop
 */
typedef HopmapHop *(*HopmapRowHopFunc) (GtkWidget *widget);

typedef struct _HopmapRowMenu HopmapRowMenu;

HopmapRowMenu *hopmap_row_menu_new (GtkWidget *owner, GtkWidget *view, HopmapRowHopFunc get_hop);
void hopmap_row_menu_free (HopmapRowMenu *self);
void hopmap_row_menu_set_selection (HopmapRowMenu *self, GtkSingleSelection *selection);

G_END_DECLS
