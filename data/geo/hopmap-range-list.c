/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranges of networks: see the header. The table is CSV (RFC 4180) with inclusive ranges that do not
 * overlap; IPv4 stands at ::/96, as in the tree of a database that holds both families. */
#include "hopmap-range-list.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#define N_COLUMNS 4

/* No line of the window has room for more. */
#define MAX_NAME_CHARS 60

/* Nothing below a /48 is told apart: that is one customer. */
#define IPV6_DEPTH   48
#define ADDRESS_BITS 128
#define IPV4_START   96

typedef unsigned __int128 Number;

typedef struct
{
  Number start;
  Number end;
  guint32 network;
} Range;

struct _HopmapRangeList
{
  GArray *ranges[2];   /* of Range; IPv6, IPv4 */
  GArray *networks;    /* of HopmapNetwork */
  GHashTable *indices; /* number of a network to its index + 1 */
};

static void
network_clear (gpointer data)
{
  g_free (((HopmapNetwork *) data)->name);
}

HopmapRangeList *
hopmap_range_list_new (void)
{
  HopmapRangeList *list = g_new0 (HopmapRangeList, 1);

  for (guint i = 0; i < 2; i++)
    list->ranges[i] = g_array_new (FALSE, FALSE, sizeof (Range));
  list->networks = g_array_new (FALSE, FALSE, sizeof (HopmapNetwork));
  g_array_set_clear_func (list->networks, network_clear);
  list->indices = g_hash_table_new (NULL, NULL);
  return list;
}

void
hopmap_range_list_free (HopmapRangeList *list)
{
  for (guint i = 0; i < 2; i++)
    g_array_unref (list->ranges[i]);
  g_array_unref (list->networks);
  g_hash_table_unref (list->indices);
  g_free (list);
}

/* Cuts one column off the row and takes its quotes away. */
static char *
next_column (char **rest)
{
  char *column = *rest, *out = *rest, *in = *rest;
  gboolean quoted;

  if (column == NULL)
    return NULL;
  quoted = *in == '"';
  in += quoted ? 1 : 0;
  for (; *in != '\0' && (quoted || *in != ','); in++)
    {
      if (quoted && *in == '"')
        {
          if (in[1] != '"')
            {
              quoted = FALSE;
              continue;
            }
          in++;
        }
      *out++ = *in;
    }
  *rest = *in == ',' ? in + 1 : NULL;
  *out = '\0';
  return column;
}

static gboolean
parse_number (const char *text, Number *number, gboolean *ipv4)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
  const guint8 *bytes;

  if (address == NULL)
    return FALSE;
  *ipv4 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4;
  bytes = g_inet_address_to_bytes (address);
  *number = 0;
  for (gsize i = 0; i < g_inet_address_get_native_size (address); i++)
    *number = *number << 8 | bytes[i];
  return TRUE;
}

/* Some registries write a name twice, and some write a whole address. */
static char *
dup_name (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *dash = strstr (valid, " - ");

  g_strstrip (valid);
  if (dash != NULL && strlen (dash + 3) == (gsize) (dash - valid)
      && strncmp (valid, dash + 3, (gsize) (dash - valid)) == 0)
    valid[dash - valid] = '\0';
  if (g_utf8_strlen (valid, -1) > MAX_NAME_CHARS)
    {
      char *end = g_utf8_offset_to_pointer (valid, MAX_NAME_CHARS - 1);

      *end = '\0';
      g_strchomp (valid);
      return g_strconcat (valid, "…", NULL);
    }
  return g_steal_pointer (&valid);
}

static guint32
intern_network (HopmapRangeList *list, guint32 number, const char *name)
{
  gpointer index = g_hash_table_lookup (list->indices, GUINT_TO_POINTER (number));
  HopmapNetwork network = { .number = number };

  if (index != NULL)
    return GPOINTER_TO_UINT (index) - 1;
  network.name = dup_name (name);
  g_array_append_val (list->networks, network);
  g_hash_table_insert (list->indices, GUINT_TO_POINTER (number),
                       GUINT_TO_POINTER (list->networks->len));
  return list->networks->len - 1;
}

