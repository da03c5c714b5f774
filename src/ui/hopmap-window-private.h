/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the window share: its parts (hopmap-window.c), its actions
 * (hopmap-window-actions.c), how it turns when it becomes narrow (hopmap-window-layout.c) what is
 * remembered of it (hopmap-window-memory.c), what leaves it and what comes in (hopmap-window-files.c,
 * hopmap-window-paste.c), what is done with one hop (hopmap-window-hops.c) and whether the web may be
 * asked (hopmap-window-consent.c).
 */
#pragma once

#include "hopmap-hop-details.h"
#include "hopmap-hop-list.h"
#include "hopmap-hop-table.h"
#include "hopmap-host-entry.h"
#include "hopmap-notice-bar.h"
#include "hopmap-opened-bar.h"
#include "hopmap-route-card.h"
#include "hopmap-route-watch.h"
#include "hopmap-verdict-bar.h"
#include "hopmap-welcome-page.h"
#include "hopmap-window.h"

#include <hopmap-map-view.h>
#include <hopmap-route-log.h>

G_BEGIN_DECLS

/* Pixels. */
#define HOPMAP_PANEL_MIN_WIDTH 260

struct _HopmapWindow
{
  AdwApplicationWindow parent_instance;

  AdwHeaderBar *header;
  GtkWidget *again;
  GtkWidget *save;
  GtkWidget *watch_button;
  GtkWidget *table_button;
  GMenu *columns_menu;
  AdwWindowTitle *title;
  AdwBin *entry_bar;
  HopmapHostEntry *entry;
  GtkRevealer *entry_message;
  GtkLabel *entry_message_label;
  HopmapNoticeBar *notice;
  HopmapNoticeBar *offer;
  HopmapNoticeBar *question;
  HopmapOpenedBar *opened;
  GMenu *recent_menu;
  AdwToastOverlay *toasts;
  GtkPaned *paned;
  GtkOverlay *map_overlay;
  HopmapMapView *map;
  HopmapRouteCard *card;
  GtkStack *front;
  HopmapWelcomePage *welcome;
  AdwStatusPage *failure;
  GtkButton *other_family;
  GtkWidget *panel;
  HopmapVerdictBar *verdict;
  GtkStack *views;
  HopmapHopList *list;
  HopmapHopTable *table;
  HopmapHopDetails *details;

  HopmapRouteWatch *watch;
  HopmapRouteLog *log;
  GtkSingleSelection *selection;
  GCancellable *cancellable;
  GtkFileChooserNative *chooser;
  HopmapPlaceSources *sources;
  GFile *file;                /* the document that the route is in */
  gboolean file_tells_origin; /* which says where the person was who measured it */
  const char *style_class;
  gboolean ended;
  gboolean told_in_entry; /* why its route failed */

  GdkSurface *surface;
  guint layout_idle;
  guint settle_tick;
  guint settling;
  gboolean narrow;
  gboolean stacked;
  gboolean split_set;
  int panel_width;
  double map_part;
  gboolean show_table;
  guint mask_hops;
};

void hopmap_window_show_entry_message (HopmapWindow *self);
void hopmap_window_watch_style (HopmapWindow *self);
AdwToast *hopmap_window_toast_new (const char *sentence);
void hopmap_window_tell_saved (HopmapWindow *self);

void hopmap_window_install_actions (GtkWidgetClass *widget_class);
void hopmap_window_update_actions (HopmapWindow *self);
void hopmap_window_save_route (HopmapWindow *self, const char *format_name, GFile *file);

void hopmap_window_install_file_actions (GtkWidgetClass *widget_class);
void hopmap_window_update_file_actions (HopmapWindow *self, gboolean answered);
void hopmap_window_paste_init (HopmapWindow *self);

void hopmap_window_memory_install_properties (GObjectClass *object_class);
void hopmap_window_memory_init (HopmapWindow *self);
void hopmap_window_mask_hops (HopmapWindow *self);
void hopmap_window_set_panel_width (HopmapWindow *self, int width);
void hopmap_window_set_map_part (HopmapWindow *self, double part);
void hopmap_window_set_show_table (HopmapWindow *self, gboolean show_table);

void hopmap_window_install_hop_actions (GtkWidgetClass *widget_class);
void hopmap_window_hops_init (HopmapWindow *self);
void hopmap_window_show_hops (HopmapWindow *self);

void hopmap_window_install_consent_actions (GtkWidgetClass *widget_class);
void hopmap_window_ask_for_consent (HopmapWindow *self);

void hopmap_window_install_failure_actions (GtkWidgetClass *widget_class);
void hopmap_window_show_failure (HopmapWindow *self, HopmapRoute *route);

void hopmap_window_layout_init (HopmapWindow *self);
void hopmap_window_layout_realize (HopmapWindow *self);
void hopmap_window_layout_unrealize (HopmapWindow *self);
void hopmap_window_layout_stack (HopmapWindow *self);
void hopmap_window_layout_queue (HopmapWindow *self);
void hopmap_window_layout_show_panel (HopmapWindow *self, gboolean shown);

G_END_DECLS
