/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fills page.html. The drawn map and the table stand in the page itself, so that it is complete
 * where scripts are off.
 */
#include "hopmap-page.h"

#include "hopmap-caption.h"
#include "hopmap-document-resource.h"
#include "hopmap-html.h"
#include "hopmap-page-table.h"

#include <glib/gi18n-lib.h>
#include <hopmap-palette.h>
#include <hopmap-rtt.h>
#include <hopmap-svg-map.h>
#include <sys/random.h>

#define RESOURCE_FOLDER "/hopmap/document/"
#define NONCE_BYTES     16
#define WIDE_PX         1040
#define SLIM_PX         400
#define SLIM_BYTES      16000

static char *
dup_nonce (const HopmapWriteOptions *options)
{
  guint8 bytes[NONCE_BYTES];
  g_autoptr (GString) nonce = g_string_new (NULL);

  if (options->nonce != NULL)
    return g_strdup (options->nonce);

  /* The only failure that the system can have here is a broken kernel. */
  if (getentropy (bytes, sizeof bytes) != 0)
    g_error ("The system gives no random numbers");
  for (guint i = 0; i < NONCE_BYTES; i++)
    g_string_append_printf (nonce, "%02x", bytes[i]);

  return g_string_free (g_steal_pointer (&nonce), FALSE);
}

