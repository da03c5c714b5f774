/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder for the files of one test, and an address in one word.
 */
#pragma once

#include "hopmap-address.h"

/* @path does not exist at first, nor does the folder it is in; both are within @folder. */
typedef struct
{
  char *folder;
  char *path;
} HopmapTestFolder;

void hopmap_test_folder_init (HopmapTestFolder *self, const char *sub, const char *name);
void hopmap_test_folder_clear (HopmapTestFolder *self);
HopmapAddress hopmap_test_address (const char *text);
