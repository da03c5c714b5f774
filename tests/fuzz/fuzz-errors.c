/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fuzz target: error queues, with departures and connections, over both families.
 */
#include "stage.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  stage_play (data, size, STAGE_IPV4 | STAGE_IPV6 | STAGE_QUEUE);
  return 0;
}
