/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See release.h. */
#include "release.h"

void
netsim_release_add (NetsimRelease *release, const NetsimParcel *parcel)
{
  NetsimParcel *copy = g_memdup2 (parcel, sizeof *parcel);
  GList *before = release->parcels.tail;

  /* What is late is mostly due last, so the way from the end is short. */
  while (before != NULL && ((NetsimParcel *) before->data)->due_ns > copy->due_ns)
    before = before->prev;
  if (before == NULL)
    g_queue_push_head (&release->parcels, copy);
  else
    g_queue_insert_after (&release->parcels, before, copy);
}

gint64
netsim_release_next (const NetsimRelease *release)
{
  const GList *head = release->parcels.head;

  return head != NULL ? ((const NetsimParcel *) head->data)->due_ns : G_MAXINT64;
}

gboolean
netsim_release_take (NetsimRelease *release, gint64 now_ns, NetsimParcel *parcel)
{
  g_autofree NetsimParcel *first = NULL;

  if (release->parcels.head == NULL || netsim_release_next (release) > now_ns)
    return FALSE;
  first = g_queue_pop_head (&release->parcels);
  *parcel = *first;
  return TRUE;
}

guint
netsim_release_waiting (const NetsimRelease *release)
{
  return release->parcels.length;
}

void
netsim_release_clear (NetsimRelease *release)
{
  NetsimParcel parcel;

  while (netsim_release_take (release, G_MAXINT64, &parcel))
    g_byte_array_unref (parcel.bytes);
}
