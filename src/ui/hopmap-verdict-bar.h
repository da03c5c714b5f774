/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sentence over the hop list: how the trace went or goes, and by which method. A screen reader
 * is told when it changes.
 */
#pragma once

#include <gtk/gtk.h>

#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_VERDICT_BAR (hopmap_verdict_bar_get_type ())

G_DECLARE_FINAL_TYPE (HopmapVerdictBar, hopmap_verdict_bar, HOPMAP, VERDICT_BAR, GtkBox)

/**
 * HopmapVerdictBarSize: how much it says.
 * @HOPMAP_VERDICT_BAR_FULL: everything
 * @HOPMAP_VERDICT_BAR_SENTENCE: neither address nor method
 */
typedef enum
{
  HOPMAP_VERDICT_BAR_FULL,
  HOPMAP_VERDICT_BAR_SENTENCE,
} HopmapVerdictBarSize;

GtkWidget *hopmap_verdict_bar_new (void);

void hopmap_verdict_bar_show_route (HopmapVerdictBar *self, HopmapRoute *route);
void hopmap_verdict_bar_set_size (HopmapVerdictBar *self, HopmapVerdictBarSize size);
void hopmap_verdict_bar_set_log (HopmapVerdictBar *self, GListModel *log);
const char *hopmap_verdict_bar_get_text (HopmapVerdictBar *self);

G_END_DECLS
