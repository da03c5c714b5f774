/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranges of addresses that networks announce, as a table "start,end,number,name" lists them. */
#pragma once

#include "hopmap-mmdb-tree.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 number;
  char *name;
} HopmapNetwork;

typedef struct _HopmapRangeList HopmapRangeList;

HopmapRangeList *hopmap_range_list_new (void);
void hopmap_range_list_free (HopmapRangeList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapRangeList, hopmap_range_list_free)

gboolean hopmap_range_list_read (HopmapRangeList *list, const char *path, GError **error);
guint hopmap_range_list_get_n_networks (HopmapRangeList *list);
const HopmapNetwork *hopmap_range_list_get_network (HopmapRangeList *list, guint index);
HopmapMmdbBranch hopmap_range_list_plant (HopmapRangeList *list,
                                          HopmapMmdbTree *tree,
                                          gboolean ipv4);

G_END_DECLS
