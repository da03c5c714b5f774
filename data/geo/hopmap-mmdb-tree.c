/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A binary prefix tree in which equal subtrees are one node. Trees are never changed in place: an
 * insertion makes the few nodes of the new path, so that the nodes can be shared freely. */
#include "hopmap-mmdb-tree.h"

typedef struct
{
  HopmapMmdbBranch left;
  HopmapMmdbBranch right;
} Node;

struct _HopmapMmdbTree
{
  GArray *nodes;   /* Node; the first one is never used, since 0 is "nothing" */
  guint32 *slots;  /* open addressing: node numbers, 0 is a free slot */
  guint slot_bits; /* the table has 2^slot_bits slots */
};

static guint
slot_for (HopmapMmdbTree *tree, HopmapMmdbBranch left, HopmapMmdbBranch right)
{
  guint64 key = ((guint64) left << 32) | right;

  key ^= key >> 31;
  return (guint) ((key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> (64 - tree->slot_bits));
}

/* The slot that holds this node or, when there is none, the free one where it belongs. */
static guint32 *
find_slot (HopmapMmdbTree *tree, HopmapMmdbBranch left, HopmapMmdbBranch right)
{
  guint mask = (1u << tree->slot_bits) - 1;
  guint slot = slot_for (tree, left, right);

  for (; tree->slots[slot] != 0; slot = (slot + 1) & mask)
    {
      const Node *node = &g_array_index (tree->nodes, Node, tree->slots[slot]);

      if (node->left == left && node->right == right)
        break;
    }
  return &tree->slots[slot];
}

static void
grow (HopmapMmdbTree *tree)
{
  g_free (tree->slots);
  tree->slot_bits++;
  tree->slots = g_new0 (guint32, (gsize) 1 << tree->slot_bits);
  for (guint32 i = 1; i < tree->nodes->len; i++)
    {
      const Node *node = &g_array_index (tree->nodes, Node, i);

      *find_slot (tree, node->left, node->right) = i;
    }
}

static gboolean
get_bit (const guint8 address[16], guint bit)
{
  return (address[bit / 8] >> (7 - bit % 8)) & 1;
}

static HopmapMmdbBranch
insert_below (HopmapMmdbTree *tree,
              HopmapMmdbBranch root,
              const guint8 address[16],
              guint depth,
              guint length,
              HopmapMmdbBranch branch)
{
  HopmapMmdbBranch left = root;
  HopmapMmdbBranch right = root;

  if (depth == length)
    return branch;
  if (hopmap_mmdb_branch_is_node (root))
    hopmap_mmdb_tree_get_sides (tree, root, &left, &right);
  if (get_bit (address, depth))
    right = insert_below (tree, right, address, depth + 1, length, branch);
  else
    left = insert_below (tree, left, address, depth + 1, length, branch);
  return hopmap_mmdb_tree_join (tree, left, right);
}

typedef struct
{
  HopmapMmdbTree *tree;
  HopmapMmdbTranslate translate;
  gpointer user_data;
  GHashTable *done; /* node to its translation */
} Translation;

static HopmapMmdbBranch
translate_branch (Translation *translation, HopmapMmdbBranch branch)
{
  HopmapMmdbBranch left, right, result;
  gpointer known;

  if (branch == HOPMAP_MMDB_NOTHING)
    return branch;
  if (hopmap_mmdb_branch_is_value (branch))
    return translation->translate (hopmap_mmdb_branch_get_value (branch), translation->user_data);
  if (g_hash_table_lookup_extended (translation->done, GUINT_TO_POINTER (branch), NULL, &known))
    return GPOINTER_TO_UINT (known);
  hopmap_mmdb_tree_get_sides (translation->tree, branch, &left, &right);
  left = translate_branch (translation, left);
  right = translate_branch (translation, right);
  result = hopmap_mmdb_tree_join (translation->tree, left, right);
  g_hash_table_insert (translation->done, GUINT_TO_POINTER (branch), GUINT_TO_POINTER (result));
  return result;
}

/**
 * hopmap_mmdb_tree_new:
 *
 * Returns: (transfer full): a store of nodes without any; free with hopmap_mmdb_tree_free()
 */
HopmapMmdbTree *
hopmap_mmdb_tree_new (void)
{
  HopmapMmdbTree *tree = g_new0 (HopmapMmdbTree, 1);

  tree->nodes = g_array_new (FALSE, TRUE, sizeof (Node));
  g_array_set_size (tree->nodes, 1);
  tree->slot_bits = 9;
  grow (tree);
  return tree;
}

void
hopmap_mmdb_tree_free (HopmapMmdbTree *tree)
{
  g_array_unref (tree->nodes);
  g_free (tree->slots);
  g_free (tree);
}

/**
 * hopmap_mmdb_branch_for_value:
 * @value: a number below 2^31
 *
 * Returns: the branch that stands for a range of addresses with this value
 */
HopmapMmdbBranch
hopmap_mmdb_branch_for_value (guint32 value)
{
  g_assert (value < HOPMAP_MMDB_VALUE_FLAG);
  return value | HOPMAP_MMDB_VALUE_FLAG;
}

gboolean
hopmap_mmdb_branch_is_value (HopmapMmdbBranch branch)
{
  return (branch & HOPMAP_MMDB_VALUE_FLAG) != 0;
}

gboolean
hopmap_mmdb_branch_is_node (HopmapMmdbBranch branch)
{
  return branch != HOPMAP_MMDB_NOTHING && !hopmap_mmdb_branch_is_value (branch);
}

guint32
hopmap_mmdb_branch_get_value (HopmapMmdbBranch branch)
{
  g_assert (hopmap_mmdb_branch_is_value (branch));
  return branch & ~HOPMAP_MMDB_VALUE_FLAG;
}

/**
 * hopmap_mmdb_tree_join:
 *
 * Puts two halves together.
 *
 * Returns: @left itself when both halves are the same value or nothing, else a node
 */
HopmapMmdbBranch
hopmap_mmdb_tree_join (HopmapMmdbTree *tree, HopmapMmdbBranch left, HopmapMmdbBranch right)
{
  if (left == right && !hopmap_mmdb_branch_is_node (left))
    return left;
  return hopmap_mmdb_tree_fork (tree, left, right);
}

/**
 * hopmap_mmdb_tree_fork:
 *
 * Puts two halves together even when they are the same value: the root of a file has to be a node.
 *
 * Returns: the one node with these sides
 */
HopmapMmdbBranch
hopmap_mmdb_tree_fork (HopmapMmdbTree *tree, HopmapMmdbBranch left, HopmapMmdbBranch right)
{
  Node node = { left, right };
  guint32 *slot = find_slot (tree, left, right);
  guint32 number = *slot;

  if (number != 0)
    return number;
  number = tree->nodes->len;
  *slot = number;
  g_array_append_val (tree->nodes, node);
  if (tree->nodes->len > 1u << (tree->slot_bits - 1))
    grow (tree);
  return number;
}

/**
 * hopmap_mmdb_tree_insert:
 * @root: the tree as it was; stays valid
 * @address: a bit string in network order, of which the first @length bits count (at most 128)
 * @branch: a value, nothing, or a node (then it is shared, as the aliases of a file are)
 *
 * Returns: the root of a tree in which @branch stands at this prefix, whatever was there before
 */
HopmapMmdbBranch
hopmap_mmdb_tree_insert (HopmapMmdbTree *tree,
                         HopmapMmdbBranch root,
                         const guint8 address[16],
                         guint length,
                         HopmapMmdbBranch branch)
{
  g_assert (length <= 128);
  return insert_below (tree, root, address, 0, length, branch);
}

/**
 * hopmap_mmdb_tree_find:
 *
 * Returns: what stands at the prefix: a node when more specific branches exist below it
 */
HopmapMmdbBranch
hopmap_mmdb_tree_find (HopmapMmdbTree *tree,
                       HopmapMmdbBranch root,
                       const guint8 address[16],
                       guint length)
{
  for (guint depth = 0; depth < length && hopmap_mmdb_branch_is_node (root); depth++)
    {
      const Node *node = &g_array_index (tree->nodes, Node, root);

      root = get_bit (address, depth) ? node->right : node->left;
    }
  return root;
}

void
hopmap_mmdb_tree_get_sides (HopmapMmdbTree *tree,
                            HopmapMmdbBranch node,
                            HopmapMmdbBranch *left,
                            HopmapMmdbBranch *right)
{
  g_assert (hopmap_mmdb_branch_is_node (node) && node < tree->nodes->len);
  *left = g_array_index (tree->nodes, Node, node).left;
  *right = g_array_index (tree->nodes, Node, node).right;
}

/**
 * hopmap_mmdb_tree_translate:
 * @translate: (scope call): called for every value of the tree, in the order of the addresses
 *
 * Returns: the root of a tree with what @translate returned in the place of the values
 */
HopmapMmdbBranch
hopmap_mmdb_tree_translate (HopmapMmdbTree *tree,
                            HopmapMmdbBranch root,
                            HopmapMmdbTranslate translate,
                            gpointer user_data)
{
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);
  Translation translation = { tree, translate, user_data, done };

  return translate_branch (&translation, root);
}

/**
 * hopmap_mmdb_tree_get_size:
 *
 * Returns: one more than the highest node number, those of forgotten trees included
 */
guint
hopmap_mmdb_tree_get_size (HopmapMmdbTree *tree)
{
  return tree->nodes->len;
}
