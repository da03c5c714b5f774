/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An animation from one pose to another on a widget's frame clock. It only says where to stand; who
 * started it moves the map.
 */
#pragma once

#include <gtk/gtk.h>

#include "hopmap-map-pose.h"

G_BEGIN_DECLS

typedef struct _HopmapMapGlide HopmapMapGlide;

/**
 * HopmapMapGlideFunc:
 * @pose: where to stand now
 * @running: %FALSE for the last call of a glide
 * @user_data: as given
 */
typedef void (*HopmapMapGlideFunc) (const HopmapMapPose *pose,
                                    gboolean running,
                                    gpointer user_data);

HopmapMapGlide *hopmap_map_glide_new (GtkWidget *widget,
                                      HopmapMapGlideFunc func,
                                      gpointer user_data);
void hopmap_map_glide_free (HopmapMapGlide *self);

gboolean hopmap_map_glide_is_possible (HopmapMapGlide *self);
void hopmap_map_glide_start (HopmapMapGlide *self,
                             const HopmapMapPose *from,
                             const HopmapMapPose *to,
                             gint64 length_us);
void hopmap_map_glide_stop (HopmapMapGlide *self);
gboolean hopmap_map_glide_is_running (const HopmapMapGlide *self);
const HopmapMapPose *hopmap_map_glide_get_end (const HopmapMapGlide *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapMapGlide, hopmap_map_glide_free)

G_END_DECLS
