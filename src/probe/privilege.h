/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What privilege the helper was started with, and how it loses all of it for good. Knows nothing
 * about what the privilege is used for in between.
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#include "probe-frame.h"

typedef struct
{
  HopmapProbeStart start;
  uid_t uid; /* whom to turn into */
  gid_t gid; /* */
} HopmapPrivilege;

/**
 * Finds out how the helper was started and whom it will turn into, and makes a permitted
 * CAP_NET_RAW effective, so that a file capability works with and without its effective bit. False
 * if that fails.
 */
bool hopmap_privilege_find (HopmapPrivilege *privilege);

/**
 * Gives up every identity and capability that the caller does not have himself: bounding set,
 * supplementary groups of a root start, group and user ids, ambient set, then the three capability
 * sets, and forbids to gain any again. Reads everything back and tries to regain it; false if
 * anything was left. Start becomes HOPMAP_START_NAMESPACE_ROOT if root could not become another
 * account; capabilities are gone even so.
 */
bool hopmap_privilege_drop (HopmapPrivilege *privilege);
