/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapTarget: see the header. The rules for a name are those of RFC 1123 with "_" allowed, since
 * such names exist; labels of 63, names of 253 characters (RFC 1035).
 */
#include "hopmap-target.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_INPUT_BYTES  2048
#define SHOWN_CHARACTERS 80
#define MAX_NAME_BYTES   253
#define MAX_LABEL_BYTES  63

G_DEFINE_QUARK (hopmap - target - error - quark, hopmap_target_error)
G_DEFINE_BOXED_TYPE (HopmapTarget, hopmap_target, hopmap_target_ref, hopmap_target_unref)

static void
target_clear (HopmapTarget *self)
{
  g_free (self->input);
  g_free (self->host);
  g_free (self->display);
}

/* Cuts scheme, path, query and user off: "https://me@host:8080/path" leaves "host:8080". */
static char *
dup_authority (const char *text)
{
  const char *start = strstr (text, "://");
  const char *user;
  gsize length;

  start = start != NULL ? start + 3 : text;
  length = strcspn (start, "/?#");
  user = g_strrstr_len (start, (gssize) length, "@");
  if (user != NULL)
    {
      length -= (gsize) (user + 1 - start);
      start = user + 1;
    }

  return g_strndup (start, length);
}

static gboolean
take_port (const char *text, guint *port)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, 65535, &number, NULL))
    return FALSE;

  *port = (guint) number;
  return TRUE;
}

/* Splits "[v6]:port" and "host:port"; an address with several colons and no brackets is whole. */
static gboolean
split_port (char *authority, char **host, guint *port)
{
  char *colon;

  if (*authority == '[')
    {
      char *end = strchr (authority, ']');

      if (end == NULL || (end[1] != '\0' && (end[1] != ':' || !take_port (end + 2, port))))
        return FALSE;
      *end = '\0';
      *host = authority + 1;
      return TRUE;
    }

  *host = authority;
  colon = strchr (authority, ':');
  if (colon == NULL || strchr (colon + 1, ':') != NULL)
    return TRUE;
  if (!take_port (colon + 1, port))
    return FALSE;

  *colon = '\0';
  return TRUE;
}

static gboolean
is_host_name (const char *name)
{
  gsize label = 0;

  if (*name == '\0' || strlen (name) > MAX_NAME_BYTES)
    return FALSE;

  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '.')
        {
          if (label == 0 || p[-1] == '-')
            return FALSE;
          label = 0;
        }
      else if (!(g_ascii_isalnum (*p) || *p == '_' || (*p == '-' && label > 0))
               || ++label > MAX_LABEL_BYTES)
        {
          return FALSE;
        }
    }

  return label > 0 && name[strlen (name) - 1] != '-';
}

/* A last label of digits alone is a mistyped address, never a name (RFC 3696, section 2). */
static gboolean
ends_in_number (const char *name)
{
  const char *last = strrchr (name, '.');

  last = last != NULL ? last + 1 : name;
  return strspn (last, "0123456789") == strlen (last);
}

/*
 * Only a name that leads back to the same host (RFC 3490, 4.2, step 6): GLib does not look, and others
 * would hide letters, turn the line around, or look like the name of somebody else.
 */
static char *
dup_display (const char *host)
{
  g_autofree char *display = g_hostname_to_unicode (host);
  g_autofree char *back = display != NULL ? g_hostname_to_ascii (display) : NULL;

  return g_strdup (g_strcmp0 (back, host) == 0 ? display : host);
}

static gboolean
read_host (HopmapTarget *self, char *host)
{
  gsize length = strlen (host);
  g_autofree char *ascii = NULL;

  if (hopmap_address_parse (host, &self->address))
    {
      /* An IPv4 address in the dress that IPv6 programs give it (RFC 4291, 2.5.5.2) is on no wire. */
      hopmap_address_unmap (&self->address);
      self->host = hopmap_address_to_string (&self->address);
      self->display = g_strdup (self->host);
      return TRUE;
    }

  /* One dot at the end marks a complete name; it is no part of what people see. */
  if (length > 1 && host[length - 1] == '.')
    host[length - 1] = '\0';

  ascii = g_hostname_to_ascii (host);
  if (ascii == NULL || !is_host_name (ascii) || ends_in_number (ascii))
    return FALSE;

  self->host = g_ascii_strdown (ascii, -1);
  self->display = dup_display (self->host);
  return TRUE;
}

/* The beginning of what was typed, without what steers terminals and turns lines around. */
static char *
dup_shown (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *shown = g_string_new (NULL);
  guint n = 0;

  for (const char *at = valid; *at != '\0' && n < SHOWN_CHARACTERS; at = g_utf8_next_char (at), n++)
    {
      const gunichar character = g_utf8_get_char (at);

      g_string_append_unichar (shown, g_unichar_isprint (character) ? character : 0xfffd);
    }

  return g_string_free (shown, FALSE);
}

/**
 * hopmap_target_parse:
 * @text: (nullable): what was typed or pasted
 * @error: return location for a #HopmapTargetError, whose message is a sentence for people
 *
 * Returns: (transfer full): the target, or %NULL with @error set
 */
HopmapTarget *
hopmap_target_parse (const char *text, GError **error)
{
  g_autoptr (HopmapTarget) self = g_atomic_rc_box_new0 (HopmapTarget);
  g_autofree char *authority = NULL;
  char *host = NULL;

  self->input = g_strstrip (g_strdup (text != NULL ? text : ""));
  if (*self->input == '\0')
    {
      g_set_error_literal (error, HOPMAP_TARGET_ERROR, HOPMAP_TARGET_ERROR_EMPTY,
                           _ ("Type the name or the address of a host, such as example.org."));
      return NULL;
    }

  if (strlen (self->input) <= MAX_INPUT_BYTES && g_utf8_validate (self->input, -1, NULL))
    {
      authority = dup_authority (self->input);
      if ((hopmap_address_parse (self->input, &self->address) && read_host (self, self->input))
          || (split_port (authority, &host, &self->port) && read_host (self, host)))
        return g_steal_pointer (&self);
    }

  {
    g_autofree char *shown = dup_shown (self->input);

    g_set_error (error, HOPMAP_TARGET_ERROR, HOPMAP_TARGET_ERROR_INVALID,
                 /* Translators: %s is what the person typed */
                 _ ("“%s” is neither a host name nor an address; type one such as example.org or "
                    "192.0.2.1."),
                 shown);
  }
  return NULL;
}

/**
 * hopmap_target_ref:
 * @target: a target
 *
 * Returns: (transfer full): @target
 */
HopmapTarget *
hopmap_target_ref (HopmapTarget *target)
{
  return g_atomic_rc_box_acquire (target);
}

/**
 * hopmap_target_unref:
 * @target: (transfer full): a target
 */
void
hopmap_target_unref (HopmapTarget *target)
{
  g_atomic_rc_box_release_full (target, (GDestroyNotify) target_clear);
}
