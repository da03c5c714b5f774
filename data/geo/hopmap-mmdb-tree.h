/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A binary prefix tree in which equal subtrees are one node: what an MMDB search tree is, before it
 * has a file. It knows nothing of what its values mean. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What hangs on one side of a node: nothing, a value (any number below 2^31, for MMDB files the
 * offset in the data section) or another node. Equal branches stand for equal subtrees. */
typedef guint32 HopmapMmdbBranch;

#define HOPMAP_MMDB_NOTHING    ((HopmapMmdbBranch) 0)
#define HOPMAP_MMDB_VALUE_FLAG ((HopmapMmdbBranch) 1 << 31)

typedef struct _HopmapMmdbTree HopmapMmdbTree;

typedef HopmapMmdbBranch (*HopmapMmdbTranslate) (guint32 value, gpointer user_data);

HopmapMmdbTree *hopmap_mmdb_tree_new (void);
void hopmap_mmdb_tree_free (HopmapMmdbTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapMmdbTree, hopmap_mmdb_tree_free)

HopmapMmdbBranch hopmap_mmdb_branch_for_value (guint32 value);
gboolean hopmap_mmdb_branch_is_value (HopmapMmdbBranch branch);
gboolean hopmap_mmdb_branch_is_node (HopmapMmdbBranch branch);
guint32 hopmap_mmdb_branch_get_value (HopmapMmdbBranch branch);

HopmapMmdbBranch hopmap_mmdb_tree_join (HopmapMmdbTree *tree,
                                        HopmapMmdbBranch left,
                                        HopmapMmdbBranch right);
HopmapMmdbBranch hopmap_mmdb_tree_fork (HopmapMmdbTree *tree,
                                        HopmapMmdbBranch left,
                                        HopmapMmdbBranch right);
HopmapMmdbBranch hopmap_mmdb_tree_insert (HopmapMmdbTree *tree,
                                          HopmapMmdbBranch root,
                                          const guint8 address[16],
                                          guint length,
                                          HopmapMmdbBranch branch);
HopmapMmdbBranch hopmap_mmdb_tree_find (HopmapMmdbTree *tree,
                                        HopmapMmdbBranch root,
                                        const guint8 address[16],
                                        guint length);
void hopmap_mmdb_tree_get_sides (HopmapMmdbTree *tree,
                                 HopmapMmdbBranch node,
                                 HopmapMmdbBranch *left,
                                 HopmapMmdbBranch *right);
HopmapMmdbBranch hopmap_mmdb_tree_translate (HopmapMmdbTree *tree,
                                             HopmapMmdbBranch root,
                                             HopmapMmdbTranslate translate,
                                             gpointer user_data);
guint hopmap_mmdb_tree_get_size (HopmapMmdbTree *tree);

G_END_DECLS
