/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states in which an enemy may execute hopmap-probe: everything that survives execve(2) and is
 * his to choose. Only puts a process into them; what has to come of it is said here, not checked.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/** What has to come of a start. */
typedef enum
{
  HOSTILE_WORKS,   /* the helper says HELLO, probes, and ends with its input */
  HOSTILE_USAGE,   /* it refuses with HOPMAP_EXIT_USAGE */
  HOSTILE_VERSION, /* it prints its version */
  HOSTILE_STARVED, /* it works, or gives up with a documented status, or was never loaded */
} HostileOutcome;

/** What the child is about to execute with. */
typedef struct
{
  char *argv[4];
  char **environment;
} HostileExec;

typedef struct
{
  const char *name;
  void (*enter) (HostileExec *exec, int value); /* in the child; NULL for nothing */
  int from, to, step; /* the values to try, in KiB where it is a size; step 0 for one */
  HostileOutcome outcome;
  bool no_new_privileges; /* so that what the file grants does not arrive */
  int alarm_ms;           /* of a timer that is armed last, or 0 */
} HostileState;

extern const HostileState hostile_states[];
extern const size_t hostile_n_states;

/** Prepares what a child between fork() and exec() has no means to make. */
void hostile_prepare (void);

/** In the child: enters @state with @value and executes @program; returns only if that failed. */
void hostile_exec (const HostileState *state, int value, int alarm_ms, const char *program);
