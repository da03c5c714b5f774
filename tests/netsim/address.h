/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An IPv4 or IPv6 address, with its words read and written. It asks no name server. */
#pragma once

#include <glib.h>

/* Where a thing has one value for each family: index 0 is IPv4, 1 is IPv6. */
#define NETSIM_FAMILIES 2

typedef struct
{
  guint8 family;    /* 4, 6, or 0: none */
  guint8 bytes[16]; /* in network order; IPv4 uses the first four, the others are zero */
} NetsimAddress;

/* Room for the words of any address, with the nul. */
#define NETSIM_ADDRESS_WORDS 46

/* Reads TEXT, which must be an address of FAMILY (4 or 6). FALSE: it is not. */
gboolean netsim_address_parse (const char *text, guint family, NetsimAddress *address);

/* Writes ADDRESS into WORDS ("-" for none) and gives WORDS back. */
const char *netsim_address_print (const NetsimAddress *address, char words[NETSIM_ADDRESS_WORDS]);

gboolean netsim_address_equal (const NetsimAddress *one, const NetsimAddress *other);

/* 4 or 16; 0 for none. */
gsize netsim_address_size (const NetsimAddress *address);

/* The index of FAMILY (4 or 6) in arrays of NETSIM_FAMILIES. */
guint netsim_family_index (guint family);
