/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks ipgeolocation.io where addresses are, one by one as its free plan wants it. Needs a key.
 */
#pragma once

#include "hopmap-geo-provider.h"
#include "hopmap-web-client.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_IPGEOLOCATION_PROVIDER (hopmap_ipgeolocation_provider_get_type ())

G_DECLARE_FINAL_TYPE (HopmapIpgeolocationProvider,
                      hopmap_ipgeolocation_provider,
                      HOPMAP,
                      IPGEOLOCATION_PROVIDER,
                      GObject)

HopmapIpgeolocationProvider *hopmap_ipgeolocation_provider_new (HopmapWebClient *client,
                                                                const char *key,
                                                                const char *url,
                                                                GError **error);

G_END_DECLS
