/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route as a table in Markdown, for tickets and chats.
 */
#pragma once

#include "hopmap-format.h"

G_BEGIN_DECLS

extern const HopmapFormat hopmap_markdown_format;

G_END_DECLS
