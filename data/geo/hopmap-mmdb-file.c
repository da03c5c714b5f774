/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A search tree and a data section as one MMDB 2.0 file: numbers the nodes, chooses the record size
 * and writes the metadata. The same input gives the same bytes. */
#include "hopmap-mmdb-file.h"

#include <gio/gio.h>

/* The data section begins after the tree and 16 zero bytes, which the record values count too. */
#define SEPARATOR_SIZE 16

typedef struct
{
  GArray *order;    /* guint32: nodes of the file in their order, as numbers of the tree */
  guint32 *numbers; /* number in the tree to number in the file plus one; 0 is "not used" */
} Numbering;

/* Depth first, left side first: neighbours in the address space are neighbours in the file, which
 * is kind to the page cache and to a compressor. */
static void
number_nodes (HopmapMmdbTree *tree, HopmapMmdbBranch root, Numbering *numbering)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_array_append_val (stack, root);
  while (stack->len > 0)
    {
      guint32 node = g_array_index (stack, guint32, stack->len - 1);
      HopmapMmdbBranch left, right;

      g_array_set_size (stack, stack->len - 1);
      if (!hopmap_mmdb_branch_is_node (node) || numbering->numbers[node] != 0)
        continue;
      g_array_append_val (numbering->order, node);
      numbering->numbers[node] = numbering->order->len;
      hopmap_mmdb_tree_get_sides (tree, node, &left, &right);
      g_array_append_val (stack, right);
      g_array_append_val (stack, left);
    }
}

static guint64
record_number (const Numbering *numbering, HopmapMmdbBranch branch)
{
  guint64 n_nodes = numbering->order->len;

  if (branch == HOPMAP_MMDB_NOTHING)
    return n_nodes;
  if (hopmap_mmdb_branch_is_value (branch))
    return n_nodes + SEPARATOR_SIZE + hopmap_mmdb_branch_get_value (branch);
  return numbering->numbers[branch] - 1;
}

static void
put_node (GByteArray *out, guint record_size, guint64 left, guint64 right)
{
  guint8 bytes[8];
  guint n_bytes = record_size / 4;
  guint64 node;

  /* With 28 bits the middle byte holds the upper four bits of both records, left first. */
  if (record_size == 28)
    node = (left & 0xffffff) << 32 | (left >> 24) << 28 | right;
  else
    node = left << record_size | right;
  for (guint i = 0; i < n_bytes; i++)
    bytes[i] = (guint8) (node >> (8 * (n_bytes - 1 - i)));
  g_byte_array_append (out, bytes, n_bytes);
}

static void
put_pair_unsigned (GByteArray *out, const char *key, HopmapMmdbUnsigned type, guint64 number)
{
  hopmap_mmdb_put_string (out, key);
  hopmap_mmdb_put_unsigned (out, type, number);
}

static void
put_metadata (GByteArray *out, const HopmapMmdbHeading *heading, guint record_size, guint n_nodes)
{
  static const guint8 marker[] = "\xab\xcd\xefMaxMind.com";

  g_byte_array_append (out, marker, sizeof marker - 1);
  hopmap_mmdb_put_map (out, 9);
  put_pair_unsigned (out, "binary_format_major_version", HOPMAP_MMDB_UINT16, 2);
  put_pair_unsigned (out, "binary_format_minor_version", HOPMAP_MMDB_UINT16, 0);
  put_pair_unsigned (out, "build_epoch", HOPMAP_MMDB_UINT64, heading->build_epoch);
  hopmap_mmdb_put_string (out, "database_type");
  hopmap_mmdb_put_string (out, heading->database_type);
  hopmap_mmdb_put_string (out, "description");
  hopmap_mmdb_put_map (out, 1);
  hopmap_mmdb_put_string (out, "en");
  hopmap_mmdb_put_string (out, heading->description);
  put_pair_unsigned (out, "ip_version", HOPMAP_MMDB_UINT16, heading->ip_version);
  hopmap_mmdb_put_string (out, "languages");
  hopmap_mmdb_put_array (out, 1);
  hopmap_mmdb_put_string (out, "en");
  put_pair_unsigned (out, "node_count", HOPMAP_MMDB_UINT32, n_nodes);
  put_pair_unsigned (out, "record_size", HOPMAP_MMDB_UINT16, record_size);
}

/* The smallest of the three sizes of the format that can hold the largest record, or 0. */
static guint
choose_record_size (guint64 largest)
{
  return largest < 1u << 24 ? 24 : largest < 1u << 28 ? 28 : largest <= G_MAXUINT32 ? 32 : 0;
}

/**
 * hopmap_mmdb_file_encode:
 * @root: whose values are offsets in @data
 *
 * Returns: (transfer full): the whole file, or NULL with an error when it would be too large for
 *   the format
 */
GBytes *
hopmap_mmdb_file_encode (HopmapMmdbTree *tree,
                         HopmapMmdbBranch root,
                         HopmapMmdbData *data,
                         const HopmapMmdbHeading *heading,
                         GError **error)
{
  static const guint8 separator[SEPARATOR_SIZE] = { 0 };
  const GByteArray *section = hopmap_mmdb_data_get_bytes (data);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint32 *numbers = NULL;
  Numbering numbering = { order, NULL };
  guint record_size;

  if (!hopmap_mmdb_branch_is_node (root))
    root = hopmap_mmdb_tree_fork (tree, root, root);
  numbers = g_new0 (guint32, hopmap_mmdb_tree_get_size (tree));
  numbering.numbers = numbers;
  number_nodes (tree, root, &numbering);
  record_size = choose_record_size ((guint64) order->len + SEPARATOR_SIZE + section->len);
  if (record_size == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "A tree of %u nodes with %u bytes of data is too large for one MMDB file",
                   order->len, section->len);
      return NULL;
    }
  for (guint i = 0; i < order->len; i++)
    {
      HopmapMmdbBranch left, right;

      hopmap_mmdb_tree_get_sides (tree, g_array_index (order, guint32, i), &left, &right);
      put_node (out, record_size, record_number (&numbering, left),
                record_number (&numbering, right));
    }
  g_byte_array_append (out, separator, sizeof separator);
  g_byte_array_append (out, section->data, section->len);
  put_metadata (out, heading, record_size, order->len);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/**
 * hopmap_mmdb_file_alias_ipv4:
 * @root: a tree of 128 bits with the IPv4 addresses at ::/96
 *
 * Lets IPv4-mapped addresses (::ffff:0:0/96, RFC 4291) and 6to4 addresses (2002::/16, RFC 3056)
 * find the place of the IPv4 address within them.
 *
 * Returns: the new root
 */
HopmapMmdbBranch
hopmap_mmdb_file_alias_ipv4 (HopmapMmdbTree *tree, HopmapMmdbBranch root)
{
  static const guint8 compatible[16] = { 0 };
  static const guint8 mapped[16] = { [10] = 0xff, [11] = 0xff };
  static const guint8 six_to_four[16] = { 0x20, 0x02 };
  HopmapMmdbBranch ipv4 = hopmap_mmdb_tree_find (tree, root, compatible, 96);

  root = hopmap_mmdb_tree_insert (tree, root, mapped, 96, ipv4);
  return hopmap_mmdb_tree_insert (tree, root, six_to_four, 16, ipv4);
}
