/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See simulator.h. */
#include "simulator.h"

#include "answer.h"
#include "name-server.h"

void
netsim_simulator_init (NetsimSimulator *simulator, const NetsimScenario *scenario)
{
  *simulator = (NetsimSimulator){ .scenario = scenario };
  netsim_mood_init (&simulator->mood, scenario);
  netsim_report_init (&simulator->report);
  netsim_flood_init (&simulator->garbage, scenario->forger.garbage_per_second);
  netsim_flood_init (&simulator->pings, scenario->forger.pings_per_second);
}

void
netsim_simulator_clear (NetsimSimulator *simulator)
{
  netsim_release_clear (&simulator->release);
  netsim_report_clear (&simulator->report);
  netsim_mood_clear (&simulator->mood);
}

static NetsimFate
decide_fate (NetsimSimulator *simulator, const NetsimVerdict *verdict, gint64 now_ns)
{
  if (verdict->hop == NULL)
    return NETSIM_FATE_DROPPED;
  if (verdict->kind == NETSIM_ANSWER_NONE)
    return NETSIM_FATE_SILENT;
  if (!netsim_mood_permits (&simulator->mood, verdict, now_ns))
    return NETSIM_FATE_LIMITED;
  if (!netsim_mood_keeps (&simulator->mood, verdict->hop))
    return NETSIM_FATE_LOST;
  return NETSIM_FATE_ANSWERED;
}

static void
answer (NetsimSimulator *simulator,
        const guint8 *bytes,
        const NetsimPacket *packet,
        const NetsimVerdict *verdict,
        guint probe,
        gint64 now_ns)
{
  NetsimParcel parcel = {
    .due_ns = now_ns + netsim_mood_delay (&simulator->mood, verdict),
    .since_ns = now_ns,
    .probe = probe,
    .kind = netsim_answer_name (verdict->kind),
  };

  for (guint i = 0; i <= verdict->hop->duplicates; i++)
    {
      parcel.bytes = netsim_answer_build (bytes, packet, verdict);
      netsim_release_add (&simulator->release, &parcel);
    }
}

static gboolean
is_question (const NetsimScenario *scenario, const NetsimPacket *packet)
{
  return packet->kind == NETSIM_PACKET_UDP && packet->destination_port == 53
         && netsim_address_equal (
             &packet->destination,
             &scenario->name_server.address[netsim_family_index (packet->family)]);
}

static void
answer_question (NetsimSimulator *simulator,
                 const guint8 *bytes,
                 const NetsimPacket *packet,
                 gint64 now_ns)
{
  NetsimParcel parcel = {
    .due_ns = now_ns + simulator->scenario->name_server.rtt_ns,
    .since_ns = now_ns,
    .probe = NETSIM_NO_PROBE,
    .kind = "name",
    .bytes = netsim_name_server_answer (simulator->scenario, bytes, packet),
  };

  simulator->report.questions++;
  if (parcel.bytes != NULL)
    netsim_release_add (&simulator->release, &parcel);
}

void
netsim_simulator_receive (NetsimSimulator *simulator,
                          const guint8 *bytes,
                          gsize size,
                          gint64 now_ns)
{
  NetsimProbe probe = { .at_ns = now_ns };
  NetsimVerdict verdict;
  guint32 choice;
  guint number;

  if (!netsim_packet_parse (bytes, size, &probe.packet) || probe.packet.kind == NETSIM_PACKET_OTHER)
    {
      simulator->report.other++;
      return;
    }
  if (is_question (simulator->scenario, &probe.packet))
    {
      answer_question (simulator, bytes, &probe.packet, now_ns);
      return;
    }
  choice = netsim_mood_choose (&simulator->mood, &probe.packet, now_ns);
  netsim_path_judge (simulator->scenario, &probe.packet, choice, netsim_mood_drops,
                     &simulator->mood, &verdict);
  probe.hop = verdict.distance;
  probe.fate = decide_fate (simulator, &verdict, now_ns);
  probe.answer = netsim_answer_name (verdict.kind);
  if (verdict.hop != NULL)
    probe.from = verdict.hop->answers_from[netsim_family_index (probe.packet.family)];
  number = netsim_report_add_probe (&simulator->report, &probe);
  if (probe.fate == NETSIM_FATE_ANSWERED)
    answer (simulator, bytes, &probe.packet, &verdict, number, now_ns);
  netsim_forge_for (simulator->scenario, &simulator->release, bytes, &probe, number);
}

gint64
netsim_simulator_next (const NetsimSimulator *simulator)
{
  gint64 next = netsim_release_next (&simulator->release);

  next = MIN (next, netsim_flood_next (&simulator->garbage));
  return MIN (next, netsim_flood_next (&simulator->pings));
}

gboolean
netsim_simulator_take (NetsimSimulator *simulator, gint64 now_ns, NetsimParcel *parcel)
{
  if (netsim_release_take (&simulator->release, now_ns, parcel))
    return TRUE;
  *parcel = (NetsimParcel){ .due_ns = now_ns, .since_ns = now_ns, .probe = NETSIM_NO_PROBE };
  if (netsim_flood_is_due (&simulator->garbage, now_ns))
    parcel->bytes = netsim_forge_garbage (simulator->scenario, simulator->mood.chance);
  else if (netsim_flood_is_due (&simulator->pings, now_ns))
    parcel->bytes = netsim_forge_ping (simulator->scenario, simulator->pings.count);
  return parcel->bytes != NULL;
}

void
netsim_simulator_sent (NetsimSimulator *simulator, const NetsimParcel *parcel, gint64 now_ns)
{
  const NetsimAnswer sent = {
    .probe = parcel->probe,
    .kind = parcel->kind,
    .at_ns = now_ns,
    .delay_ns = now_ns - parcel->since_ns,
  };

  simulator->report.worst_lag_ns = MAX (simulator->report.worst_lag_ns, now_ns - parcel->due_ns);
  if (parcel->probe != NETSIM_NO_PROBE)
    netsim_report_add_answer (&simulator->report, &sent);
  else if (parcel->kind == NULL)
    simulator->report.flood++;
}
