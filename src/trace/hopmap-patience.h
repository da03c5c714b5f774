/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long to wait for each hop, judged by the answers that the others gave. It sends nothing and
 * gives nothing up.
 */
#pragma once

#include "hopmap-attempts.h"
#include "hopmap-survey.h"

G_BEGIN_DECLS

/**
 * HopmapPatience:
 * @fixed_ns: the wait that was asked for, or 0 to judge by what is seen
 * @known_ns: how long to wait for another answer of a hop that is known
 * @since_ns: by TTL, the moment from which a hop without an answer is waited for
 * @wait_ns: by TTL, how long
 * @trailing: by TTL, whether no hop behind it answered
 *
 * All in nanoseconds. Read the fields, never write them.
 */
typedef struct
{
  gint64 fixed_ns;
  gint64 known_ns;
  gint64 since_ns[HOPMAP_MAX_TTL + 1];
  gint64 wait_ns[HOPMAP_MAX_TTL + 1];
  gboolean trailing[HOPMAP_MAX_TTL + 1];
} HopmapPatience;

void hopmap_patience_init (HopmapPatience *self, double wait_s);
void hopmap_patience_judge (HopmapPatience *self,
                            const HopmapSurvey *survey,
                            HopmapAttempts *attempts);
guint hopmap_patience_get_tries (const HopmapPatience *self,
                                 const HopmapSurvey *survey,
                                 guint ttl,
                                 HopmapAttempts *attempts);

G_END_DECLS
