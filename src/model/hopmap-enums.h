/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The closed lists of the trade: what a trace, a hop and a place can be. No behaviour.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * HopmapPhase:
 * @HOPMAP_PHASE_IDLE: nothing was asked for yet
 * @HOPMAP_PHASE_RESOLVING: the target's address is being looked up
 * @HOPMAP_PHASE_TRACING: probes are under way
 * @HOPMAP_PHASE_DONE: the trace ended by itself or was opened from a file; see #HopmapEnd
 * @HOPMAP_PHASE_STOPPED: the person stopped it
 * @HOPMAP_PHASE_FAILED: it could not go on; the route has an error
 */
typedef enum
{
  HOPMAP_PHASE_IDLE,
  HOPMAP_PHASE_RESOLVING,
  HOPMAP_PHASE_TRACING,
  HOPMAP_PHASE_DONE,
  HOPMAP_PHASE_STOPPED,
  HOPMAP_PHASE_FAILED,
} HopmapPhase;

/**
 * HopmapEnd:
 * @HOPMAP_END_UNKNOWN: not ended, or a file did not say
 * @HOPMAP_END_DESTINATION: the destination answered
 * @HOPMAP_END_UNREACHABLE: a router said that the destination cannot be reached
 * @HOPMAP_END_SILENT: nobody answered behind the last hop that did
 * @HOPMAP_END_MAX_TTL: routers answered up to the largest TTL, the destination was not met
 * @HOPMAP_END_STOPPED: the person stopped it
 * @HOPMAP_END_FAILED: an error ended it
 */
typedef enum
{
  HOPMAP_END_UNKNOWN,
  HOPMAP_END_DESTINATION,
  HOPMAP_END_UNREACHABLE,
  HOPMAP_END_SILENT,
  HOPMAP_END_MAX_TTL,
  HOPMAP_END_STOPPED,
  HOPMAP_END_FAILED,
} HopmapEnd;

/**
 * HopmapHopState:
 * @HOPMAP_HOP_WAITING: a probe is under way, no answer yet
 * @HOPMAP_HOP_ANSWERED: at least one answer came
 * @HOPMAP_HOP_SILENT: probed, and no answer came in time
 */
typedef enum
{
  HOPMAP_HOP_WAITING,
  HOPMAP_HOP_ANSWERED,
  HOPMAP_HOP_SILENT,
} HopmapHopState;

/**
 * HopmapProtocol: what the probes are made of.
 */
typedef enum
{
  HOPMAP_PROTOCOL_AUTO,
  HOPMAP_PROTOCOL_ICMP,
  HOPMAP_PROTOCOL_UDP,
  HOPMAP_PROTOCOL_TCP,
} HopmapProtocol;

/**
 * HopmapAccess: how the probes reach the network.
 * @HOPMAP_ACCESS_UNKNOWN: not known yet
 * @HOPMAP_ACCESS_RAW: raw sockets of the privileged helper
 * @HOPMAP_ACCESS_PING_SOCKET: the kernel's unprivileged ICMP socket
 * @HOPMAP_ACCESS_ERROR_QUEUE: ordinary sockets and their error queues
 * @HOPMAP_ACCESS_RECORDING: no network: a recorded trace is played
 */
typedef enum
{
  HOPMAP_ACCESS_UNKNOWN,
  HOPMAP_ACCESS_RAW,
  HOPMAP_ACCESS_PING_SOCKET,
  HOPMAP_ACCESS_ERROR_QUEUE,
  HOPMAP_ACCESS_RECORDING,
} HopmapAccess;

/**
 * HopmapPlaceKind:
 * @HOPMAP_PLACE_UNKNOWN: looked up, and nobody knows
 * @HOPMAP_PLACE_SPECIAL: an address with no place on earth (private, loopback …); label says which
 * @HOPMAP_PLACE_COUNTRY: only the country is known; the point is a middle of it, if there is one
 * @HOPMAP_PLACE_CITY: a point with a radius
 */
typedef enum
{
  HOPMAP_PLACE_UNKNOWN,
  HOPMAP_PLACE_SPECIAL,
  HOPMAP_PLACE_COUNTRY,
  HOPMAP_PLACE_CITY,
} HopmapPlaceKind;

