/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first thing the helper does: makes whatever its caller left it with harmless. Gives up no
 * privilege and opens no socket.
 */
#pragma once

#include <stdbool.h>

/**
 * Makes sure that the standard descriptors are open, and resets what survives execve() into a
 * privileged program: environment, other descriptors, umask, working directory, timers, signals,
 * core dumps. False if something cannot be put right.
 */
bool hopmap_sanitise (void);

/** Whether standard input and output are pipes or sockets. */
bool hopmap_has_partner (void);
