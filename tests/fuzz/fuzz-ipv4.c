/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fuzz target: answers over IPv4, of ICMP and TCP, by raw sockets.
 */
#include "stage.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  stage_play (data, size, STAGE_IPV4);
  return 0;
}
