/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The chapters in a journal's folder, put together again. It changes nothing there.
 */
#pragma once

#include "hopmap-journal-folder.h"

#include <hopmap-route.h>

G_BEGIN_DECLS

HopmapRoute *hopmap_journal_read (HopmapJournalFolder *folder, gboolean *cut_short, GError **error);

G_END_DECLS