/**
 * HopmapEvidence: how well a place is known, weakest first.
 * @HOPMAP_EVIDENCE_NONE: no evidence
 * @HOPMAP_EVIDENCE_COUNTRY: a country only
 * @HOPMAP_EVIDENCE_WIDE: one database, radius above 200 km
 * @HOPMAP_EVIDENCE_DATABASE: one database, city level
 * @HOPMAP_EVIDENCE_AGREED: independent sources agree within 100 km
 * @HOPMAP_EVIDENCE_NAMED: the router's own name says so, or the exchange at which it stands
 * @HOPMAP_EVIDENCE_MEASURED: latency from a known place
 * @HOPMAP_EVIDENCE_PERSON: the person said so
 */
typedef enum
{
  HOPMAP_EVIDENCE_NONE,
  HOPMAP_EVIDENCE_COUNTRY,
  HOPMAP_EVIDENCE_WIDE,
  HOPMAP_EVIDENCE_DATABASE,
  HOPMAP_EVIDENCE_AGREED,
  HOPMAP_EVIDENCE_NAMED,
  HOPMAP_EVIDENCE_MEASURED,
  HOPMAP_EVIDENCE_PERSON,
} HopmapEvidence;

/**
 * HopmapRefutationKind: what speaks against a place.
 * @HOPMAP_REFUTATION_NONE: nothing
 * @HOPMAP_REFUTATION_LIGHT: light does not get there and back so fast from where we are, or by way of
 *   a place that is certain
 * @HOPMAP_REFUTATION_OUTVOTED: light does not get to this place and to those of several other hops
 *   that are at odds with this one only
 */
typedef enum
{
  HOPMAP_REFUTATION_NONE,
  HOPMAP_REFUTATION_LIGHT,
  HOPMAP_REFUTATION_OUTVOTED,
} HopmapRefutationKind;

/**
 * HopmapConsent: whether router addresses may be looked up on the web.
 * @HOPMAP_CONSENT_ASK: nobody has said so yet; nothing is sent, and the person is asked
 * @HOPMAP_CONSENT_YES: they may
 * @HOPMAP_CONSENT_NO: they may not
 */
typedef enum
{
  HOPMAP_CONSENT_ASK,
  HOPMAP_CONSENT_YES,
  HOPMAP_CONSENT_NO,
} HopmapConsent;

/**
 * HopmapKeyState: where the key for a service is.
 * @HOPMAP_KEY_STATE_NONE: there is none
 * @HOPMAP_KEY_STATE_KEYRING: in the person's keyring
 * @HOPMAP_KEY_STATE_SESSION: in memory, until the program ends; there is no keyring
 * @HOPMAP_KEY_STATE_ENVIRONMENT: in an environment variable, which goes before the others
 * @HOPMAP_KEY_STATE_LOCKED: in a keyring that is locked
 */
typedef enum
{
  HOPMAP_KEY_STATE_NONE,
  HOPMAP_KEY_STATE_KEYRING,
  HOPMAP_KEY_STATE_SESSION,
  HOPMAP_KEY_STATE_ENVIRONMENT,
  HOPMAP_KEY_STATE_LOCKED,
} HopmapKeyState;

#define HOPMAP_TYPE_CONSENT         (hopmap_consent_get_type ())
#define HOPMAP_TYPE_KEY_STATE       (hopmap_key_state_get_type ())
#define HOPMAP_TYPE_PHASE           (hopmap_phase_get_type ())
#define HOPMAP_TYPE_END             (hopmap_end_get_type ())
#define HOPMAP_TYPE_HOP_STATE       (hopmap_hop_state_get_type ())
#define HOPMAP_TYPE_PROTOCOL        (hopmap_protocol_get_type ())
#define HOPMAP_TYPE_ACCESS          (hopmap_access_get_type ())
#define HOPMAP_TYPE_PLACE_KIND      (hopmap_place_kind_get_type ())
#define HOPMAP_TYPE_EVIDENCE        (hopmap_evidence_get_type ())
#define HOPMAP_TYPE_REFUTATION_KIND (hopmap_refutation_kind_get_type ())

GType hopmap_consent_get_type (void);
GType hopmap_key_state_get_type (void);
GType hopmap_phase_get_type (void);
GType hopmap_end_get_type (void);
GType hopmap_hop_state_get_type (void);
GType hopmap_protocol_get_type (void);
GType hopmap_access_get_type (void);
GType hopmap_place_kind_get_type (void);
GType hopmap_evidence_get_type (void);
GType hopmap_refutation_kind_get_type (void);

const char *hopmap_enum_to_nick (GType type, int value);
gboolean hopmap_enum_from_nick (GType type, const char *nick, int *value);

G_END_DECLS
