/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saves how a window looks as PNG, and closes it: not after a time, but when it looks the same twice.
 */
#pragma once

#include <gtk/gtk.h>

void window_picture_save (GtkWindow *window, const char *path);
