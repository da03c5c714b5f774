/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name server of a scenario: it knows the hops that have a name, and the destination. It answers
 * one question at a time and nothing but A, AAAA and PTR. */
#pragma once

#include "packet.h"
#include "scenario.h"

/* The whole answer packet to the question in BYTES, which is PACKET. NULL: it says nothing. */
GByteArray *netsim_name_server_answer (const NetsimScenario *scenario,
                                       const guint8 *bytes,
                                       const NetsimPacket *packet);
