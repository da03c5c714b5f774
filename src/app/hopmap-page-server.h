/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One page, shown over HTTP: nothing but that page, to GET and HEAD, whatever else is asked.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_PAGE_SERVER (hopmap_page_server_get_type ())

G_DECLARE_FINAL_TYPE (HopmapPageServer, hopmap_page_server, HOPMAP, PAGE_SERVER, GObject)

HopmapPageServer *hopmap_page_server_new (GBytes *page,
                                          const char *name,
                                          GInetAddress *address,
                                          guint16 port,
                                          GError **error);
char *hopmap_page_server_dup_uri (HopmapPageServer *self);
gboolean hopmap_page_server_is_private (HopmapPageServer *self);

G_END_DECLS
