/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks web services small questions: one session for all of them, a deadline and a largest size per
 * answer, no redirects. What an answer means is the provider's business.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HOPMAP_TYPE_WEB_CLIENT (hopmap_web_client_get_type ())

G_DECLARE_FINAL_TYPE (HopmapWebClient, hopmap_web_client, HOPMAP, WEB_CLIENT, GObject)

/**
 * HopmapWebReply:
 * @status: the HTTP status (RFC 9110)
 * @body: what came; empty unless @status is 200
 * @retry_after_s: seconds that the server asks to wait; 0 where it did not
 */
typedef struct
{
  guint status;
  GBytes *body;
  guint retry_after_s;
} HopmapWebReply;

HopmapWebClient *hopmap_web_client_new (void);
void hopmap_web_client_set_deadline (HopmapWebClient *self, guint milliseconds);

gboolean hopmap_web_client_may_ask (GUri *uri);
void hopmap_web_client_get_async (HopmapWebClient *self,
                                  GUri *uri,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HopmapWebReply *hopmap_web_client_get_finish (HopmapWebClient *self,
                                              GAsyncResult *result,
                                              GError **error);
void hopmap_web_reply_free (HopmapWebReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapWebReply, hopmap_web_reply_free)

G_END_DECLS
