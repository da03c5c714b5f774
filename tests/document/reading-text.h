/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was read, as text that is written by hand in the *.expected files beside the examples.
 */
#pragma once

#include <hopmap-document.h>

char *reading_text_dup (const HopmapReading *reading);
