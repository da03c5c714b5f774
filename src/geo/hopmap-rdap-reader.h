/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a registry says of a network, in JSON (RFC 9083) with cards of whom it names (RFC 7095), read
 * into a record. Pure functions; how it was asked for is somebody else's business.
 */
#pragma once

#include "hopmap-registry-record.h"

G_BEGIN_DECLS

HopmapRegistryRecord *hopmap_rdap_read (GBytes *body, const HopmapAddress *asked);

G_END_DECLS
