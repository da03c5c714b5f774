/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The helper's life after it has locked itself in: commands in, events out, packets in between.
 */
#pragma once

#include "exit-status.h"
#include "flight.h"

/**
 * Says hello and, for @flight that has just been made, serves commands until their end, or until
 * nobody reads the events any more. Returns how to exit. Allocates nothing and makes no other
 * system calls than the sandbox allows.
 */
HopmapExitStatus hopmap_loop_run (HopmapFlight *flight);
