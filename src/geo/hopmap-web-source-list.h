/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The services on the web that this program knows how to ask, in the order in which it prefers them,
 * in words for people.
 */
#pragma once

#include "hopmap-place-sources.h"

G_BEGIN_DECLS

HopmapPlaceSources *hopmap_web_source_list_new (void);

G_END_DECLS
