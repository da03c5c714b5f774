/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapPlaceSource: see the header. A key passes through in a signal and is never kept here, so that
 * no view can show it again.
 */
#include "hopmap-place-source-private.h"

#include <glib/gi18n-lib.h>

enum
{
  PROP_NAME = 1,
  PROP_DESCRIPTION,
  PROP_ENABLED,
  PROP_KEY_STATE,
  PROP_PROBLEM,
  PROP_READY,
  N_PROPS
};

enum
{
  SIGNAL_KEY_GIVEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HopmapPlaceSource, hopmap_place_source, G_TYPE_OBJECT)

static void
hopmap_place_source_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HopmapPlaceSource *self = HOPMAP_PLACE_SOURCE (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    case PROP_ENABLED:
      g_value_set_boolean (value, self->enabled);
      break;
    case PROP_KEY_STATE:
      g_value_set_enum (value, self->key_state);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_READY:
      g_value_set_boolean (value, hopmap_place_source_is_ready (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_place_source_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ENABLED)
    hopmap_place_source_set_enabled (HOPMAP_PLACE_SOURCE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hopmap_place_source_finalize (GObject *object)
{
  HopmapPlaceSource *self = HOPMAP_PLACE_SOURCE (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->description);
  g_free (self->host);
  g_free (self->terms);
  g_free (self->attribution);
  g_free (self->uri);
  g_free (self->key_hint);
  g_free (self->problem);

  G_OBJECT_CLASS (hopmap_place_source_parent_class)->finalize (object);
}

static void
hopmap_place_source_class_init (HopmapPlaceSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hopmap_place_source_get_property;
  object_class->set_property = hopmap_place_source_set_property;
  object_class->finalize = hopmap_place_source_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, readable);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, readable);
  /* Whether the person wants it to be asked, where the web may be asked at all. */
  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                       | G_PARAM_STATIC_STRINGS);
  properties[PROP_KEY_STATE] = g_param_spec_enum ("key-state", NULL, NULL, HOPMAP_TYPE_KEY_STATE,
                                                  HOPMAP_KEY_STATE_NONE, readable);
  /* A sentence about what keeps it from answering, or NULL. */
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, readable);
  /* Whether it will be asked as soon as the web may be asked. */
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* The key that the person typed, or NULL to forget the one that is kept. */
  signals[SIGNAL_KEY_GIVEN] = g_signal_new ("key-given", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_STRING);
}

static void
hopmap_place_source_init (HopmapPlaceSource *self)
{
}

/**
 * hopmap_place_source_new:
 * @facts: what it is; copied
 *
 * Returns: (transfer full): a source that is not enabled and has no key
 */
HopmapPlaceSource *
hopmap_place_source_new (const HopmapPlaceSourceFacts *facts)
{
  HopmapPlaceSource *self = g_object_new (HOPMAP_TYPE_PLACE_SOURCE, NULL);

  self->id = g_strdup (facts->id);
  self->name = g_strdup (facts->name);
  self->description = g_strdup (facts->description);
  self->host = g_strdup (facts->host);
  self->terms = g_strdup (facts->terms);
  self->attribution = g_strdup (facts->attribution);
  self->uri = g_strdup (facts->uri);
  self->key_hint = g_strdup (facts->key_hint);
  self->needs_key = facts->needs_key;
  self->clear_text = facts->clear_text;
  return self;
}

/**
 * hopmap_place_source_get_enabled:
 * @self: a source
 *
 * Returns: whether the person wants it to be asked, where the web may be asked at all
 */
gboolean
hopmap_place_source_get_enabled (HopmapPlaceSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCE (self), FALSE);

  return self->enabled;
}

/**
 * hopmap_place_source_set_enabled:
 * @self: a source
 * @enabled: whether the person wants it to be asked
 */
