/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A search tree and a data section as one MMDB 2.0 file. */
#pragma once

#include "hopmap-mmdb-data.h"
#include "hopmap-mmdb-tree.h"

G_BEGIN_DECLS

/* What the metadata of a file say besides the facts that follow from the tree. */
typedef struct
{
  guint ip_version; /* 4: the tree is 32 bits deep; 6: 128 bits, IPv4 at ::/96 */
  const char *database_type;
  const char *description; /* in English */
  guint64 build_epoch;     /* seconds since 1970 */
} HopmapMmdbHeading;

GBytes *hopmap_mmdb_file_encode (HopmapMmdbTree *tree,
                                 HopmapMmdbBranch root,
                                 HopmapMmdbData *data,
                                 const HopmapMmdbHeading *heading,
                                 GError **error);
HopmapMmdbBranch hopmap_mmdb_file_alias_ipv4 (HopmapMmdbTree *tree, HopmapMmdbBranch root);

G_END_DECLS
