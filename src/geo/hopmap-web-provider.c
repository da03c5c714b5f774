/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapWebProvider: see the header. What the statuses of HTTP mean is the same for all services, but
 * for a few that their dialects name.
 */
#include "hopmap-web-provider.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _HopmapWebProvider
{
  GObject parent_instance;

  HopmapWebClient *client;
  const HopmapDialect *dialect;
  HopmapDialectSetting setting;
  gboolean is_one_by_one;
  guint wait_s;
};

static void hopmap_web_provider_iface_init (HopmapGeoProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapWebProvider,
                               hopmap_web_provider,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HOPMAP_TYPE_GEO_PROVIDER,
                                                      hopmap_web_provider_iface_init))

/* Takes @message. */
static HopmapGeoAnswer *
new_failed (HopmapGeoError code, char *message)
{
  g_autofree char *owned = message;
  g_autoptr (GError) error = g_error_new_literal (HOPMAP_GEO_ERROR, (int) code, owned);

  return hopmap_geo_answer_new_failed (error);
}

static HopmapGeoAnswer *
new_unavailable (HopmapWebProvider *self)
{
  char *message = g_strdup_printf (
      /* Translators: %s is a service, such as "RIPE IPmap" */
      _ ("%s cannot be reached; places come from the other sources."), self->dialect->name);

  return new_failed (HOPMAP_GEO_ERROR_UNAVAILABLE, message);
}

static HopmapGeoAnswer *
new_bad_response (HopmapWebProvider *self)
{
  char *message = g_strdup_printf (
      /* Translators: %s is a service, such as "RIPE IPmap" */
      _ ("What answered in place of %s made no sense; the network may want you to log in first."),
      self->dialect->name);

  return new_failed (HOPMAP_GEO_ERROR_BAD_RESPONSE, message);
}

static HopmapGeoAnswer *
new_refused (HopmapWebProvider *self)
{
  char *message;

  if (!self->dialect->needs_key)
    return new_unavailable (self);

  message = g_strdup_printf (
      /* Translators: %s is a service, such as "ipgeolocation.io" */
      _ ("%s does not accept the key; check it in the preferences."), self->dialect->name);
  return new_failed (HOPMAP_GEO_ERROR_KEY_REJECTED, message);
}

static HopmapGeoAnswer *
new_quota (HopmapWebProvider *self, const HopmapWebReply *reply)
{
  g_autofree char *message = hopmap_geo_error_dup_quota_message (self->dialect->name);
  g_autoptr (GError) error = hopmap_geo_error_new_quota (reply->retry_after_s, message);

  return hopmap_geo_answer_new_failed (error);
}

static HopmapGeoAnswer *
new_offline (HopmapWebProvider *self)
{
  char *message = g_strdup_printf (
      /* Translators: %s is a service, such as "RIPE IPmap" */
      _ ("There is no network to ask %s; places come from this computer."), self->dialect->name);

  return new_failed (HOPMAP_GEO_ERROR_OFFLINE, message);
}

/* What a status other than 200 means for a question about @n addresses. */
static HopmapGeoAnswer *
read_status (HopmapWebProvider *self, const HopmapWebReply *reply, guint n)
{
  const HopmapDialect *dialect = self->dialect;

  if (n > 1 && dialect->batch_is_paid && reply->status >= 400 && reply->status < 500
      && reply->status != 429)
    {
      self->is_one_by_one = TRUE;
      return new_failed (HOPMAP_GEO_ERROR_NO_BATCH, g_strdup (self->dialect->name));
    }
  if (n == 1 && dialect->not_found_status != 0 && reply->status == dialect->not_found_status)
    return hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_NOT_FOUND);
  if (n == 1 && dialect->reserved_status != 0 && reply->status == dialect->reserved_status)
    return hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_RESERVED);

  switch (reply->status)
    {
    case 401:
    case 403:
      return new_refused (self);
    case 429:
      return new_quota (self, reply);
    default:
      return reply->status >= 500 ? new_unavailable (self) : new_bad_response (self);
    }
}

