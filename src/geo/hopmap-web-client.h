/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks web services small questions: one session for all of them, a deadline and a largest size per
 * answer, no redirects. What an answer means is the provider's business.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-web-question.h"
#include "hopmap-web-reply.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_WEB_CLIENT (hopmap_web_client_get_type ())

G_DECLARE_FINAL_TYPE (HopmapWebClient, hopmap_web_client, HOPMAP, WEB_CLIENT, GObject)

HopmapWebClient *hopmap_web_client_new (void);
void hopmap_web_client_set_deadline (HopmapWebClient *self, guint milliseconds);

void hopmap_web_client_ask_async (HopmapWebClient *self,
                                  HopmapWebQuestion *question,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HopmapWebReply *hopmap_web_client_ask_finish (HopmapWebClient *self,
                                              GAsyncResult *result,
                                              GError **error);

G_END_DECLS
