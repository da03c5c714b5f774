/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sentence that stays under the header bar until it no longer holds or is dismissed. One at a
 * time; passing words go to a toast instead.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_NOTICE_BAR (hopmap_notice_bar_get_type ())

G_DECLARE_FINAL_TYPE (HopmapNoticeBar, hopmap_notice_bar, HOPMAP, NOTICE_BAR, AdwBin)

GtkWidget *hopmap_notice_bar_new (void);

void hopmap_notice_bar_set_offer (HopmapNoticeBar *self,
                                  const char *icon_name,
                                  const char *label,
                                  const char *action,
                                  const char *dismiss_action);
void hopmap_notice_bar_add_answer (HopmapNoticeBar *self, const char *label, const char *action);
void hopmap_notice_bar_set_orientation (HopmapNoticeBar *self, GtkOrientation orientation);
void hopmap_notice_bar_set_text (HopmapNoticeBar *self, const char *text);
const char *hopmap_notice_bar_get_text (HopmapNoticeBar *self);

G_END_DECLS
