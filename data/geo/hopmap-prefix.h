/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An address prefix as text and as bits. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* IPv4 stands at ::/96, as in the tree of a database that holds both families. */
typedef struct
{
  guint8 address[16];
  guint length; /* of the 128 bits: 96 more than written for IPv4 */
} HopmapPrefix;

gboolean hopmap_prefix_parse (const char *text, HopmapPrefix *prefix, GError **error);

G_END_DECLS
