/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An IPv4 or IPv6 address as a value: parsed once, compared and written in one canonical form.
 * What kind of address it is (private, reserved …) is told by the geo room.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_ADDRESS (hopmap_address_get_type ())

/**
 * HopmapAddress:
 * @family: 4, 6, or 0 for no address
 * @bytes: network order; an IPv4 address is in the first four, the rest is 0
 * @scope_id: interface index of a link-local IPv6 address (RFC 4007), else 0
 *
 * A plain value; a zeroed one is "no address".
 */
typedef struct
{
  guint8 family;
  guint8 bytes[16];
  guint32 scope_id;
} HopmapAddress;

GType hopmap_address_get_type (void);

gboolean hopmap_address_parse (const char *text, HopmapAddress *address);
void hopmap_address_init_from_bytes (HopmapAddress *address, guint family, const guint8 *bytes);
void hopmap_address_unmap (HopmapAddress *address);
gboolean hopmap_address_is_set (const HopmapAddress *address);
gboolean hopmap_address_equal (gconstpointer a, gconstpointer b);
guint hopmap_address_hash (gconstpointer address);
char *hopmap_address_to_string (const HopmapAddress *address);
HopmapAddress *hopmap_address_copy (const HopmapAddress *address);
void hopmap_address_free (HopmapAddress *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapAddress, hopmap_address_free)

G_END_DECLS
