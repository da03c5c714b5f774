/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading traces for a window, behind its back: a pipe may never end, a file may lie on a slow disk,
 * and a large text takes its time.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-document.h"

G_BEGIN_DECLS

/**
 * HopmapTraceInput:
 * @path: (nullable): a file, or "-" for @stream
 * @stream: (nullable): what "-" stands for where it is not this process's standard input
 * @bytes: (nullable): the text itself, in place of a file
 */
typedef struct
{
  char *path;
  GInputStream *stream;
  GBytes *bytes;
} HopmapTraceInput;

HopmapTraceInput *hopmap_trace_input_new (const char *path, GInputStream *stream, GBytes *bytes);
void hopmap_trace_input_free (HopmapTraceInput *input);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapTraceInput, hopmap_trace_input_free)

GTask *hopmap_trace_reading_start (GObject *source,
                                   HopmapTraceInput *input,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
const HopmapTraceInput *hopmap_trace_reading_get_input (GAsyncResult *result);
HopmapReading *hopmap_trace_reading_finish (GAsyncResult *result, GError **error);

G_END_DECLS
