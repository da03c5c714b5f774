/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapWriteOptions: see the header.
 */
#include "hopmap-write-options.h"

/**
 * hopmap_write_options_init:
 * @options: (out caller-allocates): set to the defaults: nothing is withheld, there is no key
 */
void
hopmap_write_options_init (HopmapWriteOptions *options)
{
  *options = (HopmapWriteOptions){ .google_start = HOPMAP_GOOGLE_WITH_KEY };
}
