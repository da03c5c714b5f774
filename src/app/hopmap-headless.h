/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tasks that need no display: trace or read and write, show the page, and locate a list of
 * addresses.
 */
#pragma once

#include "hopmap-command.h"
#include "hopmap-exit-status.h"

G_BEGIN_DECLS

HopmapExitStatus hopmap_headless_write (const HopmapCommand *command);
HopmapExitStatus hopmap_headless_serve (const HopmapCommand *command);
HopmapExitStatus hopmap_headless_locate (const HopmapCommand *command);

G_END_DECLS
