/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gives memory that nobody needs any more back to the system, once there has been quiet for a while.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void hopmap_spare_memory_return_soon (void);

G_END_DECLS