static char *
dup_resource (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_FOLDER, name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (hopmap_document_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize length;
  const char *data;

  g_return_val_if_fail (bytes != NULL, g_strdup (""));

  data = g_bytes_get_data (bytes, &length);
  return g_strndup (data, length);
}

static void
take (GHashTable *values, const char *name, char *html)
{
  g_hash_table_insert (values, (gpointer) name, html);
}

static void
set_text (GHashTable *values, const char *name, const char *text)
{
  g_autoptr (GString) html = g_string_new (NULL);

  hopmap_html_append_text (html, text);
  take (values, name, g_string_free (g_steal_pointer (&html), FALSE));
}

static void
append_fact (GString *out, const char *label, const char *text)
{
  if (text == NULL)
    return;

  g_string_append (out, "<div>");
  hopmap_html_append_element (out, "dt", NULL, label);
  hopmap_html_append_element (out, "dd", NULL, text);
  g_string_append (out, "</div>\n");
}

static void
append_time_fact (GString *out, const HopmapCaption *caption)
{
  if (caption->time_text == NULL)
    return;

  g_string_append (out, "<div>");
  hopmap_html_append_element (out, "dt", NULL, _ ("Time"));
  g_string_append_printf (out, "<dd><time datetime=\"%s\">%s</time></dd></div>\n",
                          caption->time_iso, caption->time_text);
}

static char *
dup_facts (const HopmapCaption *caption)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append_fact (out, _ ("Host"), caption->target);
  if (g_strcmp0 (caption->target, caption->address) != 0)
    append_fact (out, _ ("Address"), caption->address);
  append_time_fact (out, caption);
  append_fact (out, _ ("Method"), caption->method);
  append_fact (out, _ ("Program"), caption->generator);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_map (GString *out, HopmapRoute *route, const char *class_name, HopmapSvgMapOptions *options)
{
  g_string_append_printf (out, "<div class=\"%s\">", class_name);
  hopmap_svg_map_append (out, route, options);
  g_string_append (out, "</div>\n");
}

/* Twice, since writing on a map that is scaled down to a telephone cannot be read; the style sheet
 * shows one of them. */
static char *
dup_map (HopmapRoute *route, const HopmapCaption *caption, const HopmapPageKind *kind)
{
  g_autoptr (GString) out = g_string_new (NULL);
  HopmapSvgMapOptions options = {
    .title = caption->heading,
    .description = _ ("The routers of the route that have a known place, joined by lines. The "
                      "table below has all of them."),
    .zoom = kind->zoom,
  };

  options.id = "wide";
  options.width = WIDE_PX;
  options.max_bytes = kind->map_bytes;
  append_map (out, route, "wide", &options);
  options.id = "slim";
  options.width = SLIM_PX;
  options.max_bytes = SLIM_BYTES;
  append_map (out, route, "slim", &options);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* What stands for each class of round-trip times: "below 20 ms", "20 ms and more" … */
static char *
dup_legend (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < HOPMAP_RTT_CLASSES; i++)
    {
      g_autofree char *start = hopmap_rtt_dup_text (hopmap_palette_rtt_class_start_ns (MAX (i, 1)));
      g_autofree char *text = i == 0 ? g_strdup_printf (_ ("below %s"), start)
                                     : g_strdup_printf (_ ("from %s"), start);

      g_string_append_printf (out, "<li class=\"%s\">", hopmap_palette_rtt_class_name (i));
      hopmap_html_append_text (out, text);
      g_string_append (out, "</li>");
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_rtt_colours (GString *out, HopmapPaletteStyle style)
{
  const HopmapPalette *palette = hopmap_palette_get (style);

  for (guint i = 0; i <= HOPMAP_RTT_CLASS_NONE; i++)
    {
      g_autofree char *fill = hopmap_colour_to_css (&palette->rtt[i]);
      g_autofree char *text = hopmap_colour_to_css (&palette->rtt_text[i]);

      g_string_append_printf (out, ".%s{--rtt:%s;--rtt-text:%s}\n",
                              hopmap_palette_rtt_class_name (i), fill, text);
    }
}

static char *
dup_style (const HopmapPageKind *kind)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *page = dup_resource ("page.css");
  g_autofree char *more = kind->style != NULL ? dup_resource (kind->style) : NULL;

  hopmap_svg_map_append_style (out);
  append_rtt_colours (out, HOPMAP_PALETTE_LIGHT);
  g_string_append (out, "@media screen and (prefers-color-scheme:dark){\n");
  append_rtt_colours (out, HOPMAP_PALETTE_DARK);
  g_string_append (out, "}\n");
  g_string_append (out, page);
  g_string_append (out, more != NULL ? more : "");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_credit (GString *out, const char *text)
{
  g_string_append (out, "<li>");
  hopmap_html_append_linked_text (out, text);
  g_string_append (out, "</li>\n");
}

static char *
dup_credits (const HopmapCaption *caption)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; caption->credits[i] != NULL; i++)
    append_credit (out, caption->credits[i]);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
dup_rows (HopmapRoute *route)
{
  g_autoptr (GString) out = g_string_new (NULL);

  hopmap_page_table_append_rows (out, route);
  if (out->len == 0)
    {
      g_string_append (out, "<tr class=\"silent\"><td colspan=\"5\">");
      hopmap_html_append_text (out, _ ("There is no hop to show."));
      g_string_append (out, "</td></tr>\n");
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* By the code of the language that the words are in, which need not be the person's own. */
static const char *
get_direction (const char *language)
{
  static const char *const leftward[] = { "ar", "fa", "he", "ur", NULL };
  g_auto (GStrv) parts = g_strsplit (language, "-", 2);

  return parts[0] != NULL && g_strv_contains (leftward, parts[0]) ? "rtl" : "ltr";
}

static void
set_words (GHashTable *values)
{
  /* Translators: the code of the language of this translation, such as "de" or "pt-BR" */
  const char *language = C_ ("language code", "en");

  set_text (values, "LANGUAGE", language);
  set_text (values, "DIRECTION", get_direction (language));
  set_text (values, "WORD_MAP", _ ("Map"));
  set_text (values, "WORD_TABLE", _ ("Hops"));
  set_text (values, "WORD_LEGEND", _ ("Round-trip time"));
  set_text (values, "WORD_HOP", _ ("Hop"));
  set_text (values, "WORD_PLACE", _ ("Place"));
  set_text (values, "WORD_ROUTER", _ ("Router"));
  set_text (values, "WORD_NETWORK", _ ("Network"));
  set_text (values, "WORD_TIME", _ ("Round trip"));
  set_text (values, "DOUBT",
            _ ("Places of routers are estimates. A hop without a known place is not on the map."));
}

static char *
dup_policy (const char *policy, const char *nonce)
{
  g_autoptr (GString) out = g_string_new (policy);

  g_string_replace (out, "{{NONCE}}", nonce, 0);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
dup_script (const HopmapPageKind *kind)
{
  g_autofree char *common = dup_resource ("page.js");
  g_autofree char *own = dup_resource (kind->script);

  return g_strconcat (common, own, NULL);
}

/**
 * hopmap_page_append:
 * @out: gets the whole page appended
 * @route: a route in any state
 * @options: options; the nonce is used
 * @kind: what this kind of page has beside the common
 */
void
hopmap_page_append (GString *out,
                    HopmapRoute *route,
                    const HopmapWriteOptions *options,
                    const HopmapPageKind *kind)
{
  g_autoptr (HopmapCaption) caption = hopmap_caption_new (route);
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autofree char *nonce = dup_nonce (options);
  g_autofree char *policy = dup_policy (kind->policy, nonce);
  g_autofree char *title = g_strdup_printf ("%s – Hopmap", caption->heading);
  g_autofree char *page = dup_resource ("page.html");

  set_words (values);
  set_text (values, "NONCE", nonce);
  set_text (values, "POLICY", policy);
  set_text (values, "TITLE", title);
  set_text (values, "HEADING", caption->heading);
  set_text (values, "VERDICT", caption->verdict);
  set_text (values, "GENERATOR", caption->generator);
  take (values, "FACTS", dup_facts (caption));
  take (values, "STYLE", dup_style (kind));
  take (values, "MAP", dup_map (route, caption, kind));
  take (values, "OVER_MAP", g_strdup (kind->over_map));
  take (values, "CONTROLS", g_strdup (kind->controls));
  take (values, "LEGEND", dup_legend ());
  take (values, "ROWS", dup_rows (route));
  take (values, "CREDITS", dup_credits (caption));
  take (values, "DATA", g_strdup (kind->data));
  take (values, "SCRIPT", dup_script (kind));
  hopmap_html_append_filled (out, page, values);
}
