/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An address prefix as text and as bits. */
#include "hopmap-prefix.h"

#include <arpa/inet.h>
#include <gio/gio.h>
#include <string.h>

/**
 * hopmap_prefix_parse:
 * @text: "192.0.2.0/24", "2001:db8::/32" or one address
 *
 * Returns: whether @text was understood; bits beyond the length are cleared
 */
gboolean
hopmap_prefix_parse (const char *text, HopmapPrefix *prefix, GError **error)
{
  const char *slash = strchr (text, '/');
  g_autofree char *address = slash != NULL ? g_strndup (text, (gsize) (slash - text))
                                           : g_strdup (text);
  guint64 length = 0;
  guint base = 0;

  memset (prefix, 0, sizeof *prefix);
  if (inet_pton (AF_INET, address, prefix->address + 12) == 1)
    base = 96;
  else if (inet_pton (AF_INET6, address, prefix->address) != 1)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "“%s” is neither an IPv4 nor an IPv6 address", address);
      return FALSE;
    }
  length = 128 - base;
  if (slash != NULL && !g_ascii_string_to_unsigned (slash + 1, 10, 0, length, &length, error))
    return FALSE;
  prefix->length = base + (guint) length;
  for (guint bit = prefix->length; bit < 128; bit++)
    prefix->address[bit / 8] &= (guint8) ~(0x80 >> bit % 8);
  return TRUE;
}
