/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can go wrong when an address is looked up. Every message is a sentence for people and never
 * holds a key.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HOPMAP_GEO_ERROR (hopmap_geo_error_quark ())

/**
 * HopmapGeoError:
 * @HOPMAP_GEO_ERROR_DATABASE_MISSING: there is no database where it should be
 * @HOPMAP_GEO_ERROR_DATABASE_BROKEN: the file is no database, or its content is damaged
 * @HOPMAP_GEO_ERROR_BAD_SETTING: the service's address in the settings cannot be used
 * @HOPMAP_GEO_ERROR_KEY_REJECTED: the service does not accept the key
 * @HOPMAP_GEO_ERROR_QUOTA: the service answers no more for a while; see
 *   hopmap_geo_error_get_retry_after()
 * @HOPMAP_GEO_ERROR_UNAVAILABLE: the service cannot be reached, or is out of order
 * @HOPMAP_GEO_ERROR_BAD_RESPONSE: what came back is no answer of that service
 * @HOPMAP_GEO_ERROR_OFFLINE: there is no network; nobody need be told
 * @HOPMAP_GEO_ERROR_NO_RECORD: the registry has nothing on record about the address
 * @HOPMAP_GEO_ERROR_NO_BATCH: the service does not answer to several addresses at once; they can be
 *   asked for one by one
 */
typedef enum
{
  HOPMAP_GEO_ERROR_DATABASE_MISSING,
  HOPMAP_GEO_ERROR_DATABASE_BROKEN,
  HOPMAP_GEO_ERROR_BAD_SETTING,
  HOPMAP_GEO_ERROR_KEY_REJECTED,
  HOPMAP_GEO_ERROR_QUOTA,
  HOPMAP_GEO_ERROR_UNAVAILABLE,
  HOPMAP_GEO_ERROR_BAD_RESPONSE,
  HOPMAP_GEO_ERROR_OFFLINE,
  HOPMAP_GEO_ERROR_NO_BATCH,
  HOPMAP_GEO_ERROR_NO_RECORD,
} HopmapGeoError;

GQuark hopmap_geo_error_quark (void);

GError *hopmap_geo_error_new_quota (guint retry_after_s, const char *message);
char *hopmap_geo_error_dup_quota_message (const char *provider);
guint hopmap_geo_error_get_retry_after (const GError *error);

G_END_DECLS
