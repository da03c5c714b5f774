/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The members of a document that this version knows, object by object: what is not listed here is
 * kept as it is (hopmap-json-unknown.h). A member that a writer gets has to be added here.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HopmapJsonShape HopmapJsonShape;

/**
 * HopmapJsonPart:
 * @name: a member that is an object, or an array of objects
 * @shape: what is known of each
 * @list: whether it is an array
 */
typedef struct
{
  const char *name;
  const HopmapJsonShape *shape;
  gboolean list;
} HopmapJsonPart;

/**
 * HopmapJsonShape:
 * @known: the names of its members, ended by %NULL
 * @parts: those of them that are looked into, ended by one without a name, or %NULL
 * @is_place: whether it tells of a point, and of nothing once that has moved
 */
struct _HopmapJsonShape
{
  const char *const *known;
  const HopmapJsonPart *parts;
  gboolean is_place;
};

extern const HopmapJsonShape hopmap_json_shape_document;
extern const HopmapJsonShape hopmap_json_shape_trace;
extern const HopmapJsonShape hopmap_json_shape_source;
extern const HopmapJsonShape hopmap_json_shape_own_source;
extern const HopmapJsonShape hopmap_json_shape_hop;
extern const HopmapJsonShape hopmap_json_shape_host;

G_END_DECLS
