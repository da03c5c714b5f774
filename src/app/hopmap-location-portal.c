/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Location portal: see the header. One session for one answer. Its signals may come before the
 * answers to the calls that caused them, so that they are listened for first.
 */
#include "hopmap-location-portal.h"

#include <glib/gi18n-lib.h>

#define BUS_NAME    "org.freedesktop.portal.Desktop"
#define OBJECT_PATH "/org/freedesktop/portal/desktop"
#define LOCATION    "org.freedesktop.portal.Location"
#define REQUEST     "org.freedesktop.portal.Request"
#define SESSION     "org.freedesktop.portal.Session"

/* The portal's own scale: a city is enough to tell what light can reach. */
#define ACCURACY_CITY 2

/* What the portal calls "the person has said no". */
#define RESPONSE_REFUSED 1

/* Where the desktop does not say how exact it is, the least that is believed, and what says nothing. */
#define USUAL_RADIUS_KM 25.0
#define LEAST_RADIUS_KM 1.0
#define MOST_RADIUS_KM  5000.0

typedef struct
{
  GDBusConnection *bus;
  char *token;
  char *session; /* NULL before there is one */
  guint location_signal;
  guint response_signal;
  GSource *timeout;
  GSource *cancelled;
  gboolean has_ended;
} Question;

static void
question_free (Question *question)
{
  g_clear_object (&question->bus);
  g_free (question->token);
  g_free (question->session);
  g_free (question);
}

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* Nothing is heard of it any more, and the desktop may stop looking. */
static void
hang_up (Question *question)
{
  drop_source (&question->timeout);
  drop_source (&question->cancelled);
  if (question->location_signal != 0)
    g_dbus_connection_signal_unsubscribe (question->bus, question->location_signal);
  if (question->response_signal != 0)
    g_dbus_connection_signal_unsubscribe (question->bus, question->response_signal);
  question->location_signal = question->response_signal = 0;
  if (question->session != NULL)
    g_dbus_connection_call (question->bus, BUS_NAME, question->session, SESSION, "Close", NULL,
                            NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

/* Only the first end counts; the task may go away here. */
static void
end (GTask *task, HopmapPlace *place, GError *error)
{
  Question *question = g_task_get_task_data (task);
  g_autoptr (HopmapPlace) owned_place = place;
  g_autoptr (GError) owned_error = error;

  if (question->has_ended)
    return;

  question->has_ended = TRUE;
  hang_up (question);
  if (place != NULL)
    g_task_return_pointer (task, g_steal_pointer (&owned_place),
                           (GDestroyNotify) hopmap_place_unref);
  else
    g_task_return_error (task, g_steal_pointer (&owned_error));
}

static GError *
new_error (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                              _ ("The desktop does not know where you are. Type a town."));
}

/* Returns NULL where the desktop says what cannot be. */
static HopmapPlace *
read_place (GVariant *location)
{
  HopmapPlace fields = { .kind = HOPMAP_PLACE_CITY,
                         .evidence = HOPMAP_EVIDENCE_PERSON,
                         .has_point = TRUE,
                         .radius_km = USUAL_RADIUS_KM };
  g_autoptr (HopmapPlace) place = NULL;
  double metres;

  if (!g_variant_lookup (location, "Latitude", "d", &fields.latitude)
      || !g_variant_lookup (location, "Longitude", "d", &fields.longitude))
    return NULL;
  if (g_variant_lookup (location, "Accuracy", "d", &metres) && metres > 0.0)
    fields.radius_km = MAX (metres / 1000.0, LEAST_RADIUS_KM);

  place = hopmap_place_new (&fields);
  return place->has_point && fields.radius_km <= MOST_RADIUS_KM ? g_steal_pointer (&place) : NULL;
}

static void
located_cb (GDBusConnection *bus,
            const char *sender,
            const char *path,
            const char *interface,
            const char *signal,
            GVariant *parameters,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Question *question = g_task_get_task_data (task);
  g_autoptr (GVariant) location = NULL;
  const char *session;
  HopmapPlace *place;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(oa{sv})")))
    return;

  g_variant_get (parameters, "(&o@a{sv})", &session, &location);
  if (g_strcmp0 (session, question->session) != 0)
    return;

  place = read_place (location);
  end (task, place, place == NULL ? new_error () : NULL);
}

static void
responded_cb (GDBusConnection *bus,
              const char *sender,
              const char *path,
              const char *interface,
              const char *signal,
              GVariant *parameters,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  guint32 response;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;

  g_variant_get (parameters, "(u@a{sv})", &response, NULL);
  if (response == RESPONSE_REFUSED)
    end (task, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Refused"));
  else if (response != 0)
    end (task, NULL, new_error ());
}

static void
started_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GVariant)
      reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);

  if (reply == NULL)
    end (task, NULL, new_error ());
}

