/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The routes to one host over IPv4 and over IPv6: two windows, each with its list, and both routes on
 * the map of each.
 */
#pragma once

#include "hopmap-window-session.h"

G_BEGIN_DECLS

/**
 * HopmapOpenWindowWith:
 * @user_data: as given
 * @options: how its traces are made; copied
 *
 * Returns: (transfer none): a new window's session keeper
 */
typedef HopmapWindowSession *(*HopmapOpenWindowWith) (gpointer user_data,
                                                      const HopmapTraceOptions *options);

void hopmap_family_comparison_start (HopmapWindow *window,
                                     HopmapOpenWindowWith open_window,
                                     gpointer user_data);

G_END_DECLS
