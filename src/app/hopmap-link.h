/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Links of the scheme "traceroute:", as a web page or a chat may hold them: "traceroute:example.org",
 * "traceroute://example.org/". Whoever made the link is not the person: it is shown, and waits.
 */
#pragma once

#include "hopmap-target.h"

G_BEGIN_DECLS

#define HOPMAP_LINK_SCHEME "traceroute"

gboolean hopmap_link_is_one (const char *text);
HopmapTarget *hopmap_link_parse (const char *text, GError **error);

G_END_DECLS
