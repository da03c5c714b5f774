/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words that strangers may have written (names in the DNS, cities, networks), each to break
 * something else; and a route in which they stand everywhere.
 */
#pragma once

#include "hopmap-route.h"

typedef enum
{
  HOSTILE_WORDS_AS_THEY_COME, /* as if nobody had looked at them */
  HOSTILE_WORDS_CHECKED,      /* as the resolver and the locator let them in */
} HostileWords;

extern const char *const hostile_words[];
extern const guint hostile_n_words;

HopmapRoute *hostile_route_new (HostileWords words);
