/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one message that lies in a socket's queue on the stage.
 */
#pragma once

#include "probe-frame.h"
#include "stage.h"

typedef struct
{
  const StageHead *head; /* NULL once it has been taken */
  HopmapFrameFamily family;
  const uint8_t *bytes;
  size_t length;
  bool is_error; /* in the error queue */
} StageMessage;

extern StageMessage stage_message;

/** Numbers of the input, which are in network order. */
uint16_t stage_read16 (const uint8_t bytes[2]);
uint32_t stage_read32 (const uint8_t bytes[4]);
