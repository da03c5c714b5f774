/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What became of the probes of a trace, and the one writer of it into a route: hops appear in the
 * route when the path is known to go that far, with all that was noted about them before. What a hop
 * of the route holds is not held here, too.
 */
#pragma once

#include "hopmap-route.h"
#include "hopmap-schedule-action.h"

G_BEGIN_DECLS

typedef struct _HopmapLogbook HopmapLogbook;

HopmapLogbook *hopmap_logbook_new (void);
void hopmap_logbook_free (HopmapLogbook *self);

void hopmap_logbook_note_asked (HopmapLogbook *self, const HopmapScheduleAction *action);
void hopmap_logbook_note_sent (HopmapLogbook *self,
                               HopmapRoute *route,
                               guint ttl,
                               guint index,
                               gint64 sent_ns);
void hopmap_logbook_note_answer (HopmapLogbook *self,
                                 HopmapRoute *route,
                                 guint ttl,
                                 guint index,
                                 const HopmapSample *answer);
void hopmap_logbook_note_lost (HopmapLogbook *self, HopmapRoute *route, guint ttl, guint index);
void hopmap_logbook_note_forgotten (HopmapLogbook *self, guint ttl, guint index);
gboolean hopmap_logbook_has_sent (HopmapLogbook *self, guint ttl);
void hopmap_logbook_show (HopmapLogbook *self, HopmapRoute *route, guint last_ttl);
guint hopmap_logbook_get_n_entries (HopmapLogbook *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapLogbook, hopmap_logbook_free)

G_END_DECLS
