/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The golden replies themselves: both families, all protocols, every kind, short and whole quotes,
 * with extensions of every sort, by raw sockets and from error queues.
 */
#include "golden.h"

#define ICMP4    .family = HOPMAP_FRAME_IPV4, .protocol = HOPMAP_FRAME_ICMP
#define UDP4     .family = HOPMAP_FRAME_IPV4, .protocol = HOPMAP_FRAME_UDP
#define TCP4     .family = HOPMAP_FRAME_IPV4, .protocol = HOPMAP_FRAME_TCP
#define ICMP6    .family = HOPMAP_FRAME_IPV6, .protocol = HOPMAP_FRAME_ICMP
#define UDP6     .family = HOPMAP_FRAME_IPV6, .protocol = HOPMAP_FRAME_UDP
#define TCP6     .family = HOPMAP_FRAME_IPV6, .protocol = HOPMAP_FRAME_TCP

#define QUEUED   .way = GOLDEN_QUEUE
#define EXCEEDED .kind = HOPMAP_REPLY_TIME_EXCEEDED, .quoted_ttl = 1
#define HOP4     EXCEEDED, .type = 11
#define HOP6     EXCEEDED, .type = 3
#define PORT4    .kind = HOPMAP_REPLY_PORT_UNREACHABLE, .type = 3, .code = 3, .quoted_ttl = 13
#define PORT6    .kind = HOPMAP_REPLY_PORT_UNREACHABLE, .type = 1, .code = 4, .quoted_ttl = 13
#define LABELS4  .pad = 128, .announced = 32
#define LABELS6  .pad = 128, .announced = 16

