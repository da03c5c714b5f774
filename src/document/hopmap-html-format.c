/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. The policy lets the page run its own script and wear its own style, and reach
 * nobody: not even a picture could be fetched.
 */
#include "hopmap-html-format.h"

#include "hopmap-html.h"
#include "hopmap-page-script.h"
#include "hopmap-page.h"

#include <glib/gi18n-lib.h>

#define MAP_BYTES 100000
#define MAP_ZOOM  4

static const char policy[] = "default-src 'none'; script-src 'nonce-{{NONCE}}'; "
                             "style-src 'nonce-{{NONCE}}'; base-uri 'none'; form-action 'none'";

static void
append_button (GString *out, const char *id, const char *sign, const char *title)
{
  g_string_append_printf (out, "<button type=\"button\" id=\"%s\" title=\"", id);
  hopmap_html_append_text (out, title);
  g_string_append (out, "\" aria-label=\"");
  hopmap_html_append_text (out, title);
  g_string_append_printf (out, "\">%s</button>", sign);
}

/* Hidden until the script is there to answer. */
static char *
dup_tools (void)
{
  g_autoptr (GString) out = g_string_new ("<div class=\"tools\" id=\"tools\" hidden>");

  append_button (out, "closer", "+", _ ("Zoom in"));
  append_button (out, "wider", "−", _ ("Zoom out"));
  append_button (out, "whole", "⤢", _ ("Show the whole route"));
  g_string_append (out, "</div>");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
dup_controls (void)
{
  g_autoptr (GString) out = g_string_new ("<button type=\"button\" id=\"play\" hidden></button>"
                                          "<input type=\"range\" id=\"moment\" min=\"0\" "
                                          "step=\"1\" hidden aria-label=\"");

  /* Translators: label of a slider that moves a replay of the route on or back */
  hopmap_html_append_text (out, _ ("How far along the route"));
  g_string_append (out, "\">");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
dup_data (HopmapRoute *route)
{
  const HopmapPageText settings[] = { { NULL, NULL } };
  const HopmapPageText sentences[] = {
    /* Translators: a button that lets the route be drawn hop by hop */
    { "play", _ ("Replay") },
    /* Translators: a button that stops the replay for a moment */
    { "pause", _ ("Pause") },
    { "nowhere", _ ("No router of this route has a known place.") },
    /* Translators: title of a marker, {0} is the number of the hop */
    { "hop", _ ("Hop {0}") },
    { NULL, NULL },
  };

  return hopmap_page_script_dup_json (route, settings, sentences);
}

static gboolean
write_page (HopmapRoute *route, const HopmapWriteOptions *options, GString *out, GError **error)
{
  g_autofree char *tools = dup_tools ();
  g_autofree char *controls = dup_controls ();
  g_autofree char *data = dup_data (route);
  const HopmapPageKind kind = {
    .policy = policy,
    .over_map = tools,
    .controls = controls,
    .data = data,
    .style = "page-drawn.css",
    .script = "page-drawn.js",
    .map_bytes = MAP_BYTES,
    .zoom = MAP_ZOOM,
  };

  hopmap_page_append (out, route, options, &kind);
  return TRUE;
}

static const char *const other_extensions[] = { "offline.htm", NULL };

const HopmapFormat hopmap_html_format = {
  .name = "html",
  .title = N_ ("Web Page without Requests"),
  .extension = "offline.html",
  .other_extensions = other_extensions,
  .media_type = "text/html;charset=utf-8",
  .write = write_page,
};
