/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command line, read and checked. It does nothing that it says.
 */
#pragma once

#include <gio/gio.h>

#include "hopmap-format.h"
#include "hopmap-place.h"
#include "hopmap-target.h"
#include "hopmap-trace-options.h"

G_BEGIN_DECLS

#define HOPMAP_COMMAND_ERROR (hopmap_command_error_quark ())

/**
 * HopmapCommandError:
 * @HOPMAP_COMMAND_ERROR_USAGE: the command line is wrong; the message says what and how it is right
 */
typedef enum
{
  HOPMAP_COMMAND_ERROR_USAGE,
} HopmapCommandError;

/**
 * HopmapTask: what the command line asks for.
 * @HOPMAP_TASK_WINDOW: show windows, one for each target or the input
 * @HOPMAP_TASK_WRITE: trace or read, then write, with no window
 * @HOPMAP_TASK_SERVE: trace or read, then show the page over HTTP
 * @HOPMAP_TASK_LOCATE: addresses in, places out
 * @HOPMAP_TASK_VERSION: say which version this is
 */
typedef enum
{
  HOPMAP_TASK_WINDOW,
  HOPMAP_TASK_WRITE,
  HOPMAP_TASK_SERVE,
  HOPMAP_TASK_LOCATE,
  HOPMAP_TASK_VERSION,
} HopmapTask;

/**
 * HopmapCommand:
 * @task: what to do
 * @options: how to trace
 * @targets: (element-type HopmapTarget): where to
 * @links: (element-type HopmapTarget): where links point to, which wait for the person
 * @origin: (nullable): where the person is, where the command line says so
 * @files: (element-type filename): absolute paths of traces to show, a window for each
 * @input: (nullable): absolute path of the file to read, "-" for standard input
 * @trace: which one of the traces in @input, counted from 1; 0 where that was not said
 * @output: (nullable): absolute path of the file to write, "-" for standard output
 * @format: (nullable): how to write
 * @write_options: what is written is to be like
 * @serve_address: (nullable): the address of this computer that the page is shown at
 * @serve_port: the port; 0 for any
 * @no_cache: whether answers of services are neither kept nor used again
 */
typedef struct
{
  HopmapTask task;
  HopmapTraceOptions options;
  GPtrArray *targets;
  GPtrArray *links;
  HopmapPlace *origin;
  GPtrArray *files;
  char *input;
  guint trace;
  char *output;
  const HopmapFormat *format;
  HopmapWriteOptions write_options;
  GInetAddress *serve_address;
  guint16 serve_port;
  gboolean no_cache;
} HopmapCommand;

GQuark hopmap_command_error_quark (void);

HopmapCommand *hopmap_command_parse (const char *const *argv, const char *cwd, GError **error);
void hopmap_command_free (HopmapCommand *command);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapCommand, hopmap_command_free)

G_END_DECLS
