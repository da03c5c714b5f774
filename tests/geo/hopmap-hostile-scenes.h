/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a hostile server can answer to a question about HOSTILE_ADDRESS, and what is to come of it.
 */
#pragma once

#include "hopmap-hostile-server.h"

#define HOSTILE_ADDRESS "62.154.1.1"

/* What the scenes say, as ipgeolocation.io would. In front of another service, the same is said in its
 * dialect. */
#define HOSTILE_OPEN(ip) "{\"ip\":\"" ip "\",\"location\":{"
#define HOSTILE_CLOSE    "}}"

extern const HopmapScene hopmap_hostile_scenes[];
extern const guint hopmap_n_hostile_scenes;

HopmapScene *hopmap_hostile_scenes_translate (const char *dialect);
