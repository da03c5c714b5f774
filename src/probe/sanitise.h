/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first thing the helper does: makes whatever its caller left it with harmless. Gives up no
 * privilege and opens no socket.
 */
#pragma once

/**
 * Checks the arguments (none, or --version), the three standard descriptors, and resets everything
 * that survives execve() into a privileged program: environment, descriptors, umask, working
 * directory, timers, signals, core dumps. Does not return if something cannot be put right.
 */
void hopmap_sanitise (int argc, char *const argv[]);
