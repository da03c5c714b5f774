/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HOPMAP_GEO_ERROR: see the header. The pause that a service asks for travels inside the error.
 */
#include "hopmap-geo-error.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  guint retry_after_s;
} HopmapGeoErrorPrivate;

static void
hopmap_geo_error_private_init (HopmapGeoErrorPrivate *priv)
{
  priv->retry_after_s = 0;
}

static void
hopmap_geo_error_private_copy (const HopmapGeoErrorPrivate *source, HopmapGeoErrorPrivate *copy)
{
  *copy = *source;
}

static void
hopmap_geo_error_private_clear (HopmapGeoErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (HopmapGeoError, hopmap_geo_error)

/**
 * hopmap_geo_error_new_quota:
 * @retry_after_s: seconds until the service may be asked again; 0 where it did not say
 * @message: a sentence for people
 *
 * Returns: (transfer full): a %HOPMAP_GEO_ERROR_QUOTA
 */
GError *
hopmap_geo_error_new_quota (guint retry_after_s, const char *message)
{
  GError *error = g_error_new_literal (HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_QUOTA, message);

  hopmap_geo_error_get_private (error)->retry_after_s = retry_after_s;
  return error;
}

/**
 * hopmap_geo_error_dup_quota_message:
 * @provider: its name
 *
 * Returns: (transfer full): the sentence that says that it may not be asked for a while
 */
char *
hopmap_geo_error_dup_quota_message (const char *provider)
{
  return g_strdup_printf (
      /* Translators: %s is a service, such as "RIPE IPmap" */
      _ ("The number of questions that %s allows is used up; places come from the other sources for "
         "a while."),
      provider);
}

/**
 * hopmap_geo_error_get_retry_after:
 * @error: any error
 *
 * Returns: seconds that a %HOPMAP_GEO_ERROR_QUOTA asks to wait; 0 where unknown and for all others
 */
guint
hopmap_geo_error_get_retry_after (const GError *error)
{
  if (!g_error_matches (error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_QUOTA))
    return 0;

  return hopmap_geo_error_get_private (error)->retry_after_s;
}
