/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The provider of ipgeolocation.io in front of a stub service, and what the service usually says.
 */
#pragma once

#include "hopmap-web-provider.h"
#include "hopmap-stub-service.h"

#define IPGEO_KEY "s3cret/key&more"

#define IPGEO_V3                                                                                   \
  "{\"ip\":\"{ip}\",\"location\":{\"continent_code\":\"EU\",\"country_code2\":\"de\","             \
  "\"country_name\":\"Germany\",\"state_prov\":\"Hesse\",\"district\":\"\","                       \
  "\"city\":\"Frankfurt am Main\",\"latitude\":\"50.11552\",\"longitude\":\"8.68417\","            \
  "\"accuracy_radius\":\"12.5\",\"geoname_id\":\"2925533\",\"is_eu\":true},"                       \
  "\"asn\":{\"as_number\":\"AS3320\",\"organization\":\"Deutsche Telekom AG\"},"                   \
  "\"time_zone\":{\"name\":\"Europe/Berlin\",\"offset\":1}}"

typedef struct
{
  HopmapStubService *service;
  HopmapWebClient *client;
  HopmapGeoProvider *provider;
  GMainLoop *loop;
  GHashTable *answers;
  GError *error;
} IpgeoFixture;

void ipgeo_add (const char *path, void (*func) (IpgeoFixture *, gconstpointer));
HopmapGeoProvider *ipgeo_new_provider (HopmapWebClient *client, const char *url);
void ipgeo_start (IpgeoFixture *fixture, const char *address, GCancellable *cancellable);
HopmapGeoAnswer *ipgeo_ask_series (IpgeoFixture *fixture,
                                   const char *address,
                                   const HopmapStubReply *replies,
                                   guint n_replies);
HopmapGeoAnswer *ipgeo_ask (IpgeoFixture *fixture,
                            const char *address,
                            guint status,
                            const char *body);
void ipgeo_assert_failed (const HopmapGeoAnswer *answer, HopmapGeoError code);
void ipgeo_assert_v3 (const HopmapGeoAnswer *answer);
