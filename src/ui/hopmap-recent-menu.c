/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. The list is the desktop's: whether it is kept at all, and for how long, is said in
 * the desktop's own settings.
 */
#include "hopmap-recent-menu.h"

#include "hopmap-config.h"

#include <glib/gi18n-lib.h>

#define MAX_ITEMS  8
#define MEDIA_TYPE "application/vnd." HOPMAP_APP_ID ".traceroute+json"

/* What a menu would take for the mark of a key. */
static char *
dup_label (GtkRecentInfo *info)
{
  g_autoptr (GString) label = g_string_new (gtk_recent_info_get_display_name (info));

  g_string_replace (label, "_", "__", 0);
  return g_string_free (g_steal_pointer (&label), FALSE);
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) b),
                              gtk_recent_info_get_modified ((GtkRecentInfo *) a));
}

static void
fill (GtkRecentManager *manager, GMenu *menu)
{
  GList *items = g_list_sort (gtk_recent_manager_get_items (manager), compare_age);
  guint n = 0;

  g_menu_remove_all (menu);
  for (GList *l = items; l != NULL && n < MAX_ITEMS; l = l->next)
    {
      GtkRecentInfo *info = l->data;
      g_autofree char *label = NULL;
      g_autoptr (GMenuItem) item = NULL;

      if (!gtk_recent_info_has_application (info, g_get_application_name ())
          || (gtk_recent_info_is_local (info) && !gtk_recent_info_exists (info)))
        continue;

      label = dup_label (info);
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "app.open-file", "s",
                                         gtk_recent_info_get_uri (info));
      g_menu_append_item (menu, item);
      n++;
    }
  if (n == 0)
    {
      g_autoptr (GMenuItem)
          item = g_menu_item_new (C_ ("in place of a list of files", "None"), "app.open-nothing");

      g_menu_append_item (menu, item);
    }

  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
}

/**
 * hopmap_recent_menu_follow:
 * @menu: an empty menu; holds from now on the latest files, and asks for one by "app.open-file"
 */
void
hopmap_recent_menu_follow (GMenu *menu)
{
  GtkRecentManager *manager = gtk_recent_manager_get_default ();

  g_signal_connect_object (manager, "changed", G_CALLBACK (fill), menu, 0);
  fill (manager, menu);
}

/**
 * hopmap_recent_menu_add:
 * @file: a file that was opened or saved as a trace
 */
void
hopmap_recent_menu_add (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  GtkRecentData data = {
    .mime_type = (char *) MEDIA_TYPE,
    .app_name = (char *) g_get_application_name (),
    .app_exec = (char *) "hopmap %u",
  };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}
