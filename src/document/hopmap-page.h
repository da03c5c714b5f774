/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A route as a web page: heading, drawn map, table and credits, the same for every kind of page. What
 * a kind adds (a policy, controls, scripts and their data) it hands in; nothing of it is from outside.
 */
#pragma once

#include "hopmap-write-options.h"

#include <hopmap-route.h>

G_BEGIN_DECLS

/**
 * HopmapPageKind:
 * @policy: the Content-Security-Policy, with {{NONCE}} where the nonce goes
 * @over_map: HTML that lies over the drawn map
 * @controls: HTML of the controls below the map
 * @data: JSON for the scripts, safe inside a script element
 * @style: (nullable): a style sheet of the resources, after the common one
 * @script: a script of the resources, after the common one
 * @map_bytes: about how large the drawn world may get, in the wide picture; 0 for the usual
 * @zoom: how far the scripts let the reader enlarge the map; 0 for not at all
 */
typedef struct
{
  const char *policy;
  const char *over_map;
  const char *controls;
  const char *data;
  const char *style;
  const char *script;
  gsize map_bytes;
  guint zoom;
} HopmapPageKind;

void hopmap_page_append (GString *out,
                         HopmapRoute *route,
                         const HopmapWriteOptions *options,
                         const HopmapPageKind *kind);

G_END_DECLS
