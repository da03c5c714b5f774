/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One packet as it came off the wire, taken apart. It keeps no state and judges nothing. */
#pragma once

#include <glib.h>

#include "address.h"

#define NETSIM_PACKET_MAX 65535

/* IP protocol numbers that the simulator knows. */
enum
{
  NETSIM_IP_ICMP = 1,
  NETSIM_IP_TCP = 6,
  NETSIM_IP_UDP = 17,
  NETSIM_IP_ICMP6 = 58,
};

/* TCP flags. */
enum
{
  NETSIM_TCP_SYN = 0x02,
  NETSIM_TCP_RST = 0x04,
  NETSIM_TCP_ACK = 0x10,
};

typedef enum
{
  NETSIM_PACKET_OTHER, /* neighbour discovery, multicast, fragments, broken ones */
  NETSIM_PACKET_ECHO,
  NETSIM_PACKET_UDP,
  NETSIM_PACKET_TCP_SYN,
  NETSIM_PACKET_TCP_RST,
  NETSIM_PACKET_TCP_OTHER,
} NetsimPacketKind;

typedef struct
{
  NetsimPacketKind kind;
  guint protocol_bit; /* NETSIM_ICMP, NETSIM_UDP or NETSIM_TCP; 0 for others */
  guint8 family;      /* 4 or 6 */
  guint8 protocol;    /* IP protocol number */
  guint8 ttl;
  guint8 tos;
  guint16 ip_id;          /* IPv4 */
  gboolean dont_fragment; /* always TRUE for IPv6 */
  guint32 flow_label;     /* IPv6 */
  gsize size;             /* of all, as the IP header says */
  gsize header_size;      /* of the IP header */
  gsize transport_size;   /* of the transport header; what follows is payload */
  NetsimAddress source;
  NetsimAddress destination;
  guint16 source_port; /* UDP and TCP */
  guint16 destination_port;
  guint16 echo_id; /* ICMP */
  guint16 echo_sequence;
  guint16 checksum; /* of the transport, as sent */
  gboolean checksum_right;
  guint32 tcp_sequence;
  guint8 tcp_flags;
} NetsimPacket;

/* Takes SIZE BYTES apart. FALSE: it is no IP packet at all. */
gboolean netsim_packet_parse (const guint8 *bytes, gsize size, NetsimPacket *packet);

/* The Internet checksum (RFC 1071) of SIZE BYTES, starting from SUM (a sum, not a checksum). */
guint16 netsim_checksum (const guint8 *bytes, gsize size, guint32 sum);

/* The sum of the pseudo header (RFC 768, RFC 8200 8.1) between two addresses of one family. */
guint32 netsim_pseudo_sum (const NetsimAddress *source,
                           const NetsimAddress *destination,
                           guint8 protocol,
                           gsize transport_size);

guint16 netsim_get16 (const guint8 *bytes);
guint32 netsim_get32 (const guint8 *bytes);
void netsim_put16 (guint8 *bytes, guint value);
void netsim_put32 (guint8 *bytes, guint32 value);

/* The flow as a load balancer sees it: addresses, protocol, flow label, and ports or the first four
 * bytes of ICMP, among them its checksum. */
guint32 netsim_packet_flow (const NetsimPacket *packet);
