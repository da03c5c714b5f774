/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a window shows before its first trace: what this is for, and hosts to begin with. Nothing is
 * sent to anybody before one of them is chosen.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_WELCOME_PAGE (hopmap_welcome_page_get_type ())

G_DECLARE_FINAL_TYPE (HopmapWelcomePage, hopmap_welcome_page, HOPMAP, WELCOME_PAGE, AdwBin)

GtkWidget *hopmap_welcome_page_new (void);
void hopmap_welcome_page_set_history (HopmapWelcomePage *self, GListModel *hosts);
void hopmap_welcome_page_set_columns (HopmapWelcomePage *self, guint columns);

G_END_DECLS
