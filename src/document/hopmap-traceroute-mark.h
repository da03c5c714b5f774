/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The marks of traceroute, such as !H, as ICMP messages: what hopmap_sample_dup_mark() does, the
 * other way round.
 */
#pragma once

#include <hopmap-sample.h>

G_BEGIN_DECLS

/**
 * HopmapMarkStyle:
 * @HOPMAP_MARKS_UNIX: as in Unix
 * @HOPMAP_MARKS_IOS: Cisco's: !A is what others call !X
 */
typedef enum
{
  HOPMAP_MARKS_UNIX,
  HOPMAP_MARKS_IOS,
} HopmapMarkStyle;

gboolean hopmap_mark_apply (HopmapSample *sample,
                            HopmapMarkStyle style,
                            const char *text,
                            gsize length);

G_END_DECLS
