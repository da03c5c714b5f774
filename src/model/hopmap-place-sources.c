/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapPlaceSources: see the header. It is a list model of HopmapPlaceSource, so that a view needs to
 * name none of them.
 */
#include "hopmap-place-sources.h"

#include <glib/gi18n-lib.h>

struct _HopmapPlaceSources
{
  GObject parent_instance;

  GPtrArray *sources;
  HopmapConsent consent;
  gboolean keep_answers;
};

enum
{
  PROP_CONSENT = 1,
  PROP_KEEP_ANSWERS,
  N_PROPS
};

enum
{
  SIGNAL_FORGET_ANSWERS,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void hopmap_place_sources_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapPlaceSources,
                               hopmap_place_sources,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      hopmap_place_sources_list_init))

static GType
hopmap_place_sources_get_item_type (GListModel *model)
{
  return HOPMAP_TYPE_PLACE_SOURCE;
}

static guint
hopmap_place_sources_get_n_items (GListModel *model)
{
  return HOPMAP_PLACE_SOURCES (model)->sources->len;
}

static gpointer
hopmap_place_sources_get_item (GListModel *model, guint position)
{
  HopmapPlaceSources *self = HOPMAP_PLACE_SOURCES (model);

  return position < self->sources->len ? g_object_ref (self->sources->pdata[position]) : NULL;
}

static void
hopmap_place_sources_list_init (GListModelInterface *iface)
{
  iface->get_item_type = hopmap_place_sources_get_item_type;
  iface->get_n_items = hopmap_place_sources_get_n_items;
  iface->get_item = hopmap_place_sources_get_item;
}

static void
hopmap_place_sources_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HopmapPlaceSources *self = HOPMAP_PLACE_SOURCES (object);

  switch (id)
    {
    case PROP_CONSENT:
      g_value_set_enum (value, self->consent);
      break;
    case PROP_KEEP_ANSWERS:
      g_value_set_boolean (value, self->keep_answers);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_place_sources_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  HopmapPlaceSources *self = HOPMAP_PLACE_SOURCES (object);

  switch (id)
    {
    case PROP_CONSENT:
      hopmap_place_sources_set_consent (self, (HopmapConsent) g_value_get_enum (value));
      break;
    case PROP_KEEP_ANSWERS:
      hopmap_place_sources_set_keep_answers (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_place_sources_finalize (GObject *object)
{
  g_ptr_array_unref (HOPMAP_PLACE_SOURCES (object)->sources);

  G_OBJECT_CLASS (hopmap_place_sources_parent_class)->finalize (object);
}

static void
hopmap_place_sources_class_init (HopmapPlaceSourcesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hopmap_place_sources_get_property;
  object_class->set_property = hopmap_place_sources_set_property;
  object_class->finalize = hopmap_place_sources_finalize;

  /* Whether router addresses may be looked up on the web; nobody is asked before it is "yes". */
  properties[PROP_CONSENT] = g_param_spec_enum ("consent", NULL, NULL, HOPMAP_TYPE_CONSENT,
                                                HOPMAP_CONSENT_ASK, flags);
  /* Whether answers of the web are kept on disk for a while. */
  properties[PROP_KEEP_ANSWERS] = g_param_spec_boolean ("keep-answers", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_FORGET_ANSWERS] = g_signal_new ("forget-answers", G_TYPE_FROM_CLASS (klass),
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 0);
}

static void
hopmap_place_sources_init (HopmapPlaceSources *self)
{
  self->sources = g_ptr_array_new_with_free_func (g_object_unref);
  self->keep_answers = TRUE;
}

/**
 * hopmap_place_sources_new:
 *
 * Returns: (transfer full): an empty list; nobody may be asked yet
 */
HopmapPlaceSources *
hopmap_place_sources_new (void)
{
  return g_object_new (HOPMAP_TYPE_PLACE_SOURCES, NULL);
}

/**
 * hopmap_place_sources_append:
 * @self: a list
 * @source: a source; kept
 */
void
hopmap_place_sources_append (HopmapPlaceSources *self, HopmapPlaceSource *source)
{
  g_return_if_fail (HOPMAP_IS_PLACE_SOURCES (self));
  g_return_if_fail (HOPMAP_IS_PLACE_SOURCE (source));

  g_ptr_array_add (self->sources, g_object_ref (source));
  g_list_model_items_changed (G_LIST_MODEL (self), self->sources->len - 1, 0, 1);
}

/**
 * hopmap_place_sources_find:
 * @self: a list
 * @id: a source's name for programs
 *
 * Returns: (transfer none) (nullable): that source, or %NULL where there is none
 */
HopmapPlaceSource *
hopmap_place_sources_find (HopmapPlaceSources *self, const char *id)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCES (self), NULL);

  for (guint i = 0; i < self->sources->len; i++)
    if (g_strcmp0 (hopmap_place_source_get_id (self->sources->pdata[i]), id) == 0)
      return self->sources->pdata[i];

  return NULL;
}

/**
 * hopmap_place_sources_get_consent:
 * @self: a list
 *
 * Returns: whether router addresses may be looked up on the web
 */
HopmapConsent
hopmap_place_sources_get_consent (HopmapPlaceSources *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCES (self), HOPMAP_CONSENT_NO);

  return self->consent;
}

