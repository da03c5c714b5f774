/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up path through the Internet, as a scenario file describes it (README.md lists the keys).
 * Nothing here changes while packets run: what a hop remembers lives in mood.h. */
#pragma once

#include <glib.h>

#include "address.h"

#define NETSIM_MAX_HOPS     254
#define NETSIM_MAX_BRANCHES 16
#define NETSIM_MAX_LABELS   8
#define NETSIM_QUOTE_FULL   G_MAXUINT

/* Who probes: in-netsim gives the device these addresses. */
#define NETSIM_SOURCE4 "192.168.178.20"
#define NETSIM_SOURCE6 "fd00:178::20"

/* Sets of protocols. */
enum
{
  NETSIM_ICMP = 1 << 0,
  NETSIM_UDP = 1 << 1,
  NETSIM_TCP = 1 << 2,
  NETSIM_EVERY_PROTOCOL = NETSIM_ICMP | NETSIM_UDP | NETSIM_TCP,
};

/* How a hop appends its MPLS label stack (RFC 4884, RFC 4950), and the ways to do it wrong. */
typedef enum
{
  NETSIM_MPLS_NONE,
  NETSIM_MPLS_COMPLIANT,
  NETSIM_MPLS_LEGACY,       /* the length field stays 0 */
  NETSIM_MPLS_BAD_CHECKSUM, /* of the extension structure */
  NETSIM_MPLS_BAD_VERSION,  /* 3 instead of 2 */
  NETSIM_MPLS_LONG_OBJECT,  /* the object claims more bytes than there are */
  NETSIM_MPLS_SHORT_OBJECT, /* the object claims to be shorter than its own header */
  NETSIM_MPLS_LONG_QUOTE,   /* the length field points behind the packet */
  NETSIM_MPLS_TRUNCATED,    /* the packet ends in the middle of a label */
} NetsimMpls;

/* What a NAT leaves in the quote of what it changed. */
typedef enum
{
  NETSIM_QUOTED_CHECKSUM_CORRECTED, /* source, port, and the checksum that goes with them */
  NETSIM_QUOTED_CHECKSUM_AS_SENT,   /* source and port, but not the checksum */
  NETSIM_QUOTED_CHECKSUM_ALONE,     /* the checksum, but neither source nor port */
} NetsimQuotedChecksum;

/* Which packets an unreachable code is for. */
typedef enum
{
  NETSIM_UNREACHABLE_EXPIRING, /* instead of time exceeded; what goes on, lives on */
  NETSIM_UNREACHABLE_PASSING,  /* for all that would go on; an expired one gets time exceeded */
  NETSIM_UNREACHABLE_ALL,
} NetsimUnreachableFor;

/* A token bucket; burst 0 is no limit. */
typedef struct
{
  guint burst;
  double per_second;
} NetsimLimit;

typedef struct
{
  guint id;   /* different for every hop and branch of a scenario; counts from 0 */
  char *name; /* what its address is called in the DNS, or NULL */
  NetsimAddress address[NETSIM_FAMILIES];
  NetsimAddress answers_from[NETSIM_FAMILIES]; /* the outer source of its answers */
  gint64 rtt_ns;                               /* from the source to here and back */
  gint64 jitter_ns;                            /* 0 to this much more, each time anew */
  double loss;                                 /* share of its own answers that are lost, 0 to 1 */
  double forward_loss;    /* share of all that reaches it which is lost, 0 to 1 */
  guint silent;           /* protocols whose probes it never answers */
  guint blocks;           /* protocols that it does not forward, without a word */
  NetsimLimit limit;      /* of its ICMP errors */
  NetsimLimit echo_limit; /* of its other answers */
  gint64 first_late_ns;   /* its first answer is late by this, as where a neighbour is looked for */
  guint late_every;       /* each so-manieth answer is late by late_ns; 0: none */
  gint64 late_ns;
  guint duplicates; /* how many copies follow each answer */
  guint quote;      /* bytes quoted after the IP header, at most; or NETSIM_QUOTE_FULL */
  NetsimMpls mpls;
  guint32 labels[NETSIM_MAX_LABELS]; /* label stack entries (RFC 3032), host order */
  guint n_labels;
  NetsimAddress quoted_source[NETSIM_FAMILIES]; /* family 0: as sent */
  guint quoted_port;                            /* source port or ICMP id; 0: as sent */
  NetsimQuotedChecksum quoted_checksum;
  int quoted_tos;                   /* -1: as sent */
  int quoted_ttl;                   /* -1: as it was when the hop got it */
  int unreachable[NETSIM_FAMILIES]; /* code, or -1 */
  NetsimUnreachableFor unreachable_for;
  guint mtu;           /* of the link behind it; 0: any packet fits */
  guint outer_options; /* bytes of IPv4 options in its answers, a multiple of 4 */
  guint initial_ttl;   /* of its answers */
  guint return_hops;   /* how many routers an answer passes on its way; 0: as many as the probe */
  gboolean skip;       /* on this branch there is no such hop: the path is shorter */
} NetsimHop;

