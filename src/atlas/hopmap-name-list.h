/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names of countries and cities that belong on the bundled world, most important first.
 * Immutable and counted; it neither chooses nor draws.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-mercator.h"

G_BEGIN_DECLS

/**
 * HopmapNameKind:
 * @HOPMAP_NAME_COUNTRY: a country, written over its middle
 * @HOPMAP_NAME_CITY: a city, written beside its dot
 * @HOPMAP_NAME_STOP: where a route stops; not in the list, but written on the same map
 */
typedef enum
{
  HOPMAP_NAME_COUNTRY,
  HOPMAP_NAME_CITY,
  HOPMAP_NAME_STOP,
} HopmapNameKind;

#define HOPMAP_NAME_N_KINDS 3

/**
 * HopmapName:
 * @kind: what is named
 * @text: plain text, UTF-8
 * @point: in the unit square, x from 0 to 1
 * @weight: of a country its width there as a part of the world's, of a city its population
 */
typedef struct
{
  HopmapNameKind kind;
  char *text;
  HopmapMapPoint point;
  double weight;
} HopmapName;

typedef struct _HopmapNameList HopmapNameList;

#define HOPMAP_TYPE_NAME_LIST (hopmap_name_list_get_type ())

GType hopmap_name_list_get_type (void);

HopmapNameList *hopmap_name_list_read (GBytes *countries, GBytes *cities);
HopmapNameList *hopmap_name_list_load (void);
HopmapNameList *hopmap_name_list_ref (HopmapNameList *self);
void hopmap_name_list_unref (HopmapNameList *self);

const HopmapName *hopmap_name_list_get (const HopmapNameList *self,
                                        HopmapNameKind kind,
                                        guint *n_names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapNameList, hopmap_name_list_unref)

G_END_DECLS
