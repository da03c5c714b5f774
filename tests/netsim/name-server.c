/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See name-server.h. The format is RFC 1035 section 4. */
#include "name-server.h"

#include <string.h>

#include "answer.h"

#define HEADER      12
#define TTL_SECONDS 60

enum
{
  TYPE_A = 1,
  TYPE_PTR = 12,
  TYPE_AAAA = 28,
};

enum
{
  STATUS_GOOD = 0,
  STATUS_NO_SUCH_NAME = 3,
  STATUS_REFUSED = 5,
};

typedef struct
{
  gsize size; /* of the question section */
  guint16 type;
  char name[256];
} Question;

static gboolean
parse_question (const guint8 *message, gsize size, Question *question)
{
  gsize at = HEADER, length = 0;

  /* One question; QR must be 0. */
  if (size < HEADER + 5 || (message[2] & 0x80) != 0 || netsim_get16 (message + 4) != 1)
    return FALSE;
  while (at < size && message[at] != 0)
    {
      gsize label = message[at++];

      if (label > 63 || at + label > size || length + label + 2 > sizeof question->name)
        return FALSE;
      if (length > 0)
        question->name[length++] = '.';
      memcpy (question->name + length, message + at, label);
      length += label;
      at += label;
    }
  if (at + 5 > size)
    return FALSE;
  question->name[length] = '\0';
  question->type = netsim_get16 (message + at + 1);
  question->size = at + 5 - HEADER;
  return TRUE;
}

static char *
reverse_name (const NetsimAddress *address)
{
  GString *name = g_string_new (NULL);

  if (address->family == 4)
    for (guint i = 4; i > 0; i--)
      g_string_append_printf (name, "%u.", address->bytes[i - 1]);
  else
    for (guint i = 16; i > 0; i--)
      g_string_append_printf (name, "%x.%x.", address->bytes[i - 1] & 15,
                              address->bytes[i - 1] >> 4);
  g_string_append (name, address->family == 4 ? "in-addr.arpa" : "ip6.arpa");
  return g_string_free (name, FALSE);
}

static gboolean
is_reverse_of (const char *name, const NetsimAddress *address)
{
  g_autofree char *reverse = reverse_name (address);

  return g_ascii_strcasecmp (reverse, name) == 0;
}

/* NAME as labels; escapes such as \033 stand for bytes that no honest name has. */
static void
append_labels (GByteArray *data, const char *name)
{
  g_autofree char *bytes = g_strcompress (name);
  g_auto (GStrv) labels = g_strsplit (bytes, ".", -1);
  const guint8 end = 0;

  for (guint i = 0; labels[i] != NULL; i++)
    {
      guint8 length = (guint8) MIN (strlen (labels[i]), 63);

      if (length == 0)
        continue;
      g_byte_array_append (data, &length, 1);
      g_byte_array_append (data, (const guint8 *) labels[i], length);
    }
  g_byte_array_append (data, &end, 1);
}

/* Adds to DATA what HOP has for QUESTION. TRUE: the name in it exists. */
static gboolean
look_up (const NetsimHop *hop, const Question *question, GByteArray *data)
{
  if (hop->name == NULL)
    return FALSE;
  for (guint family = 0; family < NETSIM_FAMILIES; family++)
    if (is_reverse_of (question->name, &hop->address[family]))
      {
        if (question->type == TYPE_PTR)
          append_labels (data, hop->name);
        return TRUE;
      }
  if (g_ascii_strcasecmp (question->name, hop->name) != 0)
    return FALSE;
  if (question->type == TYPE_A || question->type == TYPE_AAAA)
    {
      const NetsimAddress *address = &hop->address[question->type == TYPE_A ? 0 : 1];

      g_byte_array_append (data, address->bytes, (guint) netsim_address_size (address));
    }
  return TRUE;
}

static guint
find (const NetsimScenario *scenario, const Question *question, GByteArray *data)
{
  if (look_up (&scenario->destination.hop, question, data))
    return STATUS_GOOD;
  for (guint n = 0; n < scenario->n_hops; n++)
    for (guint branch = 0; branch < scenario->hops[n]->len; branch++)
      if (look_up (g_ptr_array_index (scenario->hops[n], branch), question, data))
        return STATUS_GOOD;
  return STATUS_NO_SUCH_NAME;
}

static GByteArray *
build_message (const guint8 *question, const Question *parsed, guint status, const GByteArray *data)
{
  GByteArray *message = g_byte_array_new ();
  guint8 record[12] = { 0 };

  g_byte_array_append (message, question, (guint) (HEADER + parsed->size));
  /* A response, authoritative, recursion as wanted and available. */
  message->data[2] = (guint8) (0x84 | (question[2] & 1));
  message->data[3] = (guint8) (0x80 | status);
  netsim_put16 (message->data + 6, data->len > 0 ? 1 : 0);
  netsim_put32 (message->data + 8, 0);
  if (data->len == 0)
    return message;
  /* The name is that of the question (RFC 1035 4.1.4). */
  netsim_put16 (record, 0xc000 | HEADER);
  netsim_put16 (record + 2, parsed->type);
  netsim_put16 (record + 4, 1);
  netsim_put32 (record + 6, TTL_SECONDS);
  netsim_put16 (record + 10, data->len);
  g_byte_array_append (message, record, sizeof record);
  return g_byte_array_append (message, data->data, data->len);
}

GByteArray *
netsim_name_server_answer (const NetsimScenario *scenario,
                           const guint8 *bytes,
                           const NetsimPacket *packet)
{
  const guint8 *question = bytes + packet->header_size + packet->transport_size;
  gsize size = packet->size - packet->header_size - packet->transport_size;
  const NetsimEnvelope envelope = { packet->destination, packet->source, 60, 0 };
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GByteArray) message = NULL;
  g_autoptr (GByteArray) datagram = g_byte_array_new ();
  Question parsed;
  guint8 head[8] = { 0 };
  guint status = STATUS_REFUSED;

  if (scenario->name_server.conduct == NETSIM_NAMES_SILENT
      || !parse_question (question, size, &parsed))
    return NULL;
  if (scenario->name_server.conduct == NETSIM_NAMES_ANSWERED)
    status = find (scenario, &parsed, data);
  message = build_message (question, &parsed, status, data);
  netsim_put16 (head, packet->destination_port);
  netsim_put16 (head + 2, packet->source_port);
  netsim_put16 (head + 4, (guint) sizeof head + message->len);
  g_byte_array_append (datagram, head, sizeof head);
  g_byte_array_append (datagram, message->data, message->len);
  return netsim_answer_wrap (&envelope, NETSIM_IP_UDP, datagram->data, datagram->len, 6);
}