static gboolean
read_row (HopmapRangeList *list, char *row)
{
  char *columns[N_COLUMNS];
  gboolean ipv4, end_ipv4;
  guint64 number;
  Range range;

  for (guint i = 0; i < N_COLUMNS; i++)
    if ((columns[i] = next_column (&row)) == NULL)
      return FALSE;
  if (!parse_number (columns[0], &range.start, &ipv4)
      || !parse_number (columns[1], &range.end, &end_ipv4) || ipv4 != end_ipv4
      || range.end < range.start
      || !g_ascii_string_to_unsigned (columns[2], 10, 0, G_MAXUINT32, &number, NULL))
    return FALSE;
  if (number == 0)
    return TRUE;
  range.network = intern_network (list, (guint32) number, columns[3]);
  g_array_append_val (list->ranges[ipv4], range);
  return TRUE;
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const Range *left = a, *right = b;

  return (left->start > right->start) - (left->start < right->start);
}

/**
 * hopmap_range_list_read:
 * @path: a table "start,end,number,name" without a heading
 *
 * Returns: whether every row was understood
 */
gboolean
hopmap_range_list_read (HopmapRangeList *list, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  char *rest, *row;
  guint n = 0;

  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  for (rest = text; (row = strsep (&rest, "\n")) != NULL;)
    {
      n++;
      if (*row != '\0' && !read_row (list, row))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s, line %u: not understood",
                       path, n);
          return FALSE;
        }
    }
  for (guint i = 0; i < 2; i++)
    g_array_sort (list->ranges[i], compare_ranges);
  return TRUE;
}

guint
hopmap_range_list_get_n_networks (HopmapRangeList *list)
{
  return list->networks->len;
}

const HopmapNetwork *
hopmap_range_list_get_network (HopmapRangeList *list, guint index)
{
  return &g_array_index (list->networks, HopmapNetwork, index);
}

typedef struct
{
  HopmapMmdbTree *tree;
  const Range *ranges;
  guint last_depth;
} Plant;

/* The subtree of the addresses from start on that share depth bits; ranges[first] to [end - 1] are
 * those that touch them. */
static HopmapMmdbBranch
plant (const Plant *self, Number start, guint depth, guint first, guint end)
{
  const Number half = depth < ADDRESS_BITS ? (Number) 1 << (ADDRESS_BITS - 1 - depth) : 0;
  const Number middle = start + half;
  const Number last = depth < ADDRESS_BITS ? middle + (half - 1) : start;
  guint left_end = first, right = first;

  if (first == end)
    return HOPMAP_MMDB_NOTHING;
  if (depth >= self->last_depth
      || (end - first == 1 && self->ranges[first].start <= start
          && self->ranges[first].end >= last))
    return hopmap_mmdb_branch_for_value (self->ranges[first].network);
  while (left_end < end && self->ranges[left_end].start < middle)
    left_end++;
  while (right < end && self->ranges[right].end < middle)
    right++;
  return hopmap_mmdb_tree_join (self->tree, plant (self, start, depth + 1, first, left_end),
                                plant (self, middle, depth + 1, right, end));
}

/**
 * hopmap_range_list_plant:
 * @ipv4: which family
 *
 * Returns: a subtree whose values are indices of networks; that of IPv4 belongs at ::/96
 */
HopmapMmdbBranch
hopmap_range_list_plant (HopmapRangeList *list, HopmapMmdbTree *tree, gboolean ipv4)
{
  const GArray *ranges = list->ranges[ipv4 ? 1 : 0];
  const Plant self = { tree, (const Range *) (gpointer) ranges->data,
                       ipv4 ? ADDRESS_BITS : IPV6_DEPTH };

  return plant (&self, 0, ipv4 ? IPV4_START : 0, 0, ranges->len);
}