/**
 * hopmap_place_sources_set_consent:
 * @self: a list
 * @consent: what the person answered
 */
void
hopmap_place_sources_set_consent (HopmapPlaceSources *self, HopmapConsent consent)
{
  g_return_if_fail (HOPMAP_IS_PLACE_SOURCES (self));

  if (self->consent == consent)
    return;

  self->consent = consent;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONSENT]);
}

/**
 * hopmap_place_sources_get_keep_answers:
 * @self: a list
 *
 * Returns: whether answers of the web are kept on disk for a while
 */
gboolean
hopmap_place_sources_get_keep_answers (HopmapPlaceSources *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCES (self), FALSE);

  return self->keep_answers;
}

/**
 * hopmap_place_sources_set_keep_answers:
 * @self: a list
 * @keep: whether answers of the web are kept on disk for a while
 */
void
hopmap_place_sources_set_keep_answers (HopmapPlaceSources *self, gboolean keep)
{
  g_return_if_fail (HOPMAP_IS_PLACE_SOURCES (self));

  keep = !!keep;
  if (self->keep_answers == keep)
    return;

  self->keep_answers = keep;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEEP_ANSWERS]);
}

/**
 * hopmap_place_sources_forget_answers:
 * @self: a list
 *
 * Asks for all kept answers to be deleted.
 */
void
hopmap_place_sources_forget_answers (HopmapPlaceSources *self)
{
  g_return_if_fail (HOPMAP_IS_PLACE_SOURCES (self));

  g_signal_emit (self, signals[SIGNAL_FORGET_ANSWERS], 0);
}

/**
 * hopmap_place_sources_dup_question:
 * @self: a list
 *
 * Returns: (transfer full) (nullable): what a person is asked before anybody on the web is, with the
 *   names of those who would be; %NULL where nobody would be
 */
char *
hopmap_place_sources_dup_question (HopmapPlaceSources *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *list = NULL;

  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCES (self), NULL);

  for (guint i = 0; i < self->sources->len; i++)
    if (hopmap_place_source_is_ready (self->sources->pdata[i]))
      g_strv_builder_add (builder, hopmap_place_source_get_name (self->sources->pdata[i]));

  names = g_strv_builder_end (builder);
  if (names[0] == NULL)
    return NULL;

  /* Translators: stands between the names in a list of services */
  list = g_strjoinv (_ (", "), names);
  /* Translators: %s is a list of services, such as "RIPE IPmap, GeoJS" */
  return g_strdup_printf (_ ("Look up router addresses on the web for better places? They would be "
                             "sent to: %s. Private addresses never are."),
                          list);
}
