/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks one service on the web where addresses are, in that service's dialect.
 */
#pragma once

#include "hopmap-dialect.h"
#include "hopmap-web-client.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_WEB_PROVIDER (hopmap_web_provider_get_type ())

G_DECLARE_FINAL_TYPE (HopmapWebProvider, hopmap_web_provider, HOPMAP, WEB_PROVIDER, GObject)

HopmapWebProvider *hopmap_web_provider_new (HopmapWebClient *client,
                                            const HopmapDialect *dialect,
                                            const char *key,
                                            const char *url,
                                            GError **error);

G_END_DECLS
