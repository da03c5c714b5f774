/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a web service once said of an address, as a row of the file in which it is kept. No more than
 * the room's own part of HopmapPlaceDatabase.
 */
#pragma once

#include <sqlite3.h>

#include "hopmap-address.h"
#include "hopmap-geo-answer.h"

G_BEGIN_DECLS

/* ?1 is the address in both; ?2 and ?3 are the time, and the time with some slack. */
#define HOPMAP_KEPT_ANSWER_FIND                                                                     \
  "SELECT provider, version, status, kind, evidence, has_point, latitude, longitude, radius, city," \
  " region, country, code, source, attribution, anycast, asn, network"                              \
  " FROM answer WHERE address = ?1 AND expires > ?2 AND fetched <= ?3"

#define HOPMAP_KEPT_ANSWER_KEEP                                                                    \
  "INSERT OR REPLACE INTO answer VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"  \
  " ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)"

/**
 * HopmapKeptAnswer:
 * @provider: who gave it
 * @version: the version of that provider's answers
 * @answer: what it said
 */
typedef struct
{
  char *provider;
  guint version;
  HopmapGeoAnswer *answer;
} HopmapKeptAnswer;

HopmapKeptAnswer *hopmap_kept_answer_read (sqlite3_stmt *row);
void hopmap_kept_answer_bind (sqlite3_stmt *statement, const HopmapKeptAnswer *kept);
void hopmap_kept_answer_bind_address (sqlite3_stmt *statement, const HopmapAddress *address);
void hopmap_kept_answer_free (HopmapKeptAnswer *kept);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapKeptAnswer, hopmap_kept_answer_free)

G_END_DECLS
