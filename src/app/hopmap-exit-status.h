/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the program's exit status says to a script.
 */
#pragma once

/**
 * HopmapExitStatus:
 * @HOPMAP_EXIT_REACHED: the destination was reached, or a conversion is done
 * @HOPMAP_EXIT_USAGE: the command line was wrong
 * @HOPMAP_EXIT_NOT_REACHED: a trace was made, and the destination not met
 * @HOPMAP_EXIT_TROUBLE: the network, a permission or the disk was in the way
 * @HOPMAP_EXIT_REFUSED: a service refused
 * @HOPMAP_EXIT_NOT_UNDERSTOOD: the input is of no known kind
 */
typedef enum
{
  HOPMAP_EXIT_REACHED = 0,
  HOPMAP_EXIT_USAGE = 1,
  HOPMAP_EXIT_NOT_REACHED = 2,
  HOPMAP_EXIT_TROUBLE = 3,
  HOPMAP_EXIT_REFUSED = 4,
  HOPMAP_EXIT_NOT_UNDERSTOOD = 5,
} HopmapExitStatus;