void
hopmap_place_source_set_enabled (HopmapPlaceSource *self, gboolean enabled)
{
  g_return_if_fail (HOPMAP_IS_PLACE_SOURCE (self));

  enabled = !!enabled;
  if (self->enabled == enabled)
    return;

  self->enabled = enabled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

/**
 * hopmap_place_source_get_key_state:
 * @self: a source
 *
 * Returns: whether there is a key, and where it is kept
 */
HopmapKeyState
hopmap_place_source_get_key_state (HopmapPlaceSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCE (self), HOPMAP_KEY_STATE_NONE);

  return self->key_state;
}

/**
 * hopmap_place_source_set_key_state:
 * @self: a source
 * @state: whether there is a key, and where; for whoever keeps it
 */
void
hopmap_place_source_set_key_state (HopmapPlaceSource *self, HopmapKeyState state)
{
  g_return_if_fail (HOPMAP_IS_PLACE_SOURCE (self));

  if (self->key_state == state)
    return;

  self->key_state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEY_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

/**
 * hopmap_place_source_dup_key_text:
 * @self: a source
 *
 * Returns: (transfer full) (nullable): where its key is, a translated sentence; %NULL where it needs
 *   none
 */
char *
hopmap_place_source_dup_key_text (HopmapPlaceSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCE (self), NULL);

  if (!self->needs_key)
    return NULL;

  switch (self->key_state)
    {
    case HOPMAP_KEY_STATE_KEYRING:
      return g_strdup (_ ("A key is kept in the keyring."));
    case HOPMAP_KEY_STATE_SESSION:
      return g_strdup (_ ("There is no keyring here, so the key is kept until Hopmap ends."));
    case HOPMAP_KEY_STATE_ENVIRONMENT:
      return g_strdup (_ ("The key comes from an environment variable."));
    case HOPMAP_KEY_STATE_LOCKED:
      return g_strdup (_ ("The keyring is locked. Unlock it, or type the key again."));
    case HOPMAP_KEY_STATE_NONE:
    default:
      return g_strdup (_ ("It is asked once you have given a key."));
    }
}

/**
 * hopmap_place_source_give_key:
 * @self: a source that needs a key
 * @key: (nullable): the key as it was typed; blanks around it do not count, and %NULL or nothing
 *   forgets the key that is kept
 *
 * Emits "key-given"; what became of it is told by the key state.
 */
void
hopmap_place_source_give_key (HopmapPlaceSource *self, const char *key)
{
  g_autofree char *stripped = NULL;

  g_return_if_fail (HOPMAP_IS_PLACE_SOURCE (self));
  g_return_if_fail (self->needs_key);

  stripped = key != NULL ? g_strstrip (g_strdup (key)) : NULL;
  g_signal_emit (self, signals[SIGNAL_KEY_GIVEN], 0,
                 stripped != NULL && *stripped != '\0' ? stripped : NULL);
}

/**
 * hopmap_place_source_get_problem:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): what keeps it from answering, a translated sentence
 */
const char *
hopmap_place_source_get_problem (HopmapPlaceSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCE (self), NULL);

  return self->problem;
}

/**
 * hopmap_place_source_set_problem:
 * @self: a source
 * @problem: (nullable): what keeps it from answering; for whoever asks it
 */
void
hopmap_place_source_set_problem (HopmapPlaceSource *self, const char *problem)
{
  g_return_if_fail (HOPMAP_IS_PLACE_SOURCE (self));

  if (g_strcmp0 (self->problem, problem) == 0)
    return;

  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/**
 * hopmap_place_source_is_ready:
 * @self: a source
 *
 * Returns: whether it is enabled, and has the key that it needs
 */
gboolean
hopmap_place_source_is_ready (HopmapPlaceSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCE (self), FALSE);

  return self->enabled
         && (!self->needs_key
             || (self->key_state != HOPMAP_KEY_STATE_NONE
                 && self->key_state != HOPMAP_KEY_STATE_LOCKED));
}