static GVariant *
new_options (const char *name, const char *token, gboolean with_accuracy)
{
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&options, "{sv}", name, g_variant_new_string (token));
  if (with_accuracy)
    g_variant_builder_add (&options, "{sv}", "accuracy", g_variant_new_uint32 (ACCURACY_CITY));
  return g_variant_builder_end (&options);
}

static void
created_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  g_autoptr (GVariant)
      reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);

  if (reply == NULL)
    {
      end (task, NULL, new_error ());
      return;
    }

  g_variant_get (reply, "(o)", &question->session);
  if (question->has_ended)
    {
      hang_up (question);
      return;
    }

  g_dbus_connection_call (question->bus, BUS_NAME, OBJECT_PATH, LOCATION, "Start",
                          g_variant_new ("(os@a{sv})", question->session, "",
                                         new_options ("handle_token", question->token, FALSE)),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, started_cb,
                          g_object_ref (task));
}

static gboolean
timeout_cb (gpointer user_data)
{
  end (user_data, NULL, new_error ());
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  end (user_data, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));
  return G_SOURCE_REMOVE;
}

/* Where the portal puts the request: told by who asks. */
static char *
dup_request_path (const Question *question)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (question->bus) + 1);

  g_strdelimit (sender, ".", '_');
  return g_strconcat (OBJECT_PATH "/request/", sender, "/", question->token, NULL);
}

static void
ask (GTask *task, guint patience_s)
{
  Question *question = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autofree char *path = dup_request_path (question);

  question->location_signal = g_dbus_connection_signal_subscribe (
      question->bus, BUS_NAME, LOCATION, "LocationUpdated", OBJECT_PATH, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, located_cb, g_object_ref (task), g_object_unref);
  question->response_signal = g_dbus_connection_signal_subscribe (
      question->bus, BUS_NAME, REQUEST, "Response", path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
      responded_cb, g_object_ref (task), g_object_unref);
  question->timeout = g_timeout_source_new_seconds (patience_s);
  g_task_attach_source (task, question->timeout, timeout_cb);
  if (cancellable != NULL)
    {
      question->cancelled = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, question->cancelled, G_SOURCE_FUNC (cancelled_cb));
    }
  g_dbus_connection_call (
      question->bus, BUS_NAME, OBJECT_PATH, LOCATION, "CreateSession",
      g_variant_new ("(@a{sv})", new_options ("session_handle_token", question->token, TRUE)),
      G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, created_cb, g_object_ref (task));
}

/**
 * hopmap_location_portal_ask_async:
 * @bus: (nullable): the person's bus; %NULL where there is none
 * @patience_s: seconds that the person and the desktop have
 * @cancellable: (nullable): to give it up
 * @callback: called with the answer
 * @user_data: for @callback
 */
void
hopmap_location_portal_ask_async (GDBusConnection *bus,
                                  guint patience_s,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  static guint last_number;
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, hopmap_location_portal_ask_async);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  if (bus == NULL)
    {
      g_task_return_error (task, new_error ());
      return;
    }

  question->bus = g_object_ref (bus);
  question->token = g_strdup_printf ("hopmap%u", ++last_number);
  ask (task, patience_s);
}

/**
 * hopmap_location_portal_ask_finish:
 * @result: what the callback got
 * @error: return location: %G_IO_ERROR_CANCELLED where the person said no, which needs no words; else
 *   with a sentence for the person
 *
 * Returns: (transfer full): where this computer is, with a radius; or %NULL with an error
 */
HopmapPlace *
hopmap_location_portal_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
