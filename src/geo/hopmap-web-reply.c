/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapWebReply: see the header.
 */
#include "hopmap-web-reply.h"

#include <libsoup/soup.h>

#define LONGEST_RETRY_AFTER_S (24 * 60 * 60)

static guint
read_retry_after (const char *text)
{
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GDateTime) now = NULL;
  guint64 seconds;
  gint64 wait_s;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &seconds, NULL))
    return (guint) MIN (seconds, LONGEST_RETRY_AFTER_S);

  date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return 0;

  now = g_date_time_new_now_utc ();
  wait_s = g_date_time_difference (date, now) / G_TIME_SPAN_SECOND;
  return (guint) CLAMP (wait_s, 0, LONGEST_RETRY_AFTER_S);
}

/**
 * hopmap_web_reply_new:
 * @status: the HTTP status
 * @body: (transfer full): what came
 * @retry_after: (nullable): the header of that name (RFC 9110, 10.2.3): seconds or a date; a wait of
 *   more than a day counts as a day, and nonsense as none
 *
 * Returns: (transfer full): a reply
 */
HopmapWebReply *
hopmap_web_reply_new (guint status, GBytes *body, const char *retry_after)
{
  HopmapWebReply *reply = g_new0 (HopmapWebReply, 1);

  reply->status = status;
  reply->body = body;
  reply->retry_after_s = read_retry_after (retry_after);
  return reply;
}

/**
 * hopmap_web_reply_read_allowance:
 * @reply: a reply
 * @left: (nullable): how many questions more the server answers (ip-api.com: "X-Rl")
 * @seconds: (nullable): for so many seconds (ip-api.com: "X-Ttl")
 *
 * Where none are left, or the reply refuses, these seconds are the wait, unless the server asked for a
 * longer one.
 */
void
hopmap_web_reply_read_allowance (HopmapWebReply *reply, const char *left, const char *seconds)
{
  guint64 number;

  if (left != NULL && g_ascii_string_to_unsigned (left, 10, 0, G_MAXUINT64, &number, NULL))
    reply->is_exhausted = number == 0;
  if ((reply->is_exhausted || reply->status != 200) && seconds != NULL
      && g_ascii_string_to_unsigned (seconds, 10, 0, G_MAXUINT64, &number, NULL))
    reply->retry_after_s = MAX (reply->retry_after_s, (guint) MIN (number, LONGEST_RETRY_AFTER_S));
}

/**
 * hopmap_web_reply_free:
 * @reply: (transfer full): a reply
 */
void
hopmap_web_reply_free (HopmapWebReply *reply)
{
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_free (reply->location);
  g_free (reply);
}
