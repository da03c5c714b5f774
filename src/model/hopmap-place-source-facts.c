/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a service is, which its source is told when it is made and then only tells.
 */
#include "hopmap-place-source-private.h"

/**
 * hopmap_place_source_get_id:
 * @self: a source
 *
 * Returns: (transfer none): its name for programs
 */
const char *
hopmap_place_source_get_id (HopmapPlaceSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCE (self), NULL);

  return self->id;
}

/**
 * hopmap_place_source_get_name:
 * @self: a source
 *
 * Returns: (transfer none): its name for people
 */
const char *
hopmap_place_source_get_name (HopmapPlaceSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCE (self), NULL);

  return self->name;
}

/**
 * hopmap_place_source_get_description:
 * @self: a source
 *
 * Returns: (transfer none): a sentence about what it is good for
 */
const char *
hopmap_place_source_get_description (HopmapPlaceSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCE (self), NULL);

  return self->description;
}

/**
 * hopmap_place_source_get_host:
 * @self: a source
 *
 * Returns: (transfer none): the server that learns which addresses are looked up
 */
const char *
hopmap_place_source_get_host (HopmapPlaceSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCE (self), NULL);

  return self->host;
}

/**
 * hopmap_place_source_get_terms:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): a sentence about what its use is bound to
 */
const char *
hopmap_place_source_get_terms (HopmapPlaceSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCE (self), NULL);

  return self->terms;
}

/**
 * hopmap_place_source_get_attribution:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): the line that is shown with its answers
 */
const char *
hopmap_place_source_get_attribution (HopmapPlaceSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCE (self), NULL);

  return self->attribution;
}

/**
 * hopmap_place_source_get_uri:
 * @self: a source
 *
 * Returns: (transfer none): an https page about it, where a key can be had if it needs one
 */
const char *
hopmap_place_source_get_uri (HopmapPlaceSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCE (self), NULL);

  return self->uri;
}

/**
 * hopmap_place_source_get_needs_key:
 * @self: a source
 *
 * Returns: whether it answers with a key only
 */
gboolean
hopmap_place_source_get_needs_key (HopmapPlaceSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCE (self), FALSE);

  return self->needs_key;
}

/**
 * hopmap_place_source_get_key_hint:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): what its keys look like, where that is not plain
 */
const char *
hopmap_place_source_get_key_hint (HopmapPlaceSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCE (self), NULL);

  return self->key_hint;
}

/**
 * hopmap_place_source_get_clear_text:
 * @self: a source
 *
 * Returns: whether anybody on the way can read which addresses are looked up
 */
gboolean
hopmap_place_source_get_clear_text (HopmapPlaceSource *self)
{
  g_return_val_if_fail (HOPMAP_IS_PLACE_SOURCE (self), FALSE);

  return self->clear_text;
}
