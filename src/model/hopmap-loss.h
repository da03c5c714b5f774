/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lost probes say about a hop: whether packets are lost on the way to it, or only its own
 * answers. Everything here follows from the route as it is at the moment.
 */
#pragma once

#include "hopmap-route.h"

G_BEGIN_DECLS

/**
 * HopmapLoss:
 * @HOPMAP_LOSS_NONE: nothing is lost, or nobody answers here at all
 * @HOPMAP_LOSS_UNJUDGED: too few probes to say
 * @HOPMAP_LOSS_OF_ANSWERS: the hop limits its answers, what passes through it arrives
 * @HOPMAP_LOSS_ON_THE_WAY: packets are lost here or before, the hops behind feel it, too
 */
typedef enum
{
  HOPMAP_LOSS_NONE,
  HOPMAP_LOSS_UNJUDGED,
  HOPMAP_LOSS_OF_ANSWERS,
  HOPMAP_LOSS_ON_THE_WAY,
} HopmapLoss;

HopmapLoss hopmap_route_judge_loss (HopmapRoute *route, HopmapHop *hop);
const char *hopmap_loss_get_text (HopmapLoss loss);

G_END_DECLS
