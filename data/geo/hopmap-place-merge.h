/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rate-distortion merge: when is a subtree of address ranges better told as one place? Pure
 * arithmetic over numbered sites; what a site is, the caller knows. */
#pragma once

#include "hopmap-mmdb-tree.h"

G_BEGIN_DECLS

/* How far apart two sites are, in km; symmetric, 0 for a site and itself. */
typedef double (*HopmapSiteDistance) (guint a, guint b, gpointer user_data);

typedef struct
{
  HopmapMmdbTree *tree;
  double lambda; /* what a node is worth, in addresses times km */
  HopmapSiteDistance distance;
  gpointer user_data;
} HopmapMerge;

/* A part of the source: what its best tree is and, while one site may still stand for all of it,
 * how many addresses are where. */
typedef struct
{
  HopmapMmdbBranch branch;
  double cost;    /* addresses times km, plus lambda for every node */
  GArray *shares; /* by site; NULL when nothing is known or the part is too diverse */
} HopmapPart;

/* Values of the trees that a merge makes: a site and a step of accuracy. */
#define HOPMAP_RADIUS_STEPS 8

guint32 hopmap_merge_pack_value (guint site, guint step);
guint hopmap_merge_get_site (guint32 value);
guint hopmap_merge_get_radius_km (guint32 value);

HopmapPart hopmap_merge_nothing (void);
HopmapPart hopmap_merge_range (const HopmapMerge *merge,
                               guint site,
                               double addresses,
                               double snap_km);
HopmapPart hopmap_merge_join (const HopmapMerge *merge,
                              HopmapPart left,
                              HopmapPart right,
                              guint depth,
                              guint cut_depth);
void hopmap_part_clear (HopmapPart *part);

G_END_DECLS
