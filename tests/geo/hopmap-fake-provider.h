/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A web provider without a web: answers what a test told it, when the test lets it.
 */
#pragma once

#include "hopmap-geo-provider.h"

#define HOPMAP_TYPE_FAKE_PROVIDER (hopmap_fake_provider_get_type ())

G_DECLARE_FINAL_TYPE (HopmapFakeProvider, hopmap_fake_provider, HOPMAP, FAKE_PROVIDER, GObject)

HopmapFakeProvider *hopmap_fake_provider_new (const char *name, guint batch_size);
void hopmap_fake_provider_tell (HopmapFakeProvider *self,
                                const char *address,
                                HopmapGeoAnswer *answer);
void hopmap_fake_provider_tell_city (HopmapFakeProvider *self,
                                     const char *address,
                                     const char *city,
                                     double latitude,
                                     double longitude);
void hopmap_fake_provider_set_terms (HopmapFakeProvider *self, const HopmapProviderTerms *terms);
void hopmap_fake_provider_fail (HopmapFakeProvider *self, const GError *error);
void hopmap_fake_provider_hold (HopmapFakeProvider *self);
void hopmap_fake_provider_release (HopmapFakeProvider *self);
guint hopmap_fake_provider_get_n_held (HopmapFakeProvider *self);
guint hopmap_fake_provider_get_n_cancelled (HopmapFakeProvider *self);
char *hopmap_fake_provider_dup_questions (HopmapFakeProvider *self);
