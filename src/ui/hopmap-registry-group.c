/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRegistryGroup: see the header. An answer goes with the address that it is about.
 */
#include "hopmap-registry-group.h"

#include "hopmap-fact-list.h"
#include "hopmap-hop-facts.h"
#include "hopmap-ui-template.h"

#include <glib/gi18n-lib.h>

struct _HopmapRegistryGroup
{
  AdwBin parent_instance;

  HopmapFactList *facts;
  GtkLabel *problem;
  GtkWidget *ask;
  GtkSpinner *spinner;
  GtkWidget *copy;
  GtkLinkButton *link;

  HopmapRegistry *registry;
  HopmapAddress address;
  GCancellable *cancellable; /* not NULL while a question is under way */
  HopmapRegistryRecord *record;
  char *error;
};

G_DEFINE_FINAL_TYPE (HopmapRegistryGroup, hopmap_registry_group, ADW_TYPE_BIN)

/* A button that cannot be pressed says why. */
static void
show_ask (HopmapRegistryGroup *self)
{
  g_autofree char *refusal = hopmap_registry_dup_refusal (self->registry, &self->address);

  gtk_button_set_label (GTK_BUTTON (self->ask),
                        self->error != NULL ? _ ("Try Again") : C_ ("button", "Ask the Registry"));
  gtk_widget_set_tooltip_text (
      self->ask,
      refusal != NULL ? refusal : _ ("Sends this address to a registry and shows whose it is"));
  /* The focus comes back to the button; so what went wrong is heard there. */
  if (self->error != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->ask), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    self->error, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->ask), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  gtk_widget_set_sensitive (self->ask, refusal == NULL && self->cancellable == NULL);
  gtk_widget_set_visible (self->ask, self->record == NULL);
}

static void
show_record (HopmapRegistryGroup *self)
{
  g_autoptr (GPtrArray) facts = hopmap_hop_facts_of_record (self->record);
  const char *uri = self->record != NULL ? self->record->uri : NULL;

  hopmap_fact_list_show (self->facts, facts);
  gtk_widget_set_visible (self->copy, self->record != NULL);
  gtk_link_button_set_uri (self->link, uri != NULL ? uri : "");
  gtk_link_button_set_visited (self->link, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->link), uri != NULL);
}

static void
show (HopmapRegistryGroup *self)
{
  const gboolean shown = self->registry != NULL && hopmap_address_is_set (&self->address);

  gtk_widget_set_visible (GTK_WIDGET (self), shown);
  if (!shown)
    return;

  show_record (self);
  show_ask (self);
  gtk_label_set_text (self->problem, self->error != NULL ? self->error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), self->error != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->cancellable != NULL);
  gtk_spinner_set_spinning (self->spinner, self->cancellable != NULL);
}

static void
forget (HopmapRegistryGroup *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->record, hopmap_registry_record_free);
  g_clear_pointer (&self->error, g_free);
}

/* The button that was pressed is gone or cannot be pressed any more: the focus goes on. */
static void
move_focus (HopmapRegistryGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || focus == self->ask)
    gtk_widget_child_focus (self->record != NULL ? GTK_WIDGET (self->facts) : self->ask,
                            GTK_DIR_TAB_FORWARD);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HopmapRegistryGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapRegistryRecord) record = NULL;

  record = hopmap_registry_lookup_finish (HOPMAP_REGISTRY (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  forget (self);
  self->record = g_steal_pointer (&record);
  self->error = error != NULL ? g_strdup (error->message) : NULL;
  show (self);
  move_focus (self);
}

static void
ask_cb (HopmapRegistryGroup *self)
{
  forget (self);
  self->cancellable = g_cancellable_new ();
  show (self);
  hopmap_registry_lookup_async (self->registry, &self->address, self->cancellable, answered_cb,
                                g_object_ref (self));
}

static void
copy_cb (HopmapRegistryGroup *self)
{
  g_autoptr (GPtrArray) facts = hopmap_hop_facts_of_record (self->record);
  g_autofree char *text = hopmap_hop_facts_dup_lines (facts);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
hopmap_registry_group_dispose (GObject *object)
{
  HopmapRegistryGroup *self = HOPMAP_REGISTRY_GROUP (object);

  forget (self);
  g_clear_object (&self->registry);
  hopmap_ui_template_dispose_bin (ADW_BIN (self));

  G_OBJECT_CLASS (hopmap_registry_group_parent_class)->dispose (object);
}

static void
hopmap_registry_group_class_init (HopmapRegistryGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hopmap_registry_group_dispose;

  g_type_ensure (HOPMAP_TYPE_FACT_LIST);
  hopmap_ui_template_set (widget_class, "hopmap-registry-group.ui");
  gtk_widget_class_bind_template_child (widget_class, HopmapRegistryGroup, facts);
  gtk_widget_class_bind_template_child (widget_class, HopmapRegistryGroup, problem);
  gtk_widget_class_bind_template_child (widget_class, HopmapRegistryGroup, ask);
  gtk_widget_class_bind_template_child (widget_class, HopmapRegistryGroup, spinner);
  gtk_widget_class_bind_template_child (widget_class, HopmapRegistryGroup, copy);
  gtk_widget_class_bind_template_child (widget_class, HopmapRegistryGroup, link);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
hopmap_registry_group_init (HopmapRegistryGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show (self);
}

/**
 * hopmap_registry_group_set_registry:
 * @self: a group
 * @registry: (nullable): whom to ask; without anybody there is nothing to see
 */
void
hopmap_registry_group_set_registry (HopmapRegistryGroup *self, HopmapRegistry *registry)
{
  g_return_if_fail (HOPMAP_IS_REGISTRY_GROUP (self));

  if (self->registry != NULL)
    g_signal_handlers_disconnect_by_data (self->registry, self);
  g_set_object (&self->registry, registry);
  if (registry != NULL)
    g_signal_connect_object (registry, "notify", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  forget (self);
  show (self);
}

/**
 * hopmap_registry_group_set_address:
 * @self: a group
 * @address: (nullable): what to ask about, once somebody wants to know; what was asked about another
 *   one is given up and forgotten
 */
void
hopmap_registry_group_set_address (HopmapRegistryGroup *self, const HopmapAddress *address)
{
  const HopmapAddress none = { 0 };

  g_return_if_fail (HOPMAP_IS_REGISTRY_GROUP (self));

  if (address == NULL)
    address = &none;
  if (hopmap_address_equal (&self->address, address))
    return;

  self->address = *address;
  forget (self);
  show (self);
}