/* Fills in what is the same for all addresses; takes @answer. */
static void
answer_all (GHashTable *answers, GPtrArray *addresses, HopmapGeoAnswer *answer)
{
  g_autoptr (HopmapGeoAnswer) owned = answer;

  for (guint i = 0; i < addresses->len; i++)
    hopmap_dialect_take_answer (answers, addresses->pdata[i], hopmap_geo_answer_ref (owned));
}

static GHashTable *
read_reply (HopmapWebProvider *self, const HopmapWebReply *reply, GPtrArray *addresses)
{
  GHashTable *answers = hopmap_geo_answers_new ();

  if (reply->status != 200)
    answer_all (answers, addresses, read_status (self, reply, addresses->len));
  else if (self->dialect->read (reply->body, addresses, answers))
    answer_all (answers, addresses, hopmap_geo_answer_new_empty (HOPMAP_GEO_STATUS_NOT_FOUND));
  else
    {
      g_hash_table_remove_all (answers);
      answer_all (answers, addresses, new_bad_response (self));
    }

  if (reply->status == 200 && reply->is_exhausted)
    self->wait_s = MAX (reply->retry_after_s, 1);
  return answers;
}

static GHashTable *
read_error (HopmapWebProvider *self, const GError *error, GPtrArray *addresses)
{
  GHashTable *answers = hopmap_geo_answers_new ();

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    answer_all (answers, addresses, new_bad_response (self));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    answer_all (answers, addresses, new_offline (self));
  else
    answer_all (answers, addresses, new_unavailable (self));

  return answers;
}

static void
replied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HopmapWebProvider *self = g_task_get_source_object (task);
  GPtrArray *addresses = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapWebReply) reply = NULL;
  GHashTable *answers;

  reply = hopmap_web_client_ask_finish (HOPMAP_WEB_CLIENT (object), result, &error);
  if (g_task_return_error_if_cancelled (task))
    return;

  answers = reply != NULL ? read_reply (self, reply, addresses)
                          : read_error (self, error, addresses);
  g_task_return_pointer (task, answers, (GDestroyNotify) g_hash_table_unref);
}

static GPtrArray *
copy_addresses (GPtrArray *addresses)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_address_free);

  for (guint i = 0; i < addresses->len; i++)
    g_ptr_array_add (copy, hopmap_address_copy (addresses->pdata[i]));

  return copy;
}

static void
hopmap_web_provider_lookup_async (HopmapGeoProvider *provider,
                                  GPtrArray *addresses,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  HopmapWebProvider *self = HOPMAP_WEB_PROVIDER (provider);
  GTask *task = g_task_new (provider, cancellable, callback, user_data);
  HopmapWebQuestion *question = self->dialect->ask (&self->setting, addresses);

  g_task_set_source_tag (task, hopmap_web_provider_lookup_async);
  g_task_set_task_data (task, copy_addresses (addresses), (GDestroyNotify) g_ptr_array_unref);
  hopmap_web_client_ask_async (self->client, question, cancellable, replied_cb, task);
}

