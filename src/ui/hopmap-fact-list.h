/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A titled list of facts. Facts that only say something new keep their rows, so that neither the
 * focus nor a selected text is lost while times come in.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_FACT_LIST (hopmap_fact_list_get_type ())

G_DECLARE_FINAL_TYPE (HopmapFactList, hopmap_fact_list, HOPMAP, FACT_LIST, GtkBox)

void hopmap_fact_list_set_title (HopmapFactList *self, const char *title);
void hopmap_fact_list_show (HopmapFactList *self, GPtrArray *facts);

G_END_DECLS
