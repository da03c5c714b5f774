/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of a command line as they were typed, one field for each option. What they mean and which
 * go together is the business of hopmap-command.
 */
#pragma once

#include "hopmap-command.h"

G_BEGIN_DECLS

typedef struct
{
  char *output;
  char *format;
  char *size;
  char *input;
  int trace;
  gboolean serve;
  char *serve_port;
  char *serve_host; /* a host or file that followed it */
  char *serve_address;
  gboolean locate;
  char *locate_file;
  char *protocol;
  int port;
  gboolean ipv4;
  gboolean ipv6;
  int first_ttl;
  int max_ttl;
  int queries;
  double wait;
  char *source;
  char *origin;
  gboolean no_names;
  gboolean no_places;
  gboolean offline;
  gboolean no_cache;
  int rounds;
  double interval;
  gboolean version;
  char **hosts;
} HopmapCommandWords;

gboolean hopmap_command_words_read (HopmapCommandWords *words,
                                    const char *const *argv,
                                    GError **error);
void hopmap_command_words_clear (HopmapCommandWords *words);
char *hopmap_command_words_dup_format_names (void);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HopmapCommandWords, hopmap_command_words_clear)

G_END_DECLS
