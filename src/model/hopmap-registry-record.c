/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRegistryRecord: see the header.
 */
#include "hopmap-registry-record.h"

/**
 * hopmap_registry_record_new:
 *
 * Returns: (transfer full): an empty record
 */
HopmapRegistryRecord *
hopmap_registry_record_new (void)
{
  return g_new0 (HopmapRegistryRecord, 1);
}

/**
 * hopmap_registry_record_free:
 * @record: (transfer full): a record
 */
void
hopmap_registry_record_free (HopmapRegistryRecord *record)
{
  g_free (record->registry);
  g_free (record->uri);
  g_free (record->name);
  g_free (record->handle);
  g_free (record->holder);
  g_free (record->country);
  g_free (record->abuse);
  g_clear_pointer (&record->registered, g_date_time_unref);
  g_clear_pointer (&record->changed, g_date_time_unref);
  g_free (record);
}

static guint
get_bit (const HopmapAddress *address, guint bit)
{
  return (address->bytes[bit / 8] >> (7 - bit % 8)) & 1u;
}

/* The length of the one prefix that both ends bound, or -1 where it takes several. */
static int
find_prefix_length (const HopmapAddress *first, const HopmapAddress *last)
{
  const guint n_bits = first->family == 4 ? 32 : 128;
  guint length = 0;

  while (length < n_bits && get_bit (first, length) == get_bit (last, length))
    length++;
  for (guint bit = length; bit < n_bits; bit++)
    if (get_bit (first, bit) != 0 || get_bit (last, bit) != 1)
      return -1;

  return (int) length;
}

/**
 * hopmap_registry_record_dup_range:
 * @record: a record with both ends
 *
 * Returns: (transfer full): "192.0.2.0 – 192.0.2.255 (192.0.2.0/24)"; without the prefix where the
 *   network is not one
 */
char *
hopmap_registry_record_dup_range (const HopmapRegistryRecord *record)
{
  const int length = find_prefix_length (&record->first, &record->last);
  g_autofree char *first = hopmap_address_to_string (&record->first);
  g_autofree char *last = hopmap_address_to_string (&record->last);

  return length < 0 ? g_strdup_printf ("%s – %s", first, last)
                    : g_strdup_printf ("%s – %s (%s/%d)", first, last, first, length);
}
