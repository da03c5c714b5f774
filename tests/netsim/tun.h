/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a simulator behind a TUN device, in real time. The device's addresses and routes are set by
 * in-netsim. */
#pragma once

#include "simulator.h"

/* Makes the device NAME. -1: the machine forbids it; ERROR says why in a sentence. */
int netsim_tun_open (const char *name, GError **error);

/* Serves TUN until STOP (a file descriptor) can be read or ends. */
void netsim_tun_serve (NetsimSimulator *simulator, int tun, int stop);