static GHashTable *
hopmap_web_provider_lookup_finish (HopmapGeoProvider *provider,
                                   GAsyncResult *result,
                                   GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
hopmap_web_provider_get_id (HopmapGeoProvider *provider)
{
  return HOPMAP_WEB_PROVIDER (provider)->dialect->id;
}

static const char *
hopmap_web_provider_get_name (HopmapGeoProvider *provider)
{
  return HOPMAP_WEB_PROVIDER (provider)->dialect->name;
}

static const char *
hopmap_web_provider_get_attribution (HopmapGeoProvider *provider)
{
  return HOPMAP_WEB_PROVIDER (provider)->dialect->attribution;
}

static guint
hopmap_web_provider_get_batch_size (HopmapGeoProvider *provider)
{
  HopmapWebProvider *self = HOPMAP_WEB_PROVIDER (provider);

  if (self->is_one_by_one
      || (self->dialect->can_batch != NULL && !self->dialect->can_batch (&self->setting)))
    return 1;

  return self->dialect->batch_size;
}

static const HopmapProviderTerms *
hopmap_web_provider_get_terms (HopmapGeoProvider *provider)
{
  return &HOPMAP_WEB_PROVIDER (provider)->dialect->terms;
}

static guint
hopmap_web_provider_take_wait (HopmapGeoProvider *provider)
{
  HopmapWebProvider *self = HOPMAP_WEB_PROVIDER (provider);
  guint wait_s = self->wait_s;

  self->wait_s = 0;
  return wait_s;
}

static void
hopmap_web_provider_iface_init (HopmapGeoProviderInterface *iface)
{
  iface->get_id = hopmap_web_provider_get_id;
  iface->get_name = hopmap_web_provider_get_name;
  iface->get_attribution = hopmap_web_provider_get_attribution;
  iface->get_batch_size = hopmap_web_provider_get_batch_size;
  iface->get_terms = hopmap_web_provider_get_terms;
  iface->take_wait = hopmap_web_provider_take_wait;
  iface->lookup_async = hopmap_web_provider_lookup_async;
  iface->lookup_finish = hopmap_web_provider_lookup_finish;
}

static void
hopmap_web_provider_finalize (GObject *object)
{
  HopmapWebProvider *self = HOPMAP_WEB_PROVIDER (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->setting.base, g_uri_unref);
  g_clear_pointer (&self->setting.key, g_free);

  G_OBJECT_CLASS (hopmap_web_provider_parent_class)->finalize (object);
}

static void
hopmap_web_provider_class_init (HopmapWebProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hopmap_web_provider_finalize;
}

static void
hopmap_web_provider_init (HopmapWebProvider *self)
{
}

/* An address of a server alone means the service's usual path there. */
static GUri *
parse_base (const HopmapDialect *dialect, const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *path = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return NULL;
  if (!hopmap_web_question_is_private (uri)
      && !(dialect->may_be_overheard && g_str_equal (g_uri_get_scheme (uri), "http")))
    return NULL;

  path = g_strdup (g_uri_get_path (uri));
  if (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  return g_uri_build (
      G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), g_uri_get_port (uri),
      *path == '\0' && dialect->usual_path != NULL ? dialect->usual_path : path, NULL, NULL);
}

/**
 * hopmap_web_provider_new:
 * @client: asks the questions
 * @dialect: how the service is spoken to
 * @key: (nullable): the person's key, not empty where the service needs one
 * @url: (nullable): the server (https, or http on this computer), with a path where another one
 *   than the usual is meant; %NULL for the usual one
 * @error: return location for a %HOPMAP_GEO_ERROR_BAD_SETTING
 *
 * Returns: (transfer full) (nullable): a provider; it asks nothing by itself
 */
HopmapWebProvider *
hopmap_web_provider_new (HopmapWebClient *client,
                         const HopmapDialect *dialect,
                         const char *key,
                         const char *url,
                         GError **error)
{
  g_autoptr (GUri) base = parse_base (dialect, url != NULL ? url : dialect->usual_url);
  HopmapWebProvider *self;

  g_return_val_if_fail (!dialect->needs_key || (key != NULL && *key != '\0'), NULL);

  if (base == NULL)
    {
      g_set_error (error, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_BAD_SETTING,
                   /* Translators: %s is a service, such as "ipgeolocation.io" */
                   _ ("%s is not asked: its address in the settings must begin with https:// and "
                      "name a server."),
                   dialect->name);
      return NULL;
    }

  self = g_object_new (HOPMAP_TYPE_WEB_PROVIDER, NULL);
  self->client = g_object_ref (client);
  self->dialect = dialect;
  self->setting.base = g_steal_pointer (&base);
  self->setting.key = g_strdup (key);
  return self;
}
