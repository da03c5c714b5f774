/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapAddress: see the header. Text goes through inet_pton() and inet_ntop(), whose output is
 * the canonical form of RFC 5952.
 */
#include "hopmap-address.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (HopmapAddress, hopmap_address, hopmap_address_copy, hopmap_address_free)

static gsize
address_length (guint family)
{
  return family == 4 ? 4 : 16;
}

static gboolean
parse_scope (const char *zone, guint32 *scope_id)
{
  guint64 number;

  if (g_ascii_string_to_unsigned (zone, 10, 1, G_MAXINT32, &number, NULL))
    {
      *scope_id = (guint32) number;
      return TRUE;
    }

  *scope_id = if_nametoindex (zone);
  return *scope_id != 0;
}

/**
 * hopmap_address_parse:
 * @text: (nullable): an address as text; IPv6 without brackets, with or without %zone
 * @address: (out caller-allocates): the address; cleared where @text is none
 *
 * No name is looked up, and no abbreviated IPv4 form is taken.
 *
 * Returns: whether @text is an address
 */
gboolean
hopmap_address_parse (const char *text, HopmapAddress *address)
{
  g_autofree char *plain = NULL;
  const char *zone;

  memset (address, 0, sizeof *address);
  if (text == NULL)
    return FALSE;

  if (inet_pton (AF_INET, text, address->bytes) == 1)
    {
      address->family = 4;
      return TRUE;
    }

  zone = strchr (text, '%');
  plain = zone != NULL ? g_strndup (text, (gsize) (zone - text)) : g_strdup (text);
  if (inet_pton (AF_INET6, plain, address->bytes) != 1
      || (zone != NULL && !parse_scope (zone + 1, &address->scope_id)))
    {
      memset (address, 0, sizeof *address);
      return FALSE;
    }

  address->family = 6;
  return TRUE;
}

/**
 * hopmap_address_init_from_bytes:
 * @address: (out caller-allocates): the address
 * @family: 4 or 6
 * @bytes: 4 or 16 bytes in network order
 */
void
hopmap_address_init_from_bytes (HopmapAddress *address, guint family, const guint8 *bytes)
{
  g_return_if_fail (family == 4 || family == 6);

  memset (address, 0, sizeof *address);
  address->family = (guint8) family;
  memcpy (address->bytes, bytes, address_length (family));
}

/**
 * hopmap_address_unmap:
 * @address: an address
 *
 * Makes an IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2) the IPv4 address that it stands for.
 */
void
hopmap_address_unmap (HopmapAddress *address)
{
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };
  guint8 inner[4];

  if (address->family != 6 || memcmp (address->bytes, mapped, sizeof mapped) != 0)
    return;

  memcpy (inner, address->bytes + sizeof mapped, sizeof inner);
  hopmap_address_init_from_bytes (address, 4, inner);
}

/**
 * hopmap_address_is_set:
 * @address: (nullable): an address
 *
 * Returns: whether there is an address in @address
 */
gboolean
hopmap_address_is_set (const HopmapAddress *address)
{
  return address != NULL && address->family != 0;
}

/**
 * hopmap_address_equal:
 * @a: a #HopmapAddress
 * @b: a #HopmapAddress
 *
 * Returns: whether both are the same address of the same scope
 */
gboolean
hopmap_address_equal (gconstpointer a, gconstpointer b)
{
  const HopmapAddress *one = a;
  const HopmapAddress *other = b;

  return one->family == other->family && one->scope_id == other->scope_id
         && memcmp (one->bytes, other->bytes, sizeof one->bytes) == 0;
}

/**
 * hopmap_address_hash:
 * @address: a #HopmapAddress
 *
 * Returns: a hash that goes with hopmap_address_equal()
 */
guint
hopmap_address_hash (gconstpointer address)
{
  const HopmapAddress *self = address;
  guint hash = 5381u + self->family;

  for (gsize i = 0; i < sizeof self->bytes; i++)
    hash = hash * 33u + self->bytes[i];

  return hash ^ self->scope_id;
}

/**
 * hopmap_address_to_string:
 * @address: an address
 *
 * Returns: (transfer full): canonical text, with %zone for a scoped address; "" for no address
 */
char *
hopmap_address_to_string (const HopmapAddress *address)
{
  char text[INET6_ADDRSTRLEN];

  if (!hopmap_address_is_set (address))
    return g_strdup ("");

  inet_ntop (address->family == 4 ? AF_INET : AF_INET6, address->bytes, text, sizeof text);
  if (address->scope_id != 0)
    {
      char interface[IF_NAMESIZE];

      if (if_indextoname (address->scope_id, interface) != NULL)
        return g_strdup_printf ("%s%%%s", text, interface);
      return g_strdup_printf ("%s%%%u", text, address->scope_id);
    }

  return g_strdup (text);
}

/**
 * hopmap_address_copy:
 * @address: an address
 *
 * Returns: (transfer full): the same address on the heap
 */
HopmapAddress *
hopmap_address_copy (const HopmapAddress *address)
{
  return g_memdup2 (address, sizeof *address);
}

/**
 * hopmap_address_free:
 * @address: (transfer full): an address on the heap
 */
void
hopmap_address_free (HopmapAddress *address)
{
  g_free (address);
}
