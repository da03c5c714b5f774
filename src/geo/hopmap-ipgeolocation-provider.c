/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapIpgeolocationProvider: see the header. The service knows its key only as a part of the URL;
 * so no URL ever leaves this file but towards the service.
 */
#include "hopmap-ipgeolocation-provider.h"

#include <glib/gi18n-lib.h>

#include "hopmap-ipgeolocation-reader.h"

#define USUAL_URL  "https://api.ipgeolocation.io"
#define USUAL_PATH "/v3/ipgeo"

struct _HopmapIpgeolocationProvider
{
  GObject parent_instance;

  HopmapWebClient *client;
  GUri *base;
  char *key;
};

static void hopmap_ipgeolocation_provider_iface_init (HopmapGeoProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapIpgeolocationProvider,
                               hopmap_ipgeolocation_provider,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HOPMAP_TYPE_GEO_PROVIDER,
                                                      hopmap_ipgeolocation_provider_iface_init))

static HopmapGeoAnswer *
new_failed (GError *error)
{
  g_autoptr (GError) owned = error;

  return hopmap_geo_answer_new_failed (owned);
}

static HopmapGeoAnswer *
new_failed_literal (HopmapGeoError code, const char *message)
{
  return new_failed (g_error_new_literal (HOPMAP_GEO_ERROR, (int) code, message));
}

static HopmapGeoAnswer *
new_unavailable (void)
{
  return new_failed_literal (HOPMAP_GEO_ERROR_UNAVAILABLE,
                             _ ("ipgeolocation.io cannot be reached, so places come from the "
                                "installed database alone."));
}

static HopmapGeoAnswer *
new_bad_response (void)
{
  return new_failed_literal (HOPMAP_GEO_ERROR_BAD_RESPONSE,
                             _ ("What answered in place of ipgeolocation.io made no sense; the "
                                "network may want you to log in first."));
}

static HopmapGeoAnswer *
new_quota (const HopmapWebReply *reply)
{
  return new_failed (hopmap_geo_error_new_quota (
      reply->retry_after_s,
      _ ("The number of questions that ipgeolocation.io allows is used up; places come from the "
         "installed database for a while.")));
}

/* What a reply means; the statuses are those that the service documents. */
static HopmapGeoAnswer *
read_reply (const HopmapWebReply *reply, const HopmapAddress *asked)
{
  HopmapGeoAnswer *answer = NULL;

  switch (reply->status)
    {
    case 200:
      answer = hopmap_ipgeolocation_read (reply->body, asked);
      return answer != NULL ? answer : new_bad_response ();
    case 401:
    case 403:
      return new_failed_literal (HOPMAP_GEO_ERROR_KEY_REJECTED,
                                 _ ("ipgeolocation.io does not accept the key; check it in the "
                                    "preferences."));
    case 404:
      return hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_NOT_FOUND);
    case 423: /* "… is a bogon IP address." */
      return hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_RESERVED);
    case 429:
      return new_quota (reply);
    default:
      return reply->status >= 500 ? new_unavailable () : new_bad_response ();
    }
}

static void
return_answer (GTask *task, HopmapGeoAnswer *answer)
{
  const HopmapAddress *asked = g_task_get_task_data (task);
  GHashTable *answers = hopmap_geo_answers_new ();

  g_hash_table_insert (answers, hopmap_address_copy (asked), answer);
  g_task_return_pointer (task, answers, (GDestroyNotify) g_hash_table_unref);
}

static void
replied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapWebReply) reply = NULL;

  reply = hopmap_web_client_get_finish (HOPMAP_WEB_CLIENT (object), result, &error);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    return_answer (task, new_bad_response ());
  else
    return_answer (task, reply != NULL ? read_reply (reply, g_task_get_task_data (task))
                                       : new_unavailable ());
}

/* Version 3 answers no more than it is asked for; the first one names its fields otherwise. */
static const char *
get_wishes (HopmapIpgeolocationProvider *self)
{
  return g_str_equal (g_uri_get_path (self->base), USUAL_PATH) ? "fields=location,asn"
                                                               : "output=json";
}

static GUri *
build_uri (HopmapIpgeolocationProvider *self, const HopmapAddress *address)
{
  g_autofree char *ip = hopmap_address_to_string (address);
  g_autofree char *key = g_uri_escape_string (self->key, NULL, FALSE);
  g_autofree char *query = g_strconcat ("apiKey=", key, "&ip=", ip, "&", get_wishes (self), NULL);

  return g_uri_build (G_URI_FLAGS_ENCODED, g_uri_get_scheme (self->base), NULL,
                      g_uri_get_host (self->base), g_uri_get_port (self->base),
                      g_uri_get_path (self->base), query, NULL);
}

