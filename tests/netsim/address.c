/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See address.h. */
#include "address.h"

#include <arpa/inet.h>
#include <string.h>

gboolean
netsim_address_parse (const char *text, guint family, NetsimAddress *address)
{
  memset (address, 0, sizeof *address);
  if (inet_pton (family == 4 ? AF_INET : AF_INET6, text, address->bytes) != 1)
    return FALSE;
  address->family = family == 4 ? 4 : 6;
  return TRUE;
}

const char *
netsim_address_print (const NetsimAddress *address, char words[NETSIM_ADDRESS_WORDS])
{
  if (address->family == 0)
    g_strlcpy (words, "-", NETSIM_ADDRESS_WORDS);
  else
    inet_ntop (address->family == 4 ? AF_INET : AF_INET6, address->bytes, words,
               NETSIM_ADDRESS_WORDS);
  return words;
}

gboolean
netsim_address_equal (const NetsimAddress *one, const NetsimAddress *other)
{
  return one->family == other->family && memcmp (one->bytes, other->bytes, sizeof one->bytes) == 0;
}

gsize
netsim_address_size (const NetsimAddress *address)
{
  return address->family == 4 ? 4 : address->family == 6 ? 16 : 0;
}

guint
netsim_family_index (guint family)
{
  return family == 6 ? 1 : 0;
}
