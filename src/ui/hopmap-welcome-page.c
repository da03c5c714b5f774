/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapWelcomePage: see the header. The signal "host-chosen" tells which host was clicked.
 */
#include "hopmap-welcome-page.h"

#include "hopmap-config.h"
#include "hopmap-ui-template.h"

#include <glib/gi18n-lib.h>

struct _HopmapWelcomePage
{
  AdwBin parent_instance;

  AdwStatusPage *page;
  GtkFlowBox *chips;
};

enum
{
  HOST_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* One with places near everybody, one with mirrors in many countries, one far from most. */
static const char *const suggestions[] = { "wikipedia.org", "debian.org", "www.auckland.ac.nz" };

#define N_CHIPS G_N_ELEMENTS (suggestions)

G_DEFINE_FINAL_TYPE (HopmapWelcomePage, hopmap_welcome_page, ADW_TYPE_BIN)

static void
chip_clicked_cb (GtkButton *chip, HopmapWelcomePage *self)
{
  g_signal_emit (self, signals[HOST_CHOSEN], 0, gtk_button_get_label (chip));
}

static void
add_chip (HopmapWelcomePage *self, const char *host)
{
  GtkWidget *chip = gtk_button_new_with_label (host);
  /* Translators: %s is a host name */
  g_autofree char *tooltip = g_strdup_printf (_ ("Trace the Route to %s"), host);

  gtk_widget_add_css_class (chip, "pill");
  gtk_widget_add_css_class (chip, "host-chip");
  gtk_widget_set_tooltip_text (chip, tooltip);
  g_signal_connect_object (chip, "clicked", G_CALLBACK (chip_clicked_cb), self, 0);

  gtk_flow_box_insert (self->chips, chip, -1);
  /* The button takes the focus; its frame in the flow box would only be a second stop. */
  gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
}

/* What the person traced last, and suggestions until there is enough of that. */
static void
fill (HopmapWelcomePage *self, GListModel *hosts)
{
  const guint n_hosts = hosts != NULL ? MIN (g_list_model_get_n_items (hosts), N_CHIPS) : 0;
  GtkFlowBoxChild *chip;

  while ((chip = gtk_flow_box_get_child_at_index (self->chips, 0)) != NULL)
    gtk_flow_box_remove (self->chips, GTK_WIDGET (chip));
  for (guint i = 0; i < n_hosts; i++)
    {
      g_autoptr (GtkStringObject) host = g_list_model_get_item (hosts, i);

      add_chip (self, gtk_string_object_get_string (host));
    }
  for (guint i = 0; i < N_CHIPS - n_hosts; i++)
    add_chip (self, suggestions[i]);
}

static void
hosts_cb (GListModel *hosts, guint position, guint removed, guint added, HopmapWelcomePage *self)
{
  fill (self, hosts);
}

static void
hopmap_welcome_page_dispose (GObject *object)
{
  hopmap_ui_template_dispose_bin (ADW_BIN (object));

  G_OBJECT_CLASS (hopmap_welcome_page_parent_class)->dispose (object);
}

static void
hopmap_welcome_page_class_init (HopmapWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hopmap_welcome_page_dispose;

  signals[HOST_CHOSEN] = g_signal_new ("host-chosen", HOPMAP_TYPE_WELCOME_PAGE, G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  hopmap_ui_template_set (widget_class, "hopmap-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HopmapWelcomePage, page);
  gtk_widget_class_bind_template_child (widget_class, HopmapWelcomePage, chips);
}

static void
hopmap_welcome_page_init (HopmapWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  adw_status_page_set_icon_name (self->page, HOPMAP_APP_ID "-symbolic");
  fill (self, NULL);
}

/**
 * hopmap_welcome_page_new:
 *
 * Returns: the page
 */
GtkWidget *
hopmap_welcome_page_new (void)
{
  return g_object_new (HOPMAP_TYPE_WELCOME_PAGE, NULL);
}

/**
 * hopmap_welcome_page_set_history:
 * @self: the page
 * @hosts: (transfer none): what was traced, a model of #GtkStringObject, newest first
 */
void
hopmap_welcome_page_set_history (HopmapWelcomePage *self, GListModel *hosts)
{
  g_return_if_fail (HOPMAP_IS_WELCOME_PAGE (self));

  g_signal_connect_object (hosts, "items-changed", G_CALLBACK (hosts_cb), self, 0);
  fill (self, hosts);
}

/**
 * hopmap_welcome_page_set_columns:
 * @self: the page
 * @columns: how many hosts stand side by side, at least 1
 */
void
hopmap_welcome_page_set_columns (HopmapWelcomePage *self, guint columns)
{
  g_return_if_fail (HOPMAP_IS_WELCOME_PAGE (self));

  gtk_flow_box_set_max_children_per_line (self->chips, columns);
}
