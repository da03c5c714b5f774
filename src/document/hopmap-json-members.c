/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header; data/ holds the same as a JSON Schema. */
#include "hopmap-json-members.h"

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define PARTS(...) ((const HopmapJsonPart[]){ __VA_ARGS__, { NULL } })

static const HopmapJsonShape label = { NAMES ("label", "tc", "bottom", "ttl") };

static const HopmapJsonShape probe = {
  .known = NAMES ("address",
                  "rttMs",
                  "sent",
                  "protocol",
                  "answer",
                  "icmpType",
                  "icmpCode",
                  "late",
                  "mark",
                  "replyTtl",
                  "mtuBytes",
                  "mpls",
                  "quotedTtl"),
  .parts = PARTS ({ "mpls", &label, TRUE }),
};

static const HopmapJsonShape stats = {
  NAMES ("sent", "received", "lastMs", "bestMs", "avgMs", "worstMs", "stdevMs", "jitterMs"),
};

const HopmapJsonShape hopmap_json_shape_hop = {
  .known = NAMES ("ttl", "probes", "name", "stats"),
  .parts = PARTS ({ "probes", &probe, TRUE }, { "stats", &stats }),
};

static const HopmapJsonShape refutation = {
  NAMES ("kind", "neededMs", "answeredMs", "ttl", "witness", "witnessTtl"),
};

static const HopmapJsonShape place = {
  .known = NAMES ("kind",
                  "latitude",
                  "longitude",
                  "radiusKm",
                  "city",
                  "region",
                  "country",
                  "countryCode",
                  "label",
                  "evidence",
                  "source",
                  "attribution",
                  "anycast",
                  "refutation"),
  .parts = PARTS ({ "refutation", &refutation }),
  .is_place = TRUE,
};

const HopmapJsonShape hopmap_json_shape_host = {
  .known = NAMES ("name", "asn", "network", "networkAttribution", "place", "candidates"),
  .parts = PARTS ({ "place", &place }, { "candidates", &place, TRUE }),
};

const HopmapJsonShape hopmap_json_shape_source = { NAMES ("address") };

/* Where a person is goes into a file only by that person's will. */
const HopmapJsonShape hopmap_json_shape_own_source = { NAMES ("kind", "address", "place") };

static const HopmapJsonShape target = { NAMES ("input", "name", "address") };

static const HopmapJsonShape method = {
  NAMES ("protocol", "access", "family", "port", "firstTtl", "maxTtl", "timeoutMs", "probesPerHop"),
};

/* The source depends on who it is, and hops go by their number: neither is a part here. */
const HopmapJsonShape hopmap_json_shape_trace = {
  .known = NAMES ("source",
                  "target",
                  "method",
                  "started",
                  "ended",
                  "changes",
                  "hops",
                  "stopReason",
                  "failure"),
  .parts = PARTS ({ "target", &target }, { "method", &method }),
};

/* Who wrote it last is somebody else next time: of the generator nothing is kept. */
const HopmapJsonShape hopmap_json_shape_document = {
  NAMES ("format", "version", "generator", "created", "traces", "hosts"),
};
