/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapSample: see the header.
 */
#include "hopmap-sample.h"

#define ICMPV6_PACKET_TOO_BIG    2
#define ICMPV6_PARAMETER_PROBLEM 4

/*
 * The letters that traceroute made usual, for destination unreachable of ICMPv4 (RFC 792, RFC 1812)
 * and of ICMPv6 (RFC 4443). IPv6 has a type of its own for what does not fit a link.
 */
static const char *
find_mark (const HopmapSample *sample)
{
  static const char *const v4[] = { "!N", "!H", "!P", NULL, "!F", "!S", "!U", "!W",
                                    "!I", "!A", "!Z", "!Q", "!T", "!X", "!V", "!C" };
  static const char *const v6[] = { "!N", "!X", "!S", "!H", NULL, "!X", "!X" };
  const guint code = sample->icmp_code;

  if (sample->address.family == 4)
    return code < G_N_ELEMENTS (v4) ? v4[code] : NULL;
  if (sample->icmp_type == ICMPV6_PACKET_TOO_BIG)
    return "!F";
  if (sample->icmp_type == ICMPV6_PARAMETER_PROBLEM)
    return code == 1 ? "!P" : NULL;

  return code < G_N_ELEMENTS (v6) ? v6[code] : NULL;
}

/**
 * hopmap_sample_dup_mark:
 * @sample: a probe and its answer
 *
 * Returns: (transfer full) (nullable): traceroute's mark ("!H", "!X" …) where the answer is that the
 *   destination cannot be reached, else %NULL
 */
char *
hopmap_sample_dup_mark (const HopmapSample *sample)
{
  const char *mark;

  if (sample->answer != HOPMAP_ANSWER_UNREACHABLE)
    return NULL;

  mark = find_mark (sample);
  return mark != NULL ? g_strdup (mark) : g_strdup_printf ("!<%u>", sample->icmp_code);
}
