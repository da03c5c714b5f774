/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form before a route is exported: in which format, and what is withheld. It remembers nothing
 * from one time to the next, least of all a key.
 */
#pragma once

#include <adwaita.h>
#include <hopmap-format.h>
#include <hopmap-route.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_EXPORT_DIALOG (hopmap_export_dialog_get_type ())

G_DECLARE_FINAL_TYPE (HopmapExportDialog, hopmap_export_dialog, HOPMAP, EXPORT_DIALOG, AdwWindow)

HopmapExportDialog *hopmap_export_dialog_new (GtkWindow *parent, HopmapRoute *route);

void hopmap_export_dialog_set_shown (HopmapExportDialog *self, const HopmapPictureFrame *shown);

const HopmapFormat *hopmap_export_dialog_get_format (HopmapExportDialog *self);
guint hopmap_export_dialog_get_mask_hops (HopmapExportDialog *self);
gboolean hopmap_export_dialog_get_tell_location (HopmapExportDialog *self);
const char *hopmap_export_dialog_get_google_key (HopmapExportDialog *self);
HopmapPictureFrame hopmap_export_dialog_get_picture (HopmapExportDialog *self);

G_END_DECLS
