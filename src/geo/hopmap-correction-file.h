/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file of the places that a person has put right: a key file with one group an address. Read with
 * distrust, written whole or not at all; it blocks.
 */
#pragma once

#include <glib.h>

#include "hopmap-address.h"
#include "hopmap-place.h"

G_BEGIN_DECLS

GKeyFile *hopmap_correction_file_load (const char *path, GError **error);
HopmapPlace *hopmap_correction_file_read (GKeyFile *file,
                                          const char *group,
                                          HopmapAddress *address);
gboolean hopmap_correction_file_save (const char *path,
                                      const char *group,
                                      const HopmapPlace *place,
                                      GError **error);

G_END_DECLS
