/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person typed, read as a host: a name, an address, or a URL or "user@host:port" pasted
 * whole. Nothing is looked up here.
 */
#pragma once

#include "hopmap-address.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_TARGET  (hopmap_target_get_type ())
#define HOPMAP_TARGET_ERROR (hopmap_target_error_quark ())

/**
 * HopmapTargetError:
 * @HOPMAP_TARGET_ERROR_EMPTY: nothing was typed
 * @HOPMAP_TARGET_ERROR_INVALID: it is no host name and no address
 */
typedef enum
{
  HOPMAP_TARGET_ERROR_EMPTY,
  HOPMAP_TARGET_ERROR_INVALID,
} HopmapTargetError;

/**
 * HopmapTarget:
 * @input: what was typed, without blanks around it
 * @host: the host in ASCII (IDN as A-labels), or an address in canonical text
 * @display: the host for people's eyes
 * @address: the address, where @input was one; else unset
 * @port: a port that stood in @input, or 0
 *
 * Immutable and counted; read the fields, never write them.
 */
typedef struct
{
  char *input;
  char *host;
  char *display;
  HopmapAddress address;
  guint port;
} HopmapTarget;

GType hopmap_target_get_type (void);
GQuark hopmap_target_error_quark (void);

HopmapTarget *hopmap_target_parse (const char *text, GError **error);
HopmapTarget *hopmap_target_ref (HopmapTarget *target);
void hopmap_target_unref (HopmapTarget *target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapTarget, hopmap_target_unref)

G_END_DECLS