static void
hopmap_ipgeolocation_provider_lookup_async (HopmapGeoProvider *provider,
                                            GPtrArray *addresses,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  HopmapIpgeolocationProvider *self = HOPMAP_IPGEOLOCATION_PROVIDER (provider);
  GTask *task = g_task_new (provider, cancellable, callback, user_data);
  const HopmapAddress *address = addresses->pdata[0];
  g_autoptr (GUri) uri = build_uri (self, address);

  g_task_set_source_tag (task, hopmap_ipgeolocation_provider_lookup_async);
  g_task_set_task_data (task, hopmap_address_copy (address), (GDestroyNotify) hopmap_address_free);
  hopmap_web_client_get_async (self->client, uri, cancellable, replied_cb, task);
}

static GHashTable *
hopmap_ipgeolocation_provider_lookup_finish (HopmapGeoProvider *provider,
                                             GAsyncResult *result,
                                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
hopmap_ipgeolocation_provider_get_id (HopmapGeoProvider *provider)
{
  return "ipgeolocation";
}

static const char *
hopmap_ipgeolocation_provider_get_name (HopmapGeoProvider *provider)
{
  return HOPMAP_IPGEOLOCATION_NAME;
}

/* The service asks for none. */
static const char *
hopmap_ipgeolocation_provider_get_attribution (HopmapGeoProvider *provider)
{
  return NULL;
}

static void
hopmap_ipgeolocation_provider_iface_init (HopmapGeoProviderInterface *iface)
{
  iface->get_id = hopmap_ipgeolocation_provider_get_id;
  iface->get_name = hopmap_ipgeolocation_provider_get_name;
  iface->get_attribution = hopmap_ipgeolocation_provider_get_attribution;
  iface->lookup_async = hopmap_ipgeolocation_provider_lookup_async;
  iface->lookup_finish = hopmap_ipgeolocation_provider_lookup_finish;
}

static void
hopmap_ipgeolocation_provider_finalize (GObject *object)
{
  HopmapIpgeolocationProvider *self = HOPMAP_IPGEOLOCATION_PROVIDER (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->base, g_uri_unref);
  g_clear_pointer (&self->key, g_free);

  G_OBJECT_CLASS (hopmap_ipgeolocation_provider_parent_class)->finalize (object);
}

static void
hopmap_ipgeolocation_provider_class_init (HopmapIpgeolocationProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_ipgeolocation_provider_finalize;
}

static void
hopmap_ipgeolocation_provider_init (HopmapIpgeolocationProvider *self)
{
}

/* An address of a server alone means the service's usual path there. */
static GUri *
parse_base (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);
  const char *path;

  if (uri == NULL || !hopmap_web_client_may_ask (uri))
    return NULL;

  path = g_uri_get_path (uri);
  if (*path == '\0' || g_str_equal (path, "/"))
    path = USUAL_PATH;

  return g_uri_build (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                      g_uri_get_port (uri), path, NULL, NULL);
}

/**
 * hopmap_ipgeolocation_provider_new:
 * @client: asks the questions
 * @key: the person's key, not empty
 * @url: (nullable): the server (https, or http on this computer), with a path where another one
 *   than that of version 3 is meant; %NULL for the usual one
 * @error: return location for a %HOPMAP_GEO_ERROR_BAD_SETTING
 *
 * Returns: (transfer full) (nullable): a provider; it asks nothing by itself
 */
HopmapIpgeolocationProvider *
hopmap_ipgeolocation_provider_new (HopmapWebClient *client,
                                   const char *key,
                                   const char *url,
                                   GError **error)
{
  g_autoptr (GUri) base = parse_base (url != NULL ? url : USUAL_URL);
  HopmapIpgeolocationProvider *self;

  g_return_val_if_fail (key != NULL && *key != '\0', NULL);

  if (base == NULL)
    {
      g_set_error_literal (error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_SETTING,
                           _ ("ipgeolocation.io is not asked: its address in the settings must "
                              "begin with https:// and name a server."));
      return NULL;
    }

  self = g_object_new (HOPMAP_TYPE_IPGEOLOCATION_PROVIDER, NULL);
  self->client = g_object_ref (client);
  self->base = g_steal_pointer (&base);
  self->key = g_strdup (key);
  return self;
}
