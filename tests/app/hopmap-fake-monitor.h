/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A network monitor that says what a test wants, in place of the one of this computer.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void hopmap_fake_monitor_install (void);
void hopmap_fake_monitor_set_available (gboolean available);

G_END_DECLS
