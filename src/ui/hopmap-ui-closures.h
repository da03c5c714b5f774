/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the window says, as pure functions from the model to words and classes: no widget, no
 * display, no state. The widgets only place the results.
 */
#pragma once

#include "hopmap-journey.h"
#include "hopmap-route-change.h"
#include "hopmap-route.h"

G_BEGIN_DECLS

/**
 * HopmapUiTone: how a verdict is to be taken.
 */
typedef enum
{
  HOPMAP_UI_TONE_NEUTRAL,
  HOPMAP_UI_TONE_BUSY,
  HOPMAP_UI_TONE_WATCHING,
  HOPMAP_UI_TONE_GOOD,
  HOPMAP_UI_TONE_WARNING,
  HOPMAP_UI_TONE_BAD,
} HopmapUiTone;

/**
 * HopmapUiPage: what the window is about at the moment.
 * @HOPMAP_UI_PAGE_WELCOME: nothing was asked for yet
 * @HOPMAP_UI_PAGE_ROUTE: a route, on its way or finished
 * @HOPMAP_UI_PAGE_FAILURE: a trace that failed before any router answered
 */
typedef enum
{
  HOPMAP_UI_PAGE_WELCOME,
  HOPMAP_UI_PAGE_ROUTE,
  HOPMAP_UI_PAGE_FAILURE,
} HopmapUiPage;

/**
 * HopmapUiCountry: whether a row names the country.
 * @HOPMAP_UI_COUNTRY_SHOWN: it does
 * @HOPMAP_UI_COUNTRY_REPEATED: the row above did, so that the city is enough
 */
typedef enum
{
  HOPMAP_UI_COUNTRY_SHOWN,
  HOPMAP_UI_COUNTRY_REPEATED,
} HopmapUiCountry;

/**
 * HopmapUiPosition: whether routers that answered come after a run of silent ones.
 */
typedef enum
{
  HOPMAP_UI_POSITION_BETWEEN,
  HOPMAP_UI_POSITION_LAST,
} HopmapUiPosition;

/**
 * HopmapUiExtent: how much of the way a route knows.
 * @HOPMAP_UI_EXTENT_PART: some hops of it, so far or for good
 * @HOPMAP_UI_EXTENT_WHOLE: all of it, the destination answered
 */
typedef enum
{
  HOPMAP_UI_EXTENT_PART,
  HOPMAP_UI_EXTENT_WHOLE,
} HopmapUiExtent;

HopmapUiPage hopmap_ui_page (HopmapRoute *route);
HopmapUiExtent hopmap_ui_extent (HopmapRoute *route);

gint64 hopmap_ui_scale_ns (gint64 slowest_ns);
gint64 hopmap_ui_graph_scale_ns (gint64 slowest_ns);
double hopmap_ui_bar_fraction (gint64 rtt_ns, gint64 scale_ns);

char *hopmap_ui_dup_badge (guint first_ttl, guint last_ttl);
char *hopmap_ui_dup_row_title (HopmapHop *hop, HopmapUiCountry country);
char *hopmap_ui_dup_row_subtitle (HopmapHop *hop);
char *hopmap_ui_dup_row_detail (HopmapHop *hop);
char *hopmap_ui_dup_row_doubt (HopmapHop *hop);
char *hopmap_ui_dup_row_time (HopmapHop *hop);
char *hopmap_ui_dup_row_loss (HopmapHop *hop);
char *hopmap_ui_dup_network (HopmapHop *hop);
char *hopmap_ui_dup_course (HopmapHop *hop);
const char *hopmap_ui_evidence (const HopmapPlace *place);
char *hopmap_ui_dup_hop_sentence (HopmapHop *hop);
char *hopmap_ui_dup_silence (guint n_hops, HopmapUiPosition position);
char *hopmap_ui_dup_silence_sentence (guint first_ttl, guint last_ttl, HopmapUiPosition position);

char *hopmap_ui_dup_card_heading (const HopmapJourney *journey, HopmapUiExtent extent);
char *hopmap_ui_dup_card_countries (const HopmapJourney *journey);
char *hopmap_ui_dup_card_distance (const HopmapJourney *journey);

HopmapUiTone hopmap_ui_tone (HopmapPhase phase, HopmapEnd end);
const char *hopmap_ui_tone_icon (HopmapUiTone tone);
const char *hopmap_ui_method_title (HopmapProtocol protocol, HopmapAccess access);
const char *hopmap_ui_method_reason (HopmapProtocol protocol, HopmapAccess access);

gboolean hopmap_ui_is_watching (HopmapRoute *route);
char *hopmap_ui_dup_watch (HopmapRoute *route);
char *hopmap_ui_dup_n_changes (guint n);
char *hopmap_ui_dup_change (HopmapRoute *route, HopmapRouteChange *change);

char *hopmap_ui_dup_file_name (HopmapTarget *target, const char *extension);

G_END_DECLS
