/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What both programs, hopmap and hopmap-window, do before anything else.
 */
#pragma once

void hopmap_program_begin (void);
