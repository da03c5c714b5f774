/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a target to the one address that is traced. It asks the system's resolver and remembers
 * nothing.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-target.h"

G_BEGIN_DECLS

void hopmap_target_lookup_return (GTask *task,
                                  GResolver *system,
                                  HopmapTarget *target,
                                  guint family);

G_END_DECLS
