/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Target lookup; see the header.
 */
#include "hopmap-target-lookup.h"

#include <glib/gi18n-lib.h>

#include "hopmap-reachability.h"
#include "hopmap-trace-error.h"

typedef struct
{
  HopmapTarget *target;
  guint family;
} Question;

static void
question_free (Question *question)
{
  hopmap_target_unref (question->target);
  g_free (question);
}

static void
return_no_address (GTask *task)
{
  Question *question = g_task_get_task_data (task);

  if (question->family == 4)
    g_task_return_new_error (
        task, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NO_ADDRESS,
        _ ("“%s” has no IPv4 address; trace it over IPv6, or let the program choose."),
        question->target->display);
  else
    g_task_return_new_error (
        task, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NO_ADDRESS,
        _ ("“%s” has no IPv6 address; trace it over IPv4, or let the program choose."),
        question->target->display);
}

static void
return_resolver_error (GTask *task, const GError *error)
{
  Question *question = g_task_get_task_data (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    g_task_return_new_error (
        task, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NAME_NOT_FOUND,
        _ ("No host is called “%s”; check the spelling or the network connection."),
        question->target->display);
  else
    g_task_return_new_error (
        task, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NETWORK,
        _ ("The name “%s” could not be looked up; check the network connection and try again."),
        question->target->display);
}

static guint
get_family (GInetAddress *inet)
{
  return g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 ? 6 : 4;
}

static void
to_address (GInetAddress *inet, HopmapAddress *address)
{
  hopmap_address_init_from_bytes (address, get_family (inet), g_inet_address_to_bytes (inet));
  hopmap_address_unmap (address);
}

/* The system sorts addresses by RFC 6724, but lists IPv6 ones first even where only a link-local
 * network is up; the kernel knows better. */
static void
return_first_reachable (GTask *task, GList *inets)
{
  Question *question = g_task_get_task_data (task);
  HopmapAddress address;

  for (GList *l = inets; l != NULL; l = l->next)
    {
      to_address (l->data, &address);
      if (inets->next == NULL || question->family != 0 || hopmap_address_has_route (&address))
        {
          g_task_return_pointer (task, hopmap_address_copy (&address),
                                 (GDestroyNotify) hopmap_address_free);
          return;
        }
    }

  g_task_return_new_error (
      task, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NETWORK,
      _ ("There is no way from this computer to “%s”; check the network connection."),
      question->target->display);
}

/* Nothing was found for one family: is it the family, or is there no such host? */
static void
any_family_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GList *inets = g_resolver_lookup_by_name_finish (G_RESOLVER (object), result, &error);

  if (inets != NULL)
    return_no_address (task);
  else
    return_resolver_error (task, error);
  g_resolver_free_addresses (inets);
}

static void
resolved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Question *question = g_task_get_task_data (task);
  GList *inets = g_resolver_lookup_by_name_with_flags_finish (G_RESOLVER (object), result, &error);

  if (inets != NULL)
    return_first_reachable (task, inets);
  else if (question->family != 0
           && g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    g_resolver_lookup_by_name_async (G_RESOLVER (object), question->target->host,
                                     g_task_get_cancellable (task), any_family_cb,
                                     g_object_ref (task));
  else
    return_resolver_error (task, error);
  g_resolver_free_addresses (inets);
}

static GResolverNameLookupFlags
get_lookup_flags (guint family)
{
  if (family == 4)
    return G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY;
  if (family == 6)
    return G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY;

  return G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT;
}

/**
 * hopmap_target_lookup_return:
 * @task: (transfer full): is given the #HopmapAddress, or the error
 * @system: (nullable): whom to ask; without it only targets that are addresses have one
 * @target: a host
 * @family: 4, 6, or 0 for the first address to which this computer has a route
 */
void
hopmap_target_lookup_return (GTask *task, GResolver *system, HopmapTarget *target, guint family)
{
  g_autoptr (GTask) owned = task;
  Question *question = g_new (Question, 1);

  *question = (Question){ .target = hopmap_target_ref (target), .family = family };
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);

  if (hopmap_address_is_set (&target->address) && (family == 0 || family == target->address.family))
    g_task_return_pointer (task, hopmap_address_copy (&target->address),
                           (GDestroyNotify) hopmap_address_free);
  else if (hopmap_address_is_set (&target->address) || system == NULL)
    return_no_address (task);
  else
    g_resolver_lookup_by_name_with_flags_async (system, target->host, get_lookup_flags (family),
                                                g_task_get_cancellable (task), resolved_cb,
                                                g_steal_pointer (&owned));
}
