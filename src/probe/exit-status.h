/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How hopmap-probe ends. The numbers follow sysexits(3) where that has one; the application shows
 * each in words.
 */
#pragma once

typedef enum
{
  HOPMAP_EXIT_OK = 0,         /* end of input */
  HOPMAP_EXIT_USAGE = 64,     /* an argument, or standard input or output is no pipe or socket */
  HOPMAP_EXIT_PROTOCOL = 65,  /* a frame did not decode */
  HOPMAP_EXIT_SYSTEM = 70,    /* the system refused something that always works */
  HOPMAP_EXIT_FILTER = 71,    /* a raw socket could not be filtered */
  HOPMAP_EXIT_PRIVILEGE = 72, /* privilege was left after it had been given up */
  HOPMAP_EXIT_SANDBOX = 73,   /* the sandbox could not be closed */
  HOPMAP_EXIT_IO = 74,        /* reading commands or writing events failed */
} HopmapExitStatus;
