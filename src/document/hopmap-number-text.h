/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as every program reads them: with a point, whatever the locale, and no longer than they
 * need to be.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Decimals of a degree: a tenth of a metre, well below what anybody knows of a router. */
#define HOPMAP_DEGREE_DECIMALS 6u

double hopmap_number_round (double number, guint decimals);
void hopmap_number_append (GString *out, double number, guint decimals);

G_END_DECLS
