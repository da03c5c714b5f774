/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapRegistryLookup: see the header. Nothing that comes over the network says where the next
 * question goes: a redirect only chooses among the registries, and what is asked there is written
 * here.
 */
#include "hopmap-registry-lookup.h"

#include "hopmap-address-class.h"
#include "hopmap-geo-error.h"
#include "hopmap-rdap-reader.h"
#include "hopmap-rdap-servers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ACCEPT "application/rdap+json, application/json"

struct _HopmapRegistryLookup
{
  GObject parent_instance;

  HopmapWebClient *client;
  GUri *servers[HOPMAP_N_RDAP_SERVERS];
  gboolean offline;
};

enum
{
  PROP_OFFLINE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void hopmap_registry_lookup_iface_init (HopmapRegistryInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapRegistryLookup,
                               hopmap_registry_lookup,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HOPMAP_TYPE_REGISTRY,
                                                      hopmap_registry_lookup_iface_init))

typedef struct
{
  HopmapAddress address;
  HopmapRdapServerId server; /* who is being asked */
  gboolean redirected;
} Question;

static const char *
get_name (const Question *question)
{
  return hopmap_rdap_server_get (question->server)->name;
}

static char *
dup_sentence (HopmapGeoError code, const char *name)
{
  if (code == HOPMAP_GEO_ERROR_NO_RECORD)
    /* Translators: %s is an address registry, such as "RIPE NCC" */
    return g_strdup_printf (_ ("%s has no record of this address."), name);
  if (code == HOPMAP_GEO_ERROR_QUOTA)
    /* Translators: %s is an address registry, such as "RIPE NCC" */
    return g_strdup_printf (_ ("%s answers no more for now. Try again in a while."), name);
  if (code == HOPMAP_GEO_ERROR_BAD_RESPONSE)
    return g_strdup_printf (
        /* Translators: %s is a service, such as "RIPE IPmap" */
        _ ("What answered in place of %s made no sense; the network may want you to log in first."),
        name);

  /* Translators: %s is an address registry, such as "RIPE NCC" */
  return g_strdup_printf (_ ("%s cannot be reached. Check the network, then try again."), name);
}

/* Returns the task with an error about the registry that was asked; takes @task. */
static void
fail (GTask *task, HopmapGeoError code)
{
  g_autofree char *sentence = dup_sentence (code, get_name (g_task_get_task_data (task)));

  g_task_return_new_error (task, HOPMAP_GEO_ERROR, (int) code, "%s", sentence);
  g_object_unref (task);
}

static int
get_port (GUri *uri)
{
  const int port = g_uri_get_port (uri);

  return port > 0 ? port : g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

static gboolean
is_same_server (GUri *uri, GUri *server)
{
  return g_ascii_strcasecmp (g_uri_get_host (uri), g_uri_get_host (server)) == 0
         && g_str_equal (g_uri_get_scheme (uri), g_uri_get_scheme (server))
         && get_port (uri) == get_port (server);
}

/* Which of the other registries the one that was asked points to. */
static gboolean
find_redirect (HopmapRegistryLookup *self, const char *location, Question *question)
{
  g_autoptr (GUri) uri = location != NULL ? g_uri_parse (location, G_URI_FLAGS_ENCODED, NULL)
                                          : NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || question->redirected
      || is_same_server (uri, self->servers[question->server]))
    return FALSE;

  for (guint i = 0; i < HOPMAP_N_RDAP_SERVERS; i++)
    if (is_same_server (uri, self->servers[i]))
      {
        question->server = (HopmapRdapServerId) i;
        question->redirected = TRUE;
        return TRUE;
      }

  return FALSE;
}

static char *
dup_path (const Question *question)
{
  g_autofree char *address = hopmap_address_to_string (&question->address);

  return g_strconcat ("/ip/", address, NULL);
}

static void
return_record (GTask *task, HopmapRegistryRecord *record)
{
  HopmapRegistryLookup *self = g_task_get_source_object (task);
  const Question *question = g_task_get_task_data (task);
  g_autofree char *server = g_uri_to_string (self->servers[question->server]);
  g_autofree char *path = dup_path (question);

  record->registry = g_strdup (get_name (question));
  record->uri = g_strconcat (server, path, NULL);
  g_task_return_pointer (task, record, (GDestroyNotify) hopmap_registry_record_free);
  g_object_unref (task);
}

static void ask (GTask *task);

/* Takes @task. */
static void
read_reply (GTask *task, const HopmapWebReply *reply)
{
  HopmapRegistryLookup *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);
  HopmapRegistryRecord *record;

  switch (reply->status)
    {
    case 200:
      record = hopmap_rdap_read (reply->body, &question->address);
      if (record != NULL)
        return_record (task, record);
      else
        fail (task, HOPMAP_GEO_ERROR_BAD_RESPONSE);
      return;
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      if (find_redirect (self, reply->location, question))
        ask (task);
      else
        fail (task, HOPMAP_GEO_ERROR_BAD_RESPONSE);
      return;
    case 404:
      fail (task, HOPMAP_GEO_ERROR_NO_RECORD);
      return;
    case 429:
      fail (task, HOPMAP_GEO_ERROR_QUOTA);
      return;
    default:
      fail (task,
            reply->status >= 500 ? HOPMAP_GEO_ERROR_UNAVAILABLE : HOPMAP_GEO_ERROR_BAD_RESPONSE);
    }
}

static void
replied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapWebReply) reply = NULL;

  reply = hopmap_web_client_ask_finish (HOPMAP_WEB_CLIENT (object), result, &error);
  if (g_task_return_error_if_cancelled (task))
    g_object_unref (task);
  else if (reply != NULL)
    read_reply (task, reply);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    fail (task, HOPMAP_GEO_ERROR_BAD_RESPONSE);
  else
    fail (task, HOPMAP_GEO_ERROR_UNAVAILABLE);
}