const Golden goldens[] = {
  { "icmp4 hop, 8 bytes", ICMP4, HOP4, .quote = 8 },
  { "icmp4 hop, whole", ICMP4, HOP4 },
  { "icmp4 hop, 28 bytes of 1500", ICMP4, HOP4, .quote = 28, .probe_size = 1500 },
  { "icmp4 hop, options", ICMP4, HOP4, .quote = 14, .outer_options = 4, .inner_options = 40 },
  { "icmp4 hop, padded", ICMP4, HOP4, .quote = 8, .pad = 128, .announced = 32 },
  { "icmp4 hop, two labels", ICMP4, HOP4, LABELS4, .n_labels = 2 },
  { "icmp4 hop, labels of old", ICMP4, HOP4, .pad = 128, .n_labels = 3 },
  { "icmp4 hop, label without sum", ICMP4, HOP4, LABELS4, .n_labels = 1, .sum = GOLDEN_SUM_ZERO },
  { "icmp4 hop, labels, wrong sum", ICMP4, HOP4, LABELS4, .n_labels = 2, .sum = GOLDEN_SUM_WRONG },
  { "icmp4 hop, twenty labels", ICMP4, HOP4, LABELS4, .n_labels = 20 },
  { "icmp4 hop, other id", ICMP4, HOP4, .other_source = true, .other_id = 0x4242 },
  { "icmp4 smallest", ICMP4, HOP4, .code = 1, .probe_size = 28 },
  { "icmp4 prohibited", ICMP4, .kind = HOPMAP_REPLY_UNREACHABLE, .type = 3, .code = 13 },
  { "icmp4 too big", ICMP4, .kind = HOPMAP_REPLY_PACKET_TOO_BIG, .type = 3, .code = 4, .mtu = 1400,
    .probe_size = 1500, .quote = 508 },
  { "icmp4 parameter", ICMP4, .kind = HOPMAP_REPLY_PARAMETER_PROBLEM, .type = 12, .quote = 8 },
  { "icmp4 echo", ICMP4, .kind = HOPMAP_REPLY_ECHO, .outer_options = 8 },
  { "icmp4 echo, ping", ICMP4, .kind = HOPMAP_REPLY_ECHO, .way = GOLDEN_PING },
  { "icmp4 hop, queued", ICMP4, HOP4, QUEUED, .quote = 8 },
  { "icmp4 hop, queued labels", ICMP4, HOP4, QUEUED, LABELS4, .n_labels = 2 },
  { "icmp4 hop, queued labels of old", ICMP4, HOP4, QUEUED, .pad = 128, .n_labels = 3 },
  { "udp4 hop, 8 bytes", UDP4, HOP4, .quote = 8 },
  { "udp4 hop, 28 bytes", UDP4, HOP4, .quote = 28 },
  { "udp4 port, whole", UDP4, PORT4 },
  { "udp4 port, unfinished", UDP4, PORT4, .is_unfinished = true },
  { "udp4 hop, padded labels", UDP4, HOP4, LABELS4, .quote = 8, .n_labels = 1 },
  { "udp4 hop, other port", UDP4, HOP4, .other_source = true, .other_id = 0x4242 },
  { "udp4 smallest", UDP4, HOP4, .probe_size = 32 },
  { "udp4 port, queued", UDP4, PORT4, QUEUED },
  { "udp4 hop, queued, 8 bytes", UDP4, HOP4, QUEUED, .quote = 8 },
  { "udp4 hop, queued labels", UDP4, HOP4, QUEUED, LABELS4, .n_labels = 2 },
  { "tcp4 hop, 8 bytes", TCP4, HOP4, .quote = 8 },
  { "tcp4 hop, whole", TCP4, HOP4, LABELS4, .n_labels = 2 },
  { "tcp4 hop, other port", TCP4, HOP4, .other_id = 0x4242 },
  { "tcp4 open", TCP4, .kind = HOPMAP_REPLY_TCP_SYN_ACK },
  { "tcp4 closed", TCP4, .kind = HOPMAP_REPLY_TCP_RESET, .outer_options = 4 },
  { "tcp4 open, unfinished", TCP4, .kind = HOPMAP_REPLY_TCP_SYN_ACK, .is_unfinished = true },
  { "tcp4 hop, queued", TCP4, HOP4, QUEUED, LABELS4, .n_labels = 1 },
  { "icmp6 hop, 8 bytes", ICMP6, HOP6, .quote = 8, .other_source = true },
  { "icmp6 hop, whole", ICMP6, HOP6 },
  { "icmp6 hop, labels", ICMP6, HOP6, LABELS6, .n_labels = 2 },
  { "icmp6 hop, labels of old", ICMP6, HOP6, .pad = 128, .n_labels = 2 },
  { "icmp6 smallest", ICMP6, HOP6, .probe_size = 48 },
  { "icmp6 no route", ICMP6, .kind = HOPMAP_REPLY_UNREACHABLE, .type = 1, .inner_options = 24 },
  { "icmp6 too big", ICMP6, .kind = HOPMAP_REPLY_PACKET_TOO_BIG, .type = 2, .mtu = 1280,
    .probe_size = 1500, .quote = 1192 },
  { "icmp6 parameter", ICMP6, .kind = HOPMAP_REPLY_PARAMETER_PROBLEM, .type = 4, .code = 1 },
  { "icmp6 echo", ICMP6, .kind = HOPMAP_REPLY_ECHO },
  { "icmp6 hop, queued", ICMP6, HOP6, QUEUED, LABELS6, .n_labels = 2 },
  { "udp6 hop, 8 bytes", UDP6, HOP6, .quote = 8 },
  { "udp6 port, 28 bytes", UDP6, PORT6, .quote = 28, .probe_size = 100 },
  { "udp6 port, unfinished", UDP6, PORT6, .is_unfinished = true },
  { "udp6 smallest", UDP6, PORT6, .probe_size = 52 },
  { "udp6 port, queued", UDP6, PORT6, QUEUED },
  { "udp6 hop, queued labels", UDP6, HOP6, QUEUED, LABELS6, .n_labels = 2 },
  { "tcp6 hop, 8 bytes", TCP6, HOP6, .quote = 8 },
  { "tcp6 hop, labels", TCP6, HOP6, LABELS6, .n_labels = 1 },
  { "tcp6 open", TCP6, .kind = HOPMAP_REPLY_TCP_SYN_ACK },
  { "tcp6 closed", TCP6, .kind = HOPMAP_REPLY_TCP_RESET },
  { "tcp6 hop, queued", TCP6, HOP6, QUEUED },
};

const size_t n_goldens = sizeof goldens / sizeof goldens[0];
