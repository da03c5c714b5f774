/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines that services on the web ask, or deserve, to be shown with their answers. Data alone.
 */
#pragma once

#define HOPMAP_ATTRIBUTION_IPMAP   "RIPE NCC IPmap (https://ipmap.ripe.net)"
#define HOPMAP_ATTRIBUTION_MAXMIND "GeoLite2 data by MaxMind (https://www.maxmind.com)"
#define HOPMAP_ATTRIBUTION_GEOJS   "GeoJS (https://www.geojs.io), " HOPMAP_ATTRIBUTION_MAXMIND
#define HOPMAP_ATTRIBUTION_IP_API  "ip-api.com (https://ip-api.com)"
