/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hands out what made_receipt() has put there, as if it had come from a socket.
 */
#include "made-network.h"

HopmapReceived
hopmap_receive (const HopmapChannel *channel, HopmapQueue queue, HopmapReceipt *receipt)
{
  const MadeReceipt *next = &made.receipts[made.next_receipt];

  if (made.next_receipt == made.n_receipts && made.is_endless)
    next = &made.receipts[made.next_receipt = 0];
  else if (made.next_receipt == made.n_receipts)
    {
      made.next_receipt = made.n_receipts = 0;
      return HOPMAP_RECEIVED_NOTHING;
    }
  made.next_receipt++;
  *receipt = next->receipt;
  return next->received;
}

HopmapReceived
hopmap_receive_connection (const HopmapChannel *channel,
                           short ready,
                           const HopmapFrameSend *send,
                           HopmapReceipt *receipt)
{
  *receipt = made.connection_receipt;
  return made.connection;
}
