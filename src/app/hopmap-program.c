/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The start of a program: see the header.
 */
#include "hopmap-program.h"

#include "hopmap-config.h"
#include "hopmap-place.h"
#include "hopmap-plain-io.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/**
 * hopmap_program_begin:
 *
 * Opens the standard descriptors that whoever started the program left closed, finds the language
 * of the person, and names the program. Call it first in main(), and once.
 */
void
hopmap_program_begin (void)
{
  hopmap_plain_io_fill_descriptors ();
  setlocale (LC_ALL, "");
  bindtextdomain (HOPMAP_GETTEXT_DOMAIN, HOPMAP_LOCALEDIR);
  bind_textdomain_codeset (HOPMAP_GETTEXT_DOMAIN, "UTF-8");
  textdomain (HOPMAP_GETTEXT_DOMAIN);
  /* Of the package iso-codes, which most desktops have; without it countries are in English. */
  bind_textdomain_codeset ("iso_3166", "UTF-8");
  hopmap_place_set_country_domain ("iso_3166");
  g_set_prgname ("hopmap");
  g_set_application_name ("Hopmap");
}
