/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What ipgeolocation.io answers, as an answer of ours. A pure function of the bytes.
 */
#pragma once

#include "hopmap-address.h"
#include "hopmap-geo-answer.h"

G_BEGIN_DECLS

#define HOPMAP_IPGEOLOCATION_NAME "ipgeolocation.io"

HopmapGeoAnswer *hopmap_ipgeolocation_read (GBytes *body, const HopmapAddress *asked);

G_END_DECLS
