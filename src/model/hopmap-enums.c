/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GTypes of the closed lists, and their nicks: the words that files and the command line use.
 */
#include "hopmap-enums.h"

#include <gio/gio.h>

G_DEFINE_ENUM_TYPE (HopmapPhase,
                    hopmap_phase,
                    G_DEFINE_ENUM_VALUE (HOPMAP_PHASE_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_PHASE_RESOLVING, "resolving"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_PHASE_TRACING, "tracing"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_PHASE_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_PHASE_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_PHASE_FAILED, "failed"))

G_DEFINE_ENUM_TYPE (HopmapConsent,
                    hopmap_consent,
                    G_DEFINE_ENUM_VALUE (HOPMAP_CONSENT_ASK, "ask"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_CONSENT_YES, "yes"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_CONSENT_NO, "no"))

G_DEFINE_ENUM_TYPE (HopmapKeyState,
                    hopmap_key_state,
                    G_DEFINE_ENUM_VALUE (HOPMAP_KEY_STATE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_KEY_STATE_KEYRING, "keyring"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_KEY_STATE_SESSION, "session"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_KEY_STATE_ENVIRONMENT, "environment"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_KEY_STATE_LOCKED, "locked"))

G_DEFINE_ENUM_TYPE (HopmapEnd,
                    hopmap_end,
                    G_DEFINE_ENUM_VALUE (HOPMAP_END_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_END_DESTINATION, "destination"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_END_UNREACHABLE, "unreachable"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_END_SILENT, "gapLimit"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_END_MAX_TTL, "maxTtl"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_END_STOPPED, "user"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_END_FAILED, "failed"))

G_DEFINE_ENUM_TYPE (HopmapHopState,
                    hopmap_hop_state,
                    G_DEFINE_ENUM_VALUE (HOPMAP_HOP_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_HOP_ANSWERED, "answered"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_HOP_SILENT, "silent"))

G_DEFINE_ENUM_TYPE (HopmapProtocol,
                    hopmap_protocol,
                    G_DEFINE_ENUM_VALUE (HOPMAP_PROTOCOL_AUTO, "auto"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_PROTOCOL_ICMP, "icmp"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_PROTOCOL_UDP, "udp"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_PROTOCOL_TCP, "tcp"))

G_DEFINE_ENUM_TYPE (HopmapAccess,
                    hopmap_access,
                    G_DEFINE_ENUM_VALUE (HOPMAP_ACCESS_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_ACCESS_RAW, "raw"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_ACCESS_PING_SOCKET, "ping-socket"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_ACCESS_ERROR_QUEUE, "error-queue"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_ACCESS_RECORDING, "recording"))

G_DEFINE_ENUM_TYPE (HopmapPlaceKind,
                    hopmap_place_kind,
                    G_DEFINE_ENUM_VALUE (HOPMAP_PLACE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_PLACE_SPECIAL, "special"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_PLACE_COUNTRY, "country"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_PLACE_CITY, "city"))

G_DEFINE_ENUM_TYPE (HopmapEvidence,
                    hopmap_evidence,
                    G_DEFINE_ENUM_VALUE (HOPMAP_EVIDENCE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_EVIDENCE_COUNTRY, "country"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_EVIDENCE_WIDE, "wide"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_EVIDENCE_DATABASE, "database"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_EVIDENCE_AGREED, "agreed"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_EVIDENCE_NAMED, "named"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_EVIDENCE_MEASURED, "measured"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_EVIDENCE_PERSON, "person"))

G_DEFINE_ENUM_TYPE (HopmapRefutationKind,
                    hopmap_refutation_kind,
                    G_DEFINE_ENUM_VALUE (HOPMAP_REFUTATION_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_REFUTATION_LIGHT, "light"),
                    G_DEFINE_ENUM_VALUE (HOPMAP_REFUTATION_OUTVOTED, "outvoted"))

/**
 * hopmap_enum_to_nick:
 * @type: an enumeration of this room
 * @value: one of its values
 *
 * Returns: (transfer none) (nullable): the word for @value in files and on the command line
 */
const char *
hopmap_enum_to_nick (GType type, int value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  GEnumValue *found = g_enum_get_value (klass, value);

  return found != NULL ? found->value_nick : NULL;
}

/**
 * hopmap_enum_from_nick:
 * @type: an enumeration of this room
 * @nick: (nullable): a word from a file or the command line
 * @value: (out): its value; untouched where @nick is not known
 *
 * Returns: whether @nick names a value of @type
 */
gboolean
hopmap_enum_from_nick (GType type, const char *nick, int *value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  GEnumValue *found = nick != NULL ? g_enum_get_value_by_nick (klass, nick) : NULL;

  if (found == NULL)
    return FALSE;

  *value = found->value;
  return TRUE;
}
