/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How one service on the web is asked where addresses are, and what its answers mean: data and pure
 * functions. Sending is the business of HopmapWebProvider, which speaks any dialect.
 */
#pragma once

#include "hopmap-geo-provider.h"
#include "hopmap-web-question.h"
#include "hopmap-web-reply.h"

G_BEGIN_DECLS

/**
 * HopmapDialectSetting:
 * @base: the service, with a path that has no slash at its end
 * @key: (nullable): the person's key
 */
typedef struct
{
  GUri *base;
  char *key;
} HopmapDialectSetting;

/**
 * HopmapDialect:
 * @id: short name for programs, never translated
 * @name: name for people
 * @attribution: (nullable): the line that is to be shown with its answers
 * @usual_url: where the service is
 * @usual_path: (nullable): the path there, where the setting names none
 * @needs_key: whether it answers with a key only; one that refuses it is told from one out of order
 * @may_be_overheard: whether the service has no https
 * @batch_size: addresses that one question may hold
 * @not_found_status: HTTP status that says that nothing is known of an address, or 0
 * @reserved_status: HTTP status that says that an address has no place, or 0
 * @batch_is_paid: whether batches are part of some plans only: where one is refused, the addresses are
 *   asked for one by one from then on
 * @terms: how it wants to be treated
 * @can_batch: (nullable): whether a setting allows batches at all; all do where this is %NULL
 * @ask: the question; @addresses has one address at least, and no more than @batch_size
 * @read: reads the body of an answer with status 200 into @answers, which own their keys; addresses
 *   that are left out count as not found. Returns whether the body was an answer at all
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *attribution;
  const char *usual_url;
  const char *usual_path;
  gboolean needs_key;
  gboolean may_be_overheard;
  guint batch_size;
  guint not_found_status;
  guint reserved_status;
  gboolean batch_is_paid;
  HopmapProviderTerms terms;
  gboolean (*can_batch) (const HopmapDialectSetting *setting);
  HopmapWebQuestion *(*ask) (const HopmapDialectSetting *setting, GPtrArray *addresses);
  gboolean (*read) (GBytes *body, GPtrArray *addresses, GHashTable *answers);
} HopmapDialect;

extern const HopmapDialect hopmap_ipmap_dialect;
extern const HopmapDialect hopmap_ipgeolocation_dialect;
extern const HopmapDialect hopmap_geojs_dialect;
extern const HopmapDialect hopmap_maxmind_dialect;
extern const HopmapDialect hopmap_ip_api_dialect;

const HopmapDialect *hopmap_dialect_find (const char *id);
const HopmapDialect *const *hopmap_dialect_list (guint *n_dialects);

/* For the readers: which of @addresses @text is, or G_MAXUINT; and the list of all as texts. */
guint hopmap_dialect_find_address (GPtrArray *addresses, const char *text);
char *hopmap_dialect_join_addresses (GPtrArray *addresses, const char *separator);
char *hopmap_dialect_join_json (GPtrArray *addresses);
void hopmap_dialect_take_answer (GHashTable *answers,
                                 const HopmapAddress *address,
                                 HopmapGeoAnswer *answer);

G_END_DECLS
