/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a web service answered: status, body, and how long it wants to be left alone. Not what it
 * means.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HopmapWebReply:
 * @status: the HTTP status (RFC 9110)
 * @body: what came; empty unless @status is 200
 * @location: (nullable): where else the server sends whoever asks; nobody goes there by itself
 * @retry_after_s: seconds that the server asks to wait; 0 where it did not
 * @is_exhausted: whether the server says that this was the last answer for those seconds
 */
typedef struct
{
  guint status;
  GBytes *body;
  char *location;
  guint retry_after_s;
  gboolean is_exhausted;
} HopmapWebReply;

HopmapWebReply *hopmap_web_reply_new (guint status, GBytes *body, const char *retry_after);
void hopmap_web_reply_read_allowance (HopmapWebReply *reply, const char *left, const char *seconds);
void hopmap_web_reply_free (HopmapWebReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapWebReply, hopmap_web_reply_free)

G_END_DECLS