/* Takes @task. */
static void
ask (GTask *task)
{
  HopmapRegistryLookup *self = g_task_get_source_object (task);
  const Question *question = g_task_get_task_data (task);
  g_autofree char *path = dup_path (question);
  HopmapWebQuestion *web = hopmap_web_question_new (self->servers[question->server], path, NULL);

  web->accept = ACCEPT;
  hopmap_web_client_ask_async (self->client, web, g_task_get_cancellable (task), replied_cb, task);
}

static char *
hopmap_registry_lookup_dup_refusal (HopmapRegistry *registry, const HopmapAddress *address)
{
  if (HOPMAP_REGISTRY_LOOKUP (registry)->offline)
    return g_strdup (_ ("Hopmap works offline, so no registry is asked."));
  if (!hopmap_address_classify (address).may_look_up)
    return g_strdup (_ ("Registries only know public addresses."));

  return NULL;
}

static void
hopmap_registry_lookup_ask_async (HopmapRegistry *registry,
                                  const HopmapAddress *address,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (registry, cancellable, callback, user_data);
  g_autofree char *refusal = hopmap_registry_dup_refusal (registry, address);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, hopmap_registry_lookup_ask_async);
  question->address = hopmap_address_classify (address).inner;
  question->server = hopmap_rdap_server_find (&question->address);
  g_task_set_task_data (task, question, g_free);
  if (refusal == NULL)
    {
      ask (task);
      return;
    }

  g_task_return_new_error (task, HOPMAP_GEO_ERROR, HOPMAP_GEO_ERROR_OFFLINE, "%s", refusal);
  g_object_unref (task);
}

static HopmapRegistryRecord *
hopmap_registry_lookup_ask_finish (HopmapRegistry *registry, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, registry), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
hopmap_registry_lookup_iface_init (HopmapRegistryInterface *iface)
{
  iface->dup_refusal = hopmap_registry_lookup_dup_refusal;
  iface->lookup_async = hopmap_registry_lookup_ask_async;
  iface->lookup_finish = hopmap_registry_lookup_ask_finish;
}

static void
hopmap_registry_lookup_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_OFFLINE:
      g_value_set_boolean (value, HOPMAP_REGISTRY_LOOKUP (object)->offline);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_registry_lookup_set_property (GObject *object,
                                     guint id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  HopmapRegistryLookup *self = HOPMAP_REGISTRY_LOOKUP (object);

  switch (id)
    {
    case PROP_OFFLINE:
      if (self->offline == g_value_get_boolean (value))
        return;
      self->offline = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_registry_lookup_finalize (GObject *object)
{
  HopmapRegistryLookup *self = HOPMAP_REGISTRY_LOOKUP (object);

  g_clear_object (&self->client);
  for (guint i = 0; i < HOPMAP_N_RDAP_SERVERS; i++)
    g_clear_pointer (&self->servers[i], g_uri_unref);

  G_OBJECT_CLASS (hopmap_registry_lookup_parent_class)->finalize (object);
}

static void
hopmap_registry_lookup_class_init (HopmapRegistryLookupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hopmap_registry_lookup_get_property;
  object_class->set_property = hopmap_registry_lookup_set_property;
  object_class->finalize = hopmap_registry_lookup_finalize;

  /* Whether nobody is asked, by the person's choice. */
  properties[PROP_OFFLINE] = g_param_spec_boolean ("offline", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                       | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hopmap_registry_lookup_init (HopmapRegistryLookup *self)
{
  for (guint i = 0; i < HOPMAP_N_RDAP_SERVERS; i++)
    self->servers[i] = g_uri_parse (hopmap_rdap_server_get ((HopmapRdapServerId) i)->url,
                                    G_URI_FLAGS_ENCODED, NULL);
}

/**
 * hopmap_registry_lookup_new:
 * @client: asks the questions
 *
 * Returns: (transfer full): somebody who asks the five registries
 */
HopmapRegistryLookup *
hopmap_registry_lookup_new (HopmapWebClient *client)
{
  HopmapRegistryLookup *self = g_object_new (HOPMAP_TYPE_REGISTRY_LOOKUP, NULL);

  self->client = g_object_ref (client);
  return self;
}

/**
 * hopmap_registry_lookup_set_servers:
 * @self: somebody who asks registries
 * @urls: (array zero-terminated=1): one and up to five addresses (https, or http on this computer) to
 *   be asked in place of the registries, in the order of #HopmapRdapServerId; the last one stands for
 *   the rest
 *
 * For a proxy, or for a test. An address that cannot be used changes nothing.
 */
void
hopmap_registry_lookup_set_servers (HopmapRegistryLookup *self, const char *const *urls)
{
  g_autoptr (GUri) uri = NULL;
  guint n = g_strv_length ((char **) urls);

  g_return_if_fail (HOPMAP_IS_REGISTRY_LOOKUP (self));
  g_return_if_fail (n > 0);

  for (guint i = 0; i < HOPMAP_N_RDAP_SERVERS; i++)
    {
      g_autofree char *url = g_strdup (urls[MIN (i, n - 1)]);

      if (g_str_has_suffix (url, "/"))
        url[strlen (url) - 1] = '\0';
      g_clear_pointer (&uri, g_uri_unref);
      uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
      if (uri == NULL || !hopmap_web_question_is_private (uri))
        continue;

      g_uri_unref (self->servers[i]);
      self->servers[i] = g_uri_ref (uri);
    }
}
