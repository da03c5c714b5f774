/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-link.h"

#include <string.h>

/**
 * hopmap_link_is_one:
 * @text: an argument or a URI
 *
 * Returns: whether it is a link of our scheme
 */
gboolean
hopmap_link_is_one (const char *text)
{
  const gsize length = strlen (HOPMAP_LINK_SCHEME);

  return g_ascii_strncasecmp (text, HOPMAP_LINK_SCHEME, length) == 0 && text[length] == ':';
}

/**
 * hopmap_link_parse:
 * @text: a link of our scheme
 * @error: return location for an error of the target
 *
 * Returns: (transfer full): the host that it names, and nothing else of it: a link does not say how
 *   to trace; %NULL where that is no host
 */
HopmapTarget *
hopmap_link_parse (const char *text, GError **error)
{
  const char *rest = text + strlen (HOPMAP_LINK_SCHEME) + 1;
  const gsize n_slashes = g_str_has_prefix (rest, "//") ? 2 : 0;
  const gsize length = strcspn (rest + n_slashes, "/?#");
  g_autofree char *escaped = g_strndup (rest + n_slashes, length);
  g_autofree char *host = g_uri_unescape_string (escaped, "/?#@");
  g_autoptr (HopmapTarget) whole = hopmap_target_parse (host != NULL ? host : "", error);

  return whole != NULL ? hopmap_target_parse (whole->display, error) : NULL;
}
