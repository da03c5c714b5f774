/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Templates of widgets: see the header.
 */
#include "hopmap-ui-template.h"

#include "hopmap-config.h"
#include "hopmap-ui-resource.h"

/**
 * hopmap_ui_template_set:
 * @widget_class: the class of a widget
 * @file_name: name of its template in the resource of this room
 *
 * Naming the resource here is what makes the linker keep it, style sheets included.
 */
void
hopmap_ui_template_set (GtkWidgetClass *widget_class, const char *file_name)
{
  g_autofree char *path = g_strconcat (HOPMAP_APP_PATH "/ui/", file_name, NULL);
  g_autoptr (GBytes) template = NULL;
  g_autoptr (GError) error = NULL;

  template = g_resource_lookup_data (hopmap_ui_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                     &error);
  if (template == NULL)
    g_error ("%s", error->message);

  gtk_widget_class_set_template (widget_class, template);
}

/**
 * hopmap_ui_template_dispose_bin:
 * @bin: a widget with a template that is being disposed of
 *
 * gtk_widget_dispose_template() takes the child away without a word to the #AdwBin, which then
 * would do so once more.
 */
void
hopmap_ui_template_dispose_bin (AdwBin *bin)
{
  adw_bin_set_child (bin, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (bin), G_OBJECT_TYPE (bin));
}
