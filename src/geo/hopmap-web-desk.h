/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The web half of the locator: takes an entry through the services on the web, from the preferred to
 * the last, until one knows a city. Before a service is asked, its kept answer is looked for.
 */
#pragma once

#include "hopmap-locator-entry.h"
#include "hopmap-place-store.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_WEB_DESK (hopmap_web_desk_get_type ())

G_DECLARE_FINAL_TYPE (HopmapWebDesk, hopmap_web_desk, HOPMAP, WEB_DESK, GObject)

/**
 * HopmapWebDeskClient:
 * @find: the entry of an address, or %NULL where nobody is interested any more
 * @changed: an entry has changed, and may be complete
 * @problem_changed: hopmap_web_desk_get_problem() has changed
 *
 * Whose entries they are. @changed may make the entry go away.
 */
typedef struct
{
  HopmapLocatorEntry *(*find) (const HopmapAddress *address, gpointer user_data);
  void (*changed) (HopmapLocatorEntry *entry, gpointer user_data);
  void (*problem_changed) (gpointer user_data);
} HopmapWebDeskClient;

HopmapWebDesk *hopmap_web_desk_new (const HopmapWebDeskClient *client, gpointer user_data);
void hopmap_web_desk_shut (HopmapWebDesk *self);

void hopmap_web_desk_set_store (HopmapWebDesk *self, HopmapPlaceStore *store);
void hopmap_web_desk_set_providers (HopmapWebDesk *self, GPtrArray *providers, gboolean offline);
const GError *hopmap_web_desk_get_problem (HopmapWebDesk *self);
const GError *hopmap_web_desk_get_problem_of (HopmapWebDesk *self, const char *provider);

gboolean hopmap_web_desk_has_services (HopmapWebDesk *self);
void hopmap_web_desk_serve (HopmapWebDesk *self, HopmapLocatorEntry *entry);
void hopmap_web_desk_withdraw (HopmapWebDesk *self, HopmapLocatorEntry *entry);

G_END_DECLS
