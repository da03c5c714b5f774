/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one place that knows which providers there are and in which order they are preferred.
 */
#pragma once

#include "hopmap-locator.h"
#include "hopmap-web-client.h"

G_BEGIN_DECLS

GPtrArray *hopmap_provider_list_open (const HopmapLocatorOptions *options, GError **problem);
GPtrArray *hopmap_provider_list_open_web (const HopmapWebChoice *choices,
                                          guint n_choices,
                                          HopmapWebClient *client,
                                          GError **problem);

G_END_DECLS
