/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. Whom the table does not name is asked for at ARIN, which knows all the others.
 */
#include "hopmap-rdap-servers.h"

static const HopmapRdapServer servers[HOPMAP_N_RDAP_SERVERS] = {
  [HOPMAP_RDAP_ARIN] = { "ARIN", "https://rdap.arin.net/registry" },
  [HOPMAP_RDAP_RIPE] = { "RIPE NCC", "https://rdap.db.ripe.net" },
  [HOPMAP_RDAP_APNIC] = { "APNIC", "https://rdap.apnic.net" },
  [HOPMAP_RDAP_LACNIC] = { "LACNIC", "https://rdap.lacnic.net/rdap" },
  [HOPMAP_RDAP_AFRINIC] = { "AFRINIC", "https://rdap.afrinic.net/rdap" },
};

/* A letter for each first byte of an IPv4 address: A(RIN), R(IPE), (A)P(NIC), L(ACNIC), (A)F(RINIC). */
static const char ipv4_blocks[] =
    /*   0 */ "APRAARAAAAAAAAPAAAAAAAAAARAPAAAR"
              /*  32 */ "AAAAPRAPAFPPAARAAPARARAAARPPPPRA"
              /*  64 */ "AAAAAAAAAAAAARRRRRRRRRRRRRRRRRRR"
              /*  96 */ "AAAAAPFPAFPAARPPPPPPPPPPPPPPPPPA"
              /* 128 */ "AAAAAPAAAAAAARAAARAAAAPRAPFAAAAA"
              /* 160 */ "AAAPAAAAAAAPAAAPRLRLPLPPARLLRLLL"
              /* 192 */ "ARRRFFAALLPPAAAAAAPPRRAAARPPPPPP"
              /* 224 */ "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/* Blocks of IPv6 (the first four bytes, and how many bits of them count). */
static const struct
{
  guint32 prefix;
  guint length;
  HopmapRdapServerId id;
} ipv6_blocks[] = {
  { 0x20014200, 23, HOPMAP_RDAP_AFRINIC }, { 0x2c000000, 12, HOPMAP_RDAP_AFRINIC },
  { 0x20010200, 23, HOPMAP_RDAP_APNIC },   { 0x20010c00, 23, HOPMAP_RDAP_APNIC },
  { 0x20010e00, 23, HOPMAP_RDAP_APNIC },   { 0x20014400, 23, HOPMAP_RDAP_APNIC },
  { 0x20018000, 19, HOPMAP_RDAP_APNIC },   { 0x2001a000, 20, HOPMAP_RDAP_APNIC },
  { 0x2001b000, 20, HOPMAP_RDAP_APNIC },   { 0x24000000, 12, HOPMAP_RDAP_APNIC },
  { 0x20011200, 23, HOPMAP_RDAP_LACNIC },  { 0x28000000, 12, HOPMAP_RDAP_LACNIC },
  { 0x20010600, 23, HOPMAP_RDAP_RIPE },    { 0x20010800, 22, HOPMAP_RDAP_RIPE },
  { 0x20011400, 22, HOPMAP_RDAP_RIPE },    { 0x20011a00, 23, HOPMAP_RDAP_RIPE },
  { 0x20011c00, 22, HOPMAP_RDAP_RIPE },    { 0x20012000, 19, HOPMAP_RDAP_RIPE },
  { 0x20014000, 23, HOPMAP_RDAP_RIPE },    { 0x20014600, 23, HOPMAP_RDAP_RIPE },
  { 0x20014a00, 23, HOPMAP_RDAP_RIPE },    { 0x20014c00, 23, HOPMAP_RDAP_RIPE },
  { 0x20015000, 20, HOPMAP_RDAP_RIPE },    { 0x20030000, 18, HOPMAP_RDAP_RIPE },
  { 0x2a000000, 12, HOPMAP_RDAP_RIPE },    { 0x2a100000, 12, HOPMAP_RDAP_RIPE },
};

/**
 * hopmap_rdap_server_get:
 * @id: a registry
 *
 * Returns: (transfer none): its name and where it is
 */
const HopmapRdapServer *
hopmap_rdap_server_get (HopmapRdapServerId id)
{
  g_return_val_if_fail (id < HOPMAP_N_RDAP_SERVERS, NULL);

  return &servers[id];
}

static HopmapRdapServerId
find_ipv4 (guint8 first_byte)
{
  switch (ipv4_blocks[first_byte])
    {
    case 'R':
      return HOPMAP_RDAP_RIPE;
    case 'P':
      return HOPMAP_RDAP_APNIC;
    case 'L':
      return HOPMAP_RDAP_LACNIC;
    case 'F':
      return HOPMAP_RDAP_AFRINIC;
    default:
      return HOPMAP_RDAP_ARIN;
    }
}

static HopmapRdapServerId
find_ipv6 (guint32 start)
{
  for (guint i = 0; i < G_N_ELEMENTS (ipv6_blocks); i++)
    if ((start ^ ipv6_blocks[i].prefix) >> (32 - ipv6_blocks[i].length) == 0)
      return ipv6_blocks[i].id;

  return HOPMAP_RDAP_ARIN;
}

/**
 * hopmap_rdap_server_find:
 * @address: a public address
 *
 * Returns: the registry to begin with
 */
HopmapRdapServerId
hopmap_rdap_server_find (const HopmapAddress *address)
{
  const guint8 *b = address->bytes;

  if (address->family == 4)
    return find_ipv4 (b[0]);

  return find_ipv6 ((guint32) b[0] << 24 | (guint32) b[1] << 16 | (guint32) b[2] << 8 | b[3]);
}
