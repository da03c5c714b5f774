/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of HopmapPlaceSource share, and nobody else includes: hopmap-place-source.c has the object
 * and what changes, hopmap-place-source-facts.c what never does.
 */
#pragma once

#include "hopmap-place-source.h"

G_BEGIN_DECLS

struct _HopmapPlaceSource
{
  GObject parent_instance;

  char *id;
  char *name;
  char *description;
  char *host;
  char *terms;
  char *attribution;
  char *uri;
  char *key_hint;
  gboolean needs_key;
  gboolean clear_text;

  gboolean enabled;
  HopmapKeyState key_state;
  char *problem;
};

G_END_DECLS
