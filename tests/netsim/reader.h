/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed values out of a key file, each with its limits. The first thing that is wrong stays as the
 * error and every later question gets the default, so that reading code has no branches. */
#pragma once

#include <glib.h>

#include "address.h"

typedef struct
{
  GKeyFile *file;
  const char *name;  /* of the file, for sentences */
  GPtrArray *layers; /* names of the groups to ask, the most special one first; the reader's own */
  GHashTable *asked; /* "group\nkey" of all that was asked for */
  GError *error;     /* in the domain of scenario.h */
} NetsimReader;

/* FILE and NAME must live as long as READER. */
void netsim_reader_init (NetsimReader *reader, GKeyFile *file, const char *name);
void netsim_reader_clear (NetsimReader *reader);

/* From now on asks GROUP, and what netsim_reader_under() adds below it. */
void netsim_reader_enter (NetsimReader *reader, const char *group);
void netsim_reader_under (NetsimReader *reader, const char *group);

/* Says what is wrong with KEY, unless something already was. */
void netsim_reader_fail (NetsimReader *reader, const char *key, const char *what);

/* The words of KEY in the first layer that has it; NULL: nowhere. */
char *netsim_reader_text (NetsimReader *reader, const char *key);

double netsim_reader_number (NetsimReader *reader,
                             const char *key,
                             double low,
                             double high,
                             double normal);
guint netsim_reader_count (NetsimReader *reader,
                           const char *key,
                           guint low,
                           guint high,
                           guint normal);

/* Milliseconds in the file, at most ten minutes; nanoseconds here. */
gint64 netsim_reader_time (NetsimReader *reader, const char *key, gint64 normal_ns);

/* One of WORDS (ended by NULL), as its place in the list. */
guint netsim_reader_choice (NetsimReader *reader,
                            const char *key,
                            const char *const *words,
                            guint normal);

/* Any of WORDS with commas between, or "none" or "all"; bit I is for the word at place I. */
guint netsim_reader_set (NetsimReader *reader,
                         const char *key,
                         const char *const *words,
                         guint normal);

/* yes or no. */
gboolean netsim_reader_flag (NetsimReader *reader, const char *key);

/* Leaves ADDRESS alone where there is no KEY. */
void netsim_reader_address (NetsimReader *reader,
                            const char *key,
                            guint family,
                            NetsimAddress *address);

/* Two numbers with SEPARATOR between. FALSE: there is no KEY, or it is wrong. */
gboolean netsim_reader_pair (NetsimReader *reader,
                             const char *key,
                             char separator,
                             double highest,
                             double pair[2]);

/* At the end: complains about groups and keys that nobody asked for. */
void netsim_reader_check_all_asked (NetsimReader *reader);