/* What the destination does with a probe of one protocol. */
typedef enum
{
  NETSIM_DESTINATION_SILENT,
  NETSIM_DESTINATION_ECHO,             /* echo reply */
  NETSIM_DESTINATION_PORT_UNREACHABLE, /* RFC 792, RFC 4443 */
  NETSIM_DESTINATION_UNREACHABLE,      /* another code */
  NETSIM_DESTINATION_TIME_EXCEEDED,    /* as if it were a router */
  NETSIM_DESTINATION_DATAGRAM,         /* a UDP answer */
  NETSIM_DESTINATION_SYN_ACK,
  NETSIM_DESTINATION_RST,
} NetsimConduct;

typedef struct
{
  NetsimHop hop;
  NetsimConduct icmp;
  NetsimConduct udp;
  NetsimConduct tcp;
  guint code[NETSIM_FAMILIES]; /* for NETSIM_DESTINATION_UNREACHABLE */
  guint udp_ports[2];          /* first and last; others are silent */
  guint tcp_ports[2];
} NetsimDestination;

typedef enum
{
  NETSIM_BALANCE_FLOW,
  NETSIM_BALANCE_PACKET,
  NETSIM_BALANCE_TIME, /* branch a, and each balance_period_ns later the next one, up to the last */
} NetsimBalance;

/* Extra packets that nobody must believe. */
enum
{
  NETSIM_FORGE_BAD_CHECKSUM = 1 << 0,
  NETSIM_FORGE_FOREIGN_ID = 1 << 1,
  NETSIM_FORGE_FOREIGN_DESTINATION = 1 << 2,
  NETSIM_FORGE_WRONG_TOKEN = 1 << 3,
  NETSIM_FORGE_WRONG_COOKIE = 1 << 4,
  NETSIM_FORGE_TCP_WRONG_ACK = 1 << 5,
  NETSIM_FORGE_TCP_OTHER_PORT = 1 << 6,
  NETSIM_FORGE_ALL = (1 << 7) - 1,
};

typedef struct
{
  guint kinds;
  gint64 delay_ns;                     /* after the probe */
  NetsimAddress from[NETSIM_FAMILIES]; /* no true answer comes from here */
  guint garbage_per_second;
  guint pings_per_second; /* answers to another user's pings, from the destination */
} NetsimForger;

typedef enum
{
  NETSIM_NAMES_ANSWERED,
  NETSIM_NAMES_SILENT,
  NETSIM_NAMES_REFUSED,
} NetsimNames;

typedef struct
{
  NetsimAddress address[NETSIM_FAMILIES]; /* family 0: none */
  NetsimNames conduct;
  gint64 rtt_ns;
} NetsimNameServer;

typedef struct
{
  char *title;
  guint n_hops;       /* the destination is hop n_hops + 1 */
  GPtrArray **hops;   /* n_hops arrays of NetsimHop, one element for each branch */
  guint n_identities; /* ids of hops are below this */
  NetsimDestination destination;
  NetsimBalance balance;
  gint64 balance_period_ns;
  guint loop_first; /* after hop loop_last comes hop loop_first again; 0: no loop */
  guint loop_last;
  guint32 seed;
  NetsimForger forger;
  NetsimNameServer name_server;
} NetsimScenario;

#define NETSIM_SCENARIO_ERROR (netsim_scenario_error_quark ())
GQuark netsim_scenario_error_quark (void);
typedef enum
{
  NETSIM_SCENARIO_ERROR_WRONG,
} NetsimScenarioError;

/* Reads the file at PATH. On NULL, ERROR says in one sentence what is wrong with it. */
NetsimScenario *netsim_scenario_read (const char *path, GError **error);

/* The same from TEXT; NAME is what sentences call it. */
NetsimScenario *netsim_scenario_parse (const char *text, const char *name, GError **error);

void netsim_scenario_free (NetsimScenario *scenario);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetsimScenario, netsim_scenario_free)

/* Branch NUMBER (any number: it is taken modulo the branches) of hop N, which counts from 1. */
const NetsimHop *netsim_scenario_hop (const NetsimScenario *scenario, guint n, guint32 number);
