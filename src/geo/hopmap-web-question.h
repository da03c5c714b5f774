/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A question to a web service: where, with what body, and who may overhear it. How it is sent is the
 * client's business.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whoever includes this need not know libsoup. */
typedef struct _SoupMessage SoupMessage;

#define HOPMAP_WEB_ANSWER_BYTES (256 * 1024)
#define HOPMAP_WEB_BATCH_BYTES  (2 * 1024 * 1024)

/**
 * HopmapWebQuestion:
 * @uri: where; it may hold a key and is for nobody's eyes
 * @body: (nullable): a JSON text to be sent; with it the question is a POST, else a GET
 * @authorization: (nullable): what proves who asks, as the header of that name has it
 * @accept: (nullable): the kinds of answer that are understood, a fixed text
 * @may_be_overheard: whether plain http is good enough
 * @max_bytes: largest answer that is read, unpacked
 */
typedef struct
{
  GUri *uri;
  GBytes *body;
  char *authorization;
  const char *accept;
  gboolean may_be_overheard;
  gsize max_bytes;
} HopmapWebQuestion;

HopmapWebQuestion *hopmap_web_question_new (GUri *base, const char *path, const char *query);
void hopmap_web_question_take_body (HopmapWebQuestion *question, char *json);
void hopmap_web_question_set_password (HopmapWebQuestion *question, const char *password);
void hopmap_web_question_free (HopmapWebQuestion *question);

SoupMessage *hopmap_web_question_create_message (const HopmapWebQuestion *question);

gboolean hopmap_web_question_is_at_home (GUri *uri);
gboolean hopmap_web_question_is_private (GUri *uri);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapWebQuestion, hopmap_web_question_free)

G_END_DECLS
