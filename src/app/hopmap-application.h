/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The application: its windows, the actions that they ask for, and the command lines that later
 * starts of the program hand to the first one.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_APPLICATION (hopmap_application_get_type ())

G_DECLARE_FINAL_TYPE (HopmapApplication, hopmap_application, HOPMAP, APPLICATION, AdwApplication)

HopmapApplication *hopmap_application_new (void);

G_END_DECLS
