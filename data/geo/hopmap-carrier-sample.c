/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples of carriers: see the header. Always the same for the same database of networks. */
#include "hopmap-carrier-sample.h"

#include <string.h>

#define N_EACH 200
#define SEED   20260617

/* A network may be too small for a draw of random addresses to meet it often. */
#define MAX_DRAWS 60000000

/* Arelion, Lumen, Cogent, NTT, GTT, Hurricane Electric, Zayo, Tata, Sparkle, Deutsche Telekom, RETN,
 * Orange, Telxius, PCCW, Telstra, Vodafone, Verizon. */
static const guint32 carriers[] = { 1299, 3356, 174,  2914,  3257, 6939, 6461, 6453, 6762,
                                    3320, 9002, 5511, 12956, 3491, 4637, 1273, 701 };

static guint32
read_number (MMDB_entry_s *entry)
{
  MMDB_entry_data_s value;

  if (MMDB_get_value (entry, &value, "autonomous_system_number", NULL) != MMDB_SUCCESS
      || !value.has_data || value.type != MMDB_DATA_TYPE_UINT32)
    return 0;
  return value.uint32;
}

/**
 * hopmap_carrier_sample_find_network:
 * @networks: a database of networks
 * @address: 4 bytes
 * @number: (out): who announces it; 0 where nobody does
 *
 * Returns: FALSE with an error when the file is damaged
 */
gboolean
hopmap_carrier_sample_find_network (HopmapCitySource *networks,
                                    const guint8 *address,
                                    guint32 *number,
                                    GError **error)
{
  HopmapCitySide found;

  if (!hopmap_city_source_find (networks, HOPMAP_FAMILY_IPV4, address, &found, error))
    return FALSE;
  *number = found.kind == HOPMAP_SIDE_ENTRY ? read_number (&found.entry) : 0;
  return TRUE;
}

/**
 * hopmap_carrier_sample_new:
 * @networks: a database of networks
 *
 * Returns: (transfer full): addresses of 4 bytes, 200 of each of 17 carriers, fewer of one that has
 *   few; or NULL with an error
 */
GArray *
hopmap_carrier_sample_new (HopmapCitySource *networks, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (GArray) addresses = g_array_new (FALSE, FALSE, 4);
  guint n_drawn[G_N_ELEMENTS (carriers)] = { 0 };

  for (guint i = 0; i < MAX_DRAWS && addresses->len < N_EACH * G_N_ELEMENTS (carriers); i++)
    {
      guint32 ipv4 = g_rand_int (rand), number;
      guint8 address[4];

      memcpy (address, &ipv4, sizeof address);
      if (!hopmap_carrier_sample_find_network (networks, address, &number, error))
        return NULL;
      for (guint k = 0; number != 0 && k < G_N_ELEMENTS (carriers); k++)
        if (carriers[k] == number && n_drawn[k]++ < N_EACH)
          g_array_append_val (addresses, address);
    }
  return g_steal_pointer (&addresses);
}
