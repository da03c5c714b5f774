/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file format that a route can be written as, or read from, and the table of all of them. To add
 * one: a pair of files that defines a HopmapFormat, and one line in the table.
 */
#pragma once

#include "hopmap-write-options.h"

#include <hopmap-route.h>

G_BEGIN_DECLS

/**
 * HopmapFormat:
 * @name: the word for it on the command line
 * @title: its name for people, to be translated by the reader of the table
 * @extension: the usual end of a file name, without the dot before it
 * @other_extensions: (nullable) (array zero-terminated=1): further ends that mean this format
 * @media_type: as in a Content-Type
 * @is_picture: whether it has a size in pixels
 * @write: (nullable): appends the route to @out; the options are never %NULL, and what they hide is
 *   already gone from @route
 * @write_all: (nullable): the same for several routes, where the format can hold them
 * @separator: (nullable): what goes between routes that are written one after the other, where the
 *   format can hold several in this way
 * @recognise: (nullable): whether @bytes look like this format; cheap, and safe for any bytes
 * @read: (nullable): the routes in @bytes, at least one, and how many more there are; or %NULL with
 *   an error of #HopmapDocumentError
 *
 * Constant, never freed.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *extension;
  const char *const *other_extensions;
  const char *media_type;
  gboolean is_picture;

  gboolean (*write) (HopmapRoute *route,
                     const HopmapWriteOptions *options,
                     GString *out,
                     GError **error);
  gboolean (*write_all) (GPtrArray *routes,
                         const HopmapWriteOptions *options,
                         GString *out,
                         GError **error);
  const char *separator;
  gboolean (*recognise) (GBytes *bytes);
  GPtrArray *(*read) (GBytes *bytes, guint *n_left_out, GError **error);
} HopmapFormat;

const HopmapFormat *hopmap_format_find (const char *name);
const HopmapFormat *hopmap_format_for_filename (const char *filename);
const HopmapFormat *const *hopmap_format_list (guint *n);
gboolean hopmap_format_holds_several (const HopmapFormat *format);

G_END_DECLS
