/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header.
 */
#include "hopmap-picture-order.h"

/**
 * hopmap_picture_order_init:
 * @order: (out caller-allocates): what to paint
 * @route: a route in any state
 * @frame: what somebody wants; a size that is no picture's counts as none
 * @usual_scale: pixels per unit of type where nobody gave a size
 */
void
hopmap_picture_order_init (HopmapPictureOrder *order,
                           HopmapRoute *route,
                           const HopmapPictureFrame *frame,
                           double usual_scale)
{
  *order = (HopmapPictureOrder){ .has_view = frame->cut };
  if (hopmap_picture_sheet_is_possible (frame->width, frame->height))
    hopmap_picture_sheet_init (&order->sheet, frame->width, frame->height);
  else
    hopmap_picture_sheet_init_natural (&order->sheet, route, HOPMAP_PICTURE_WIDTH, usual_scale);

  order->words = hopmap_picture_words_new (route, order->sheet.width);
  hopmap_picture_sheet_set_lines (&order->sheet, hopmap_picture_words_count_lines (order->words));
  if (frame->cut)
    order->view = (HopmapMapRect){ hopmap_mercator_x (frame->west),
                                   hopmap_mercator_y (frame->north),
                                   hopmap_mercator_x (frame->east),
                                   hopmap_mercator_y (frame->south) };
}

/**
 * hopmap_picture_order_clear:
 * @order: what hopmap_picture_order_init() filled
 */
void
hopmap_picture_order_clear (HopmapPictureOrder *order)
{
  g_clear_pointer (&order->words, hopmap_picture_words_free);
}

/**
 * hopmap_picture_order_get_view:
 * @order: an order
 *
 * Returns: (transfer none) (nullable): what is to be seen at least, %NULL for the route
 */
const HopmapMapRect *
hopmap_picture_order_get_view (const HopmapPictureOrder *order)
{
  return order->has_view ? &order->view : NULL;
}
