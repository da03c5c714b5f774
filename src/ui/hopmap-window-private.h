/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the window share: its parts (hopmap-window.c), its actions
 * (hopmap-window-actions.c) and how it turns when it becomes narrow (hopmap-window-layout.c).
 */
#pragma once

#include "hopmap-hop-list.h"
#include "hopmap-host-entry.h"
#include "hopmap-notice-bar.h"
#include "hopmap-route-card.h"
#include "hopmap-route-watch.h"
#include "hopmap-verdict-bar.h"
#include "hopmap-welcome-page.h"
#include "hopmap-window.h"

#include <hopmap-map-view.h>

G_BEGIN_DECLS

struct _HopmapWindow
{
  AdwApplicationWindow parent_instance;

  AdwHeaderBar *header;
  GtkWidget *again;
  GtkWidget *save;
  AdwWindowTitle *title;
  AdwBin *entry_bar;
  HopmapHostEntry *entry;
  GtkRevealer *entry_message;
  GtkLabel *entry_message_label;
  HopmapNoticeBar *notice;
  HopmapNoticeBar *offer;
  AdwToastOverlay *toasts;
  GtkPaned *paned;
  GtkOverlay *map_overlay;
  HopmapMapView *map;
  HopmapRouteCard *card;
  GtkStack *front;
  HopmapWelcomePage *welcome;
  AdwStatusPage *failure;
  GtkWidget *panel;
  HopmapVerdictBar *verdict;
  HopmapHopList *list;

  HopmapRouteWatch *watch;
  GtkSingleSelection *selection;
  GCancellable *cancellable;
  GtkFileChooserNative *chooser;
  const char *style_class;

  GdkSurface *surface;
  guint layout_idle;
  guint settle_tick;
  guint settling;
  gboolean narrow;
  gboolean split_set;
  int panel_width;
  double map_part;
};

AdwToast *hopmap_window_toast_new (const char *sentence);
void hopmap_window_tell_saved (HopmapWindow *self);

void hopmap_window_install_actions (GtkWidgetClass *widget_class);
void hopmap_window_update_actions (HopmapWindow *self);
void hopmap_window_save_route (HopmapWindow *self, const char *format_name, GFile *file);

void hopmap_window_layout_install_properties (GObjectClass *object_class);
void hopmap_window_layout_init (HopmapWindow *self);
void hopmap_window_layout_realize (HopmapWindow *self);
void hopmap_window_layout_unrealize (HopmapWindow *self);
void hopmap_window_layout_queue (HopmapWindow *self);
void hopmap_window_layout_show_panel (HopmapWindow *self, gboolean shown);

G_END_DECLS
