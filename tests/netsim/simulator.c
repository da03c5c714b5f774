/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See simulator.h. */
#include "simulator.h"

#include "answer.h"

void
netsim_simulator_init (NetsimSimulator *simulator, const NetsimScenario *scenario)
{
  *simulator = (NetsimSimulator){ .scenario = scenario };
  netsim_mood_init (&simulator->mood, scenario);
  netsim_report_init (&simulator->report);
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
  choice = netsim_mood_choose (&simulator->mood, &probe.packet, now_ns);
  netsim_path_judge (simulator->scenario, &probe.packet, choice, netsim_mood_drops,
                     &simulator->mood, &verdict);
  probe.hop = verdict.distance;
  probe.fate = decide_fate (simulator, &verdict, now_ns);
  number = netsim_report_add_probe (&simulator->report, &probe);
  if (probe.fate == NETSIM_FATE_ANSWERED)
    answer (simulator, bytes, &probe.packet, &verdict, number, now_ns);
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

  netsim_report_add_answer (&simulator->report, &sent);
}
