/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the scripts of a page have to know, as JSON that a browser takes for mere text.
 */
#pragma once

#include <hopmap-route.h>

G_BEGIN_DECLS

/**
 * HopmapPageText:
 * @name: by which a script asks for it; %NULL ends a list
 * @text: (nullable): any bytes
 */
typedef struct
{
  const char *name;
  const char *text;
} HopmapPageText;

char *hopmap_page_script_dup_json (HopmapRoute *route,
                                   const HopmapPageText *settings,
                                   const HopmapPageText *sentences);

G_END_DECLS
