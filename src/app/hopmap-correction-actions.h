/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A window's actions by which a person says where a router really is.
 */
#pragma once

#include "hopmap-window.h"

G_BEGIN_DECLS

void hopmap_correction_actions_attach (HopmapWindow *window);

G_END_DECLS
