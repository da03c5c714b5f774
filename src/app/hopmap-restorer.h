/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Offers the traces that crashes have left, in the first window of the application, and brings back
 * those that the person wants.
 */
#pragma once

#include "hopmap-opener.h"

G_BEGIN_DECLS

typedef struct _HopmapRestorer HopmapRestorer;

HopmapRestorer *hopmap_restorer_new (GtkApplication *application,
                                     HopmapOpenWindow open_window,
                                     gpointer user_data);
void hopmap_restorer_free (HopmapRestorer *self);
void hopmap_restorer_offer (HopmapRestorer *self);

G_END_DECLS
