/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A service on the web that can be asked where routers are, as a person sees it: what it is, what it
 * wants, whether it may be asked, and what is wrong with it. Asking it is not done here.
 */
#pragma once

#include "hopmap-enums.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_PLACE_SOURCE (hopmap_place_source_get_type ())

G_DECLARE_FINAL_TYPE (HopmapPlaceSource, hopmap_place_source, HOPMAP, PLACE_SOURCE, GObject)

/**
 * HopmapPlaceSourceFacts:
 * @id: short name for programs, never translated
 * @name: name for people
 * @description: one translated sentence: what it is good for
 * @host: the server that is asked
 * @terms: (nullable): what its use is bound to, a translated sentence
 * @attribution: (nullable): the line that is shown with its answers
 * @uri: where a person can read more, and get a key
 * @needs_key: whether it answers with a key only
 * @key_hint: (nullable): what the key looks like, translated
 * @clear_text: whether anybody on the way can read what is asked
 *
 * What does not change of a source.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *description;
  const char *host;
  const char *terms;
  const char *attribution;
  const char *uri;
  gboolean needs_key;
  const char *key_hint;
  gboolean clear_text;
} HopmapPlaceSourceFacts;

HopmapPlaceSource *hopmap_place_source_new (const HopmapPlaceSourceFacts *facts);

const char *hopmap_place_source_get_id (HopmapPlaceSource *self);
const char *hopmap_place_source_get_name (HopmapPlaceSource *self);
const char *hopmap_place_source_get_description (HopmapPlaceSource *self);
const char *hopmap_place_source_get_host (HopmapPlaceSource *self);
const char *hopmap_place_source_get_terms (HopmapPlaceSource *self);
const char *hopmap_place_source_get_attribution (HopmapPlaceSource *self);
const char *hopmap_place_source_get_uri (HopmapPlaceSource *self);
gboolean hopmap_place_source_get_needs_key (HopmapPlaceSource *self);
const char *hopmap_place_source_get_key_hint (HopmapPlaceSource *self);
gboolean hopmap_place_source_get_clear_text (HopmapPlaceSource *self);

gboolean hopmap_place_source_get_enabled (HopmapPlaceSource *self);
void hopmap_place_source_set_enabled (HopmapPlaceSource *self, gboolean enabled);

HopmapKeyState hopmap_place_source_get_key_state (HopmapPlaceSource *self);
void hopmap_place_source_set_key_state (HopmapPlaceSource *self, HopmapKeyState state);
char *hopmap_place_source_dup_key_text (HopmapPlaceSource *self);
void hopmap_place_source_give_key (HopmapPlaceSource *self, const char *key);

const char *hopmap_place_source_get_problem (HopmapPlaceSource *self);
void hopmap_place_source_set_problem (HopmapPlaceSource *self, const char *problem);
gboolean hopmap_place_source_is_ready (HopmapPlaceSource *self);

G_END_DECLS
