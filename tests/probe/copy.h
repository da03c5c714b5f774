/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A copy of hopmap-probe that a test may give privilege to, as an install does. Needs root for
 * that. For tests only.
 */
#pragma once

#include <stdbool.h>

typedef struct
{
  char *folder;
  char *program; /* absolute; everybody may run it */
} Copy;

/** Copies the helper of this build, without privilege, into a folder of its own. */
void copy_make (Copy *copy);

/** Deletes the copy and its folder. */
void copy_remove (Copy *copy);

/** Whether its file system heeds setuid and capabilities; if not, skips the test with a sentence. */
bool copy_can_have_privilege (const Copy *copy);

/** Gives it CAP_NET_RAW as setcap(8) does, in effect from the start or only permitted. */
void copy_set_capability (const Copy *copy, bool effective);

/** Makes it setuid root. */
void copy_set_setuid (const Copy *copy);
