/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See path.h. */
#include "path.h"

/* Ends the way round a loop of hops that are all skipped. */
#define MOST_STEPS (4 * 256)

const char *
netsim_answer_name (NetsimAnswerKind kind)
{
  static const char *const names[] = { "none",       "time-exceeded", "unreachable", "too-big",
                                       "echo-reply", "datagram",      "syn-ack",     "rst" };

  return names[kind];
}

/* The number of the hop that is met after STEPS steps; past loop_last it goes round for ever. */
static guint
hop_number (const NetsimScenario *scenario, guint step, guint *laps)
{
  guint period = scenario->loop_last - scenario->loop_first + 1;

  *laps = 0;
  if (scenario->loop_first == 0 || step <= scenario->loop_last)
    return step;
  *laps = (step - scenario->loop_first) / period;
  return scenario->loop_first + (step - scenario->loop_first) % period;
}

static gint64
lap_time (const NetsimScenario *scenario, guint32 choice)
{
  if (scenario->loop_first == 0)
    return 0;
  return MAX (0, netsim_scenario_hop (scenario, scenario->loop_last, choice)->rtt_ns
                     - netsim_scenario_hop (scenario, scenario->loop_first, choice)->rtt_ns);
}

static void
expire (const NetsimHop *hop, const NetsimPacket *packet, NetsimVerdict *verdict)
{
  int code = hop->unreachable[netsim_family_index (packet->family)];

  if ((hop->silent & packet->protocol_bit) != 0)
    return;
  verdict->kind = NETSIM_ANSWER_TIME_EXCEEDED;
  if (code < 0 || hop->unreachable_for == NETSIM_UNREACHABLE_PASSING)
    return;
  verdict->kind = NETSIM_ANSWER_UNREACHABLE;
  verdict->code = (guint) code;
}

/* TRUE: HOP does not let it go on; VERDICT says what it tells the sender. */
static gboolean
stops (const NetsimHop *hop, const NetsimPacket *packet, NetsimVerdict *verdict)
{
  int code = hop->unreachable[netsim_family_index (packet->family)];
  gboolean speaks = (hop->silent & packet->protocol_bit) == 0;

  if ((hop->blocks & packet->protocol_bit) != 0)
    return TRUE;
  if (code >= 0 && hop->unreachable_for != NETSIM_UNREACHABLE_EXPIRING)
    {
      verdict->kind = speaks ? NETSIM_ANSWER_UNREACHABLE : NETSIM_ANSWER_NONE;
      verdict->code = (guint) code;
      return TRUE;
    }
  if (hop->mtu != 0 && packet->size > hop->mtu && packet->dont_fragment)
    {
      verdict->kind = speaks ? NETSIM_ANSWER_TOO_BIG : NETSIM_ANSWER_NONE;
      verdict->mtu = hop->mtu;
      return TRUE;
    }
  return FALSE;
}

static NetsimConduct
conduct (const NetsimDestination *destination, const NetsimPacket *packet)
{
  const guint *ports;

  if (packet->protocol_bit == NETSIM_ICMP)
    return destination->icmp;
  ports = packet->protocol_bit == NETSIM_UDP ? destination->udp_ports : destination->tcp_ports;
  if (packet->destination_port < ports[0] || packet->destination_port > ports[1])
    return NETSIM_DESTINATION_SILENT;
  return packet->protocol_bit == NETSIM_UDP ? destination->udp : destination->tcp;
}

static void
arrive (const NetsimDestination *destination, const NetsimPacket *packet, NetsimVerdict *verdict)
{
  guint port_unreachable = packet->family == 4 ? 3 : 4;

  /* The end of a handshake, or a reset: nothing is to be said. */
  if (packet->kind == NETSIM_PACKET_TCP_RST || packet->kind == NETSIM_PACKET_TCP_OTHER)
    return;
  switch (conduct (destination, packet))
    {
    case NETSIM_DESTINATION_SILENT:
      break;
    case NETSIM_DESTINATION_ECHO:
      verdict->kind = NETSIM_ANSWER_ECHO_REPLY;
      break;
    case NETSIM_DESTINATION_PORT_UNREACHABLE:
      verdict->kind = NETSIM_ANSWER_UNREACHABLE;
      verdict->code = port_unreachable;
      break;
    case NETSIM_DESTINATION_UNREACHABLE:
      verdict->kind = NETSIM_ANSWER_UNREACHABLE;
      verdict->code = destination->code[netsim_family_index (packet->family)];
      break;
    case NETSIM_DESTINATION_TIME_EXCEEDED:
      verdict->kind = NETSIM_ANSWER_TIME_EXCEEDED;
      break;
    case NETSIM_DESTINATION_DATAGRAM:
      verdict->kind = NETSIM_ANSWER_DATAGRAM;
      break;
    case NETSIM_DESTINATION_SYN_ACK:
      verdict->kind = NETSIM_ANSWER_SYN_ACK;
      break;
    case NETSIM_DESTINATION_RST:
      verdict->kind = NETSIM_ANSWER_RST;
      break;
    default:
      break;
    }
}

/* A router that is itself the destination answers as most routers do. */
static void
arrive_at_router (const NetsimHop *hop, const NetsimPacket *packet, NetsimVerdict *verdict)
{
  const NetsimDestination router = {
    .icmp = NETSIM_DESTINATION_ECHO,
    .udp = NETSIM_DESTINATION_PORT_UNREACHABLE,
    .tcp = NETSIM_DESTINATION_RST,
    .udp_ports = { 0, 65535 },
    .tcp_ports = { 0, 65535 },
  };

  if ((hop->silent & packet->protocol_bit) == 0)
    arrive (&router, packet, verdict);
}

void
netsim_path_judge (const NetsimScenario *scenario,
                   const NetsimPacket *packet,
                   guint32 choice,
                   NetsimDrops drops,
                   gpointer user_data,
                   NetsimVerdict *verdict)
{
  const NetsimDestination *destination = &scenario->destination;
  guint family = netsim_family_index (packet->family);
  guint step = 0, distance = 0;

  *verdict = (NetsimVerdict){ NETSIM_ANSWER_NONE };
  /* A hop that this branch has not takes a step but no part of the TTL. */
  while (distance < packet->ttl && step < MOST_STEPS)
    {
      guint laps, n = hop_number (scenario, ++step, &laps);
      const NetsimHop *hop = n <= scenario->n_hops ? netsim_scenario_hop (scenario, n, choice)
                                                   : &destination->hop;

      if (n <= scenario->n_hops && hop->skip)
        continue;
      if (drops != NULL && drops (hop, user_data))
        {
          verdict->hop = NULL;
          return;
        }
      verdict->hop = hop;
      verdict->distance = ++distance;
      verdict->rtt_ns = hop->rtt_ns + laps * lap_time (scenario, choice);
      if (n > scenario->n_hops)
        {
          if (netsim_address_equal (&packet->destination, &hop->address[family])
              && (hop->silent & packet->protocol_bit) == 0)
            arrive (destination, packet, verdict);
          return;
        }
      if (netsim_address_equal (&packet->destination, &hop->address[family]))
        {
          arrive_at_router (hop, packet, verdict);
          return;
        }
      if (distance == packet->ttl)
        {
          expire (hop, packet, verdict);
          return;
        }
      if (stops (hop, packet, verdict))
        return;
    }
}
