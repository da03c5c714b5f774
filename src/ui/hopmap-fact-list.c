/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapFactList: see the header. With no facts it is not there.
 */
#include "hopmap-fact-list.h"

#include "hopmap-hop-facts.h"

struct _HopmapFactList
{
  GtkBox parent_instance;

  GtkLabel *heading;
  GtkListBox *list;
  GPtrArray *titles; /* (element-type GtkLabel): of the rows, not owned */
  GPtrArray *texts;
};

enum
{
  PROP_TITLE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HopmapFactList, hopmap_fact_list, GTK_TYPE_BOX)

static GtkWidget *
create_label (const char *style_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  return label;
}

static void
add_row (HopmapFactList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = create_label ("fact-title");
  GtkWidget *text = create_label (NULL);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_add_css_class (box, "fact");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->titles, title);
  g_ptr_array_add (self->texts, text);
}

static void
set_number_of_rows (HopmapFactList *self, guint n)
{
  while (self->titles->len < n)
    add_row (self);
  while (self->titles->len > n)
    {
      const guint last = self->titles->len - 1;

      gtk_list_box_remove (self->list,
                           GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) last)));
      g_ptr_array_set_size (self->titles, (int) last);
      g_ptr_array_set_size (self->texts, (int) last);
    }
}

static void
show_text (gpointer label, const char *text)
{
  if (!g_str_equal (gtk_label_get_text (label), text))
    gtk_label_set_text (label, text);
}

static void
show_fact (HopmapFactList *self, guint i, const HopmapHopFact *fact)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) i);
  g_autofree char *spoken = g_strconcat (fact->title, ": ", fact->text, NULL);

  show_text (self->titles->pdata[i], fact->title);
  show_text (self->texts->pdata[i], fact->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
hopmap_fact_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_text (HOPMAP_FACT_LIST (object)->heading));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_fact_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TITLE:
      hopmap_fact_list_set_title (HOPMAP_FACT_LIST (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_fact_list_finalize (GObject *object)
{
  HopmapFactList *self = HOPMAP_FACT_LIST (object);

  g_ptr_array_unref (self->titles);
  g_ptr_array_unref (self->texts);

  G_OBJECT_CLASS (hopmap_fact_list_parent_class)->finalize (object);
}

static void
hopmap_fact_list_class_init (HopmapFactListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hopmap_fact_list_get_property;
  object_class->set_property = hopmap_fact_list_set_property;
  object_class->finalize = hopmap_fact_list_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "",
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hopmap_fact_list_init (HopmapFactList *self)
{
  self->titles = g_ptr_array_new ();
  self->texts = g_ptr_array_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->heading = GTK_LABEL (create_label ("heading"));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * hopmap_fact_list_set_title:
 * @self: a list
 * @title: what its facts are about
 */
void
hopmap_fact_list_set_title (HopmapFactList *self, const char *title)
{
  g_return_if_fail (HOPMAP_IS_FACT_LIST (self));

  gtk_label_set_text (self->heading, title != NULL ? title : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title != NULL ? title : "", -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * hopmap_fact_list_show:
 * @self: a list
 * @facts: (element-type HopmapHopFact): what to show
 */
void
hopmap_fact_list_show (HopmapFactList *self, GPtrArray *facts)
{
  g_return_if_fail (HOPMAP_IS_FACT_LIST (self));

  set_number_of_rows (self, facts->len);
  for (guint i = 0; i < facts->len; i++)
    show_fact (self, i, facts->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), facts->len > 0);
}
