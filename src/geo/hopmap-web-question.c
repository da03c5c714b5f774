/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapWebQuestion: see the header.
 */
#include "hopmap-web-question.h"

#include <libsoup/soup.h>
#include <string.h>

/**
 * hopmap_web_question_new:
 * @base: the service
 * @path: (nullable): what is added to the path of @base, encoded; begins with a slash
 * @query: (nullable): the query, encoded
 *
 * Returns: (transfer full): a question that nobody may overhear, with an answer of 256 KiB at most
 */
HopmapWebQuestion *
hopmap_web_question_new (GUri *base, const char *path, const char *query)
{
  HopmapWebQuestion *question = g_new0 (HopmapWebQuestion, 1);
  g_autofree char *whole = g_strconcat (g_uri_get_path (base), path, NULL);

  question->uri = g_uri_build (G_URI_FLAGS_ENCODED, g_uri_get_scheme (base), NULL,
                               g_uri_get_host (base), g_uri_get_port (base), whole, query, NULL);
  question->max_bytes = HOPMAP_WEB_ANSWER_BYTES;
  return question;
}

/**
 * hopmap_web_question_take_body:
 * @question: a question, which becomes a POST for several answers of 2 MiB at most
 * @json: (transfer full): what is asked, a JSON text
 */
void
hopmap_web_question_take_body (HopmapWebQuestion *question, char *json)
{
  g_clear_pointer (&question->body, g_bytes_unref);
  question->body = g_bytes_new_take (json, strlen (json));
  question->max_bytes = HOPMAP_WEB_BATCH_BYTES;
}

/**
 * hopmap_web_question_set_password:
 * @question: a question
 * @password: "name:password"; goes with the question as Basic authorization (RFC 7617)
 */
void
hopmap_web_question_set_password (HopmapWebQuestion *question, const char *password)
{
  g_autofree char *encoded = g_base64_encode ((const guchar *) password, strlen (password));

  g_free (question->authorization);
  question->authorization = g_strconcat ("Basic ", encoded, NULL);
}

/**
 * hopmap_web_question_free:
 * @question: (transfer full): a question
 */
void
hopmap_web_question_free (HopmapWebQuestion *question)
{
  g_clear_pointer (&question->uri, g_uri_unref);
  g_clear_pointer (&question->body, g_bytes_unref);
  g_free (question->authorization);
  g_free (question);
}

/**
 * hopmap_web_question_is_at_home:
 * @uri: an address of a service
 *
 * Returns: whether the service is on this computer, and can be asked without a network
 */
gboolean
hopmap_web_question_is_at_home (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : host != NULL && g_ascii_strcasecmp (host, "localhost") == 0;
}

/**
 * hopmap_web_question_is_private:
 * @uri: an address of a service
 *
 * Returns: whether nobody on the way can read the question: https, or plain http to this computer
 */
gboolean
hopmap_web_question_is_private (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0')
    return FALSE;

  return g_str_equal (scheme, "https")
         || (g_str_equal (scheme, "http") && hopmap_web_question_is_at_home (uri));
}

/**
 * hopmap_web_question_create_message:
 * @question: a question
 *
 * Returns: (transfer full): it as libsoup sends it; a redirect is an answer like any other
 */
SoupMessage *
hopmap_web_question_create_message (const HopmapWebQuestion *question)
{
  SoupMessage *message = soup_message_new_from_uri (
      question->body != NULL ? SOUP_METHOD_POST : SOUP_METHOD_GET, question->uri);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (question->authorization != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  question->authorization);
  if (question->accept != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Accept",
                                  question->accept);
  if (question->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", question->body);

  return message;
}
