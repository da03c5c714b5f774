/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which window a file or a text goes to: one that shows nothing of its own, else a new one, so that
 * no trace is lost by opening another.
 */
#pragma once

#include "hopmap-window-session.h"

G_BEGIN_DECLS

typedef struct _HopmapOpener HopmapOpener;

/**
 * HopmapOpenWindow:
 * @user_data: as given
 *
 * Returns: (transfer none): a new window's session keeper
 */
typedef HopmapWindowSession *(*HopmapOpenWindow) (gpointer user_data);

HopmapOpener *hopmap_opener_new (HopmapOpenWindow open_window, gpointer user_data);
void hopmap_opener_free (HopmapOpener *self);
void hopmap_opener_attach (HopmapOpener *self, HopmapWindow *window);
void hopmap_opener_open_file (HopmapOpener *self, GtkWindow *near, GFile *file);
void hopmap_opener_choose_file (HopmapOpener *self, GtkApplication *application);
void hopmap_opener_dismiss (HopmapOpener *self);

G_END_DECLS
