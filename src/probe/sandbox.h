/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Closes everything that the helper's loop does not need: resources, the file system, system
 * calls. To be called last, without privilege, with no_new_privs set.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Enters the sandbox; there is no way out. @with_connect tells that TCP connections must stay
 * possible, @n_files is how many files may be open. Finds the version of Landlock that was applied,
 * 0 where the kernel has none; every other failure is false.
 */
bool hopmap_sandbox_enter (bool with_connect, size_t n_files, uint8_t *landlock_abi);
