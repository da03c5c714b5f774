/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small databases from a table in text, for tests and for overrides by hand. */
#pragma once

#include "hopmap-place-record.h"

G_BEGIN_DECLS

GBytes *hopmap_sample_database_encode (const char *table,
                                       HopmapPlaceLayout layout,
                                       guint64 build_epoch,
                                       GError **error);

G_END_DECLS
