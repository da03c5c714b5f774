/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bare "!" is that of the BSDs: the answer had a TTL of 1 left. See the header.
 */
#include "hopmap-traceroute-mark.h"

#include "hopmap-text-scan.h"

/* The letters of "destination unreachable", codes of ICMPv4 (RFC 792, RFC 1812). */
static const struct
{
  char letter;
  guint8 type4, code4;
  guint8 type6, code6;
} marks[] = {
  { 'N', 3, 0, 1, 0 },  { 'H', 3, 1, 1, 3 },  { 'P', 3, 2, 4, 1 },  { 'F', 3, 4, 2, 0 },
  { 'S', 3, 5, 1, 2 },  { 'U', 3, 6, 1, 0 },  { 'W', 3, 7, 1, 3 },  { 'I', 3, 8, 1, 2 },
  { 'A', 3, 9, 1, 1 },  { 'Z', 3, 10, 1, 1 }, { 'Q', 3, 11, 1, 0 }, { 'T', 3, 12, 1, 3 },
  { 'X', 3, 13, 1, 1 }, { 'V', 3, 14, 1, 1 }, { 'C', 3, 15, 1, 1 },
};

static void
set_unreachable (HopmapSample *sample, guint8 type4, guint8 code4, guint8 type6, guint8 code6)
{
  gboolean v6 = sample->address.family == 6;

  sample->answer = HOPMAP_ANSWER_UNREACHABLE;
  sample->icmp_type = v6 ? type6 : type4;
  sample->icmp_code = v6 ? code6 : code4;
}

static gboolean
apply_letter (HopmapSample *sample, HopmapMarkStyle style, char letter)
{
  if (letter == 'A' && style == HOPMAP_MARKS_IOS)
    letter = 'X';

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if (marks[i].letter == letter)
        {
          set_unreachable (sample, marks[i].type4, marks[i].code4, marks[i].type6, marks[i].code6);
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * hopmap_mark_apply:
 * @sample: a probe that was answered
 * @style: whose output it is
 * @text: what stands behind the "!": a letter, perhaps with an MTU; a code, perhaps in angle
 *   brackets; or nothing
 * @length: its bytes
 *
 * Returns: whether @sample was changed by it
 */
gboolean
hopmap_mark_apply (HopmapSample *sample, HopmapMarkStyle style, const char *text, gsize length)
{
  const char *p = text;
  guint number;

  if (length == 0)
    {
      sample->reply_ttl = 1;
      return TRUE;
    }
  if (*p == '<')
    p++;
  if (hopmap_scan_uint (&p, 255, &number))
    {
      set_unreachable (sample, 3, (guint8) number, 1, (guint8) number);
      return TRUE;
    }
  if (!apply_letter (sample, style, *text))
    return FALSE;

  p = text + 1;
  if (*p == '-' && p++ && hopmap_scan_uint (&p, 65535, &number))
    sample->mtu = (guint16) number;
  return TRUE;
}
