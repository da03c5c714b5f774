/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of HopmapLocator share, and nobody else includes: hopmap-locator.c has the object and
 * whom it asks, hopmap-locator-watch.c who waits for which address.
 */
#pragma once

#include "hopmap-locator-entry.h"
#include "hopmap-locator.h"
#include "hopmap-web-client.h"
#include "hopmap-web-desk.h"

G_BEGIN_DECLS

struct _HopmapLocator
{
  GObject parent_instance;

  GPtrArray *local; /* of HopmapGeoProvider, the preferred one first */
  HopmapCorrections *corrections;
  HopmapPlace *origin;
  HopmapWebDesk *web;
  HopmapWebClient *client; /* NULL before there is a service */
  GHashTable *entries;     /* HopmapAddress to HopmapLocatorEntry */
  GHashTable *watches;     /* id to Watch, see hopmap-locator-watch.c */
  guint last_id;

  GError *database_problem;
  GError *setting_problem; /* a service whose address makes no sense */
};

void hopmap_locator_note_database_problem (HopmapLocator *self, const GError *error);

HopmapLocatorEntry *hopmap_locator_find_entry (const HopmapAddress *address, gpointer user_data);
void hopmap_locator_hear_entry (HopmapLocatorEntry *entry, gpointer user_data);
void hopmap_locator_look_again (HopmapLocator *self, const HopmapAddress *address);
void hopmap_locator_ask_anew (HopmapLocator *self);

G_END_DECLS
