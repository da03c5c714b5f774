/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frames that hopmap-probe and the application exchange. Everything about their layout and
 * their legal values is decided here and nowhere else; nothing here reads, writes or waits.
 *
 * The stream
 *
 * Commands go to the helper's standard input, events come from its standard output. Each is one
 * frame of exactly HOPMAP_FRAME_SIZE bytes, whatever its type, so that a stream is cut into
 * frames by counting. All numbers are little-endian, unused bytes are zero, addresses are in
 * network order with IPv4 in the first four of sixteen bytes. Times are nanoseconds of
 * CLOCK_MONOTONIC, which every process of the machine shares, unless a name says otherwise.
 *
 * The conversation
 *
 * The first event is HELLO; nothing is read before it is queued. After that each SEND is answered
 * by exactly one of these courses:
 *
 *   FAILED                        nothing left the machine
 *   SENT, REPLY, (REPLY…)         the first REPLY is the verdict, more carry HOPMAP_REPLY_DUPLICATE
 *   SENT, EXPIRED, (REPLY…)       nothing came in time; a REPLY after that carries HOPMAP_REPLY_LATE
 *   SENT, FAILED                  the system reported a local error after it had taken the probe
 *
 * or by nothing more, once a FORGET for it has been read. Courses of different tokens interleave
 * freely, and a REPLY never comes before its SENT. SENT comes when the probe has left; for one that
 * is unhurried only just before what is next, or HOPMAP_FRAME_UNHURRIED_MS later. Answers after the
 * verdict are reported at most three times per probe, for as long as the helper still has the probe
 * in its table (some seconds at least) and only while there is room in the output; they are a
 * courtesy, verdicts are certain.
 *
 * A frame that does not decode ends the conversation: the helper writes ERROR and exits with
 * status 65. The end of its input ends the helper with status 0.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Version of everything in this file; the two sides must have the same one. */
#define HOPMAP_FRAME_VERSION 3

/** Bytes in every frame. */
#define HOPMAP_FRAME_SIZE 128

/** Legal range of a probe's time to live. */
#define HOPMAP_FRAME_TTL_MAX 64

/**
 * Legal range of a probe's packet size, IP header included; 0 asks for the default. UDP needs four
 * bytes more: the number that tells the probes apart, and two that make its checksum the same
 * number. A TCP SYN has a size of its own: only 0 is legal.
 */
#define HOPMAP_FRAME_PACKET_MIN_IPV4 28
#define HOPMAP_FRAME_PACKET_MIN_IPV6 48
#define HOPMAP_FRAME_PACKET_MORE_UDP 4
#define HOPMAP_FRAME_PACKET_MAX      1500
#define HOPMAP_FRAME_PACKET_DEFAULT  64

/** Legal range of a probe's timeout, in milliseconds. */
#define HOPMAP_FRAME_TIMEOUT_MIN_MS 100
#define HOPMAP_FRAME_TIMEOUT_MAX_MS 10000

/** When SENT for an unhurried probe comes at the latest, in milliseconds after it left. */
#define HOPMAP_FRAME_UNHURRIED_MS 250

/** Longest legal gap between two probes of a batch, in microseconds. */
#define HOPMAP_FRAME_GAP_MAX_US 10000000

/** Most label stack entries that a REPLY carries. */
#define HOPMAP_FRAME_LABELS_MAX 8

typedef enum
{
  /* commands */
  HOPMAP_FRAME_SEND = 1,
  HOPMAP_FRAME_FORGET = 2,
  /* events */
  HOPMAP_FRAME_HELLO = 65,
  HOPMAP_FRAME_SENT = 66,
  HOPMAP_FRAME_REPLY = 67,
  HOPMAP_FRAME_EXPIRED = 68,
  HOPMAP_FRAME_FAILED = 69,
  HOPMAP_FRAME_ERROR = 70,
} HopmapFrameType;

typedef enum
{
  HOPMAP_FRAME_IPV4 = 4,
  HOPMAP_FRAME_IPV6 = 6,
} HopmapFrameFamily;

/** What a probe looks like. */
typedef enum
{
  HOPMAP_FRAME_ICMP = 1, /* echo request */
  HOPMAP_FRAME_UDP = 2,
  HOPMAP_FRAME_TCP = 3, /* SYN */
} HopmapFrameProtocol;

/** From which moment the gap of a SEND counts. */
typedef enum
{
  /* From the due time of the SEND that was read just before this one, or else the helper's
   * start. */
  HOPMAP_SPACING_AFTER_PREVIOUS = 0,
  /* From the moment in which the helper reads this frame: a new batch that waits for no other. */
  HOPMAP_SPACING_FROM_NOW = 1,
} HopmapFrameSpacing;

/** An address; IPv4 uses the first four bytes and leaves the others zero. */
typedef struct
{
  uint8_t bytes[16];
} HopmapFrameAddress;

/**
 * HopmapFrameSend: send one probe. A batch is several of these in one write, each with its gap.
 *
 * The probe goes out when it is due and the helper's rate budget allows, in the order of the due
 * times. The flow that balancing routers see (addresses, ports, ICMP checksum, flow label) depends
 * on destination, source, protocol, port, size and flow only, never on ttl or token, where HELLO
 * says constant_flow — except in echo requests too small to hold the two bytes that keep their
 * checksum the same (sizes 30 and 50 hold them). TCP has one flow only, number 0.
 */
typedef struct
{
  uint32_t token;                 /* any value; must not be waiting or in flight already */
  HopmapFrameFamily family;       /* of both addresses */
  HopmapFrameProtocol protocol;   /* */
  HopmapFrameSpacing spacing;     /* what gap_us counts from */
  HopmapFrameAddress destination; /* */
  uint32_t scope_id;              /* interface index for a link-local IPv6 destination, or 0 */
  bool unhurried;                 /* SENT may come with the verdict, which has so long at least */
  bool has_source;                /* whether source is to be used */
  HopmapFrameAddress source;      /* an address of this machine; zero without has_source */
  uint8_t ttl;                    /* 1 … HOPMAP_FRAME_TTL_MAX */
  uint8_t tos;                    /* type of service or traffic class */
  uint16_t port;                  /* destination port, not 0 for UDP and TCP; ICMP ignores it */
  uint16_t flow;                  /* 0 is the usual flow; others choose other paths of a balancer */
  uint16_t packet_size;           /* bytes with the IP header, or 0 for the default */
  uint32_t gap_us;                /* 0 … HOPMAP_FRAME_GAP_MAX_US */
  uint32_t timeout_ms;            /* from SENT to EXPIRED, within the legal range */
} HopmapFrameSend;

typedef enum
{
  HOPMAP_FORGET_ONE = 1,
  HOPMAP_FORGET_ALL = 2,
} HopmapForgetScope;

/**
 * HopmapFrameForget: do not send what still waits, report no more about what was sent. There is
 * no answer; events that were on their way may still be read. The tokens are free again.
 */
typedef struct
{
  HopmapForgetScope scope;
  uint32_t token; /* 0 with HOPMAP_FORGET_ALL */
} HopmapFrameForget;

/** How the answers to one protocol in one family are seen; the first of these shows the most. */
typedef enum
{
  HOPMAP_MODE_NONE = 0,          /* not at all, see error */
  HOPMAP_MODE_RAW = 1,           /* raw sockets: all header facts, quoted ones too */
  HOPMAP_MODE_ICMP_DATAGRAM = 2, /* ICMP by a ping socket: no quoted IP header */
  HOPMAP_MODE_ERROR_QUEUE = 3,   /* UDP or TCP by an ordinary socket: the same */
} HopmapProbeMode;

/** What works with one protocol in one family. A SEND with HOPMAP_MODE_NONE is answered by
 * FAILED. */
typedef struct
{
  HopmapProbeMode mode;
  bool constant_flow; /* whether the probes of a flow all look alike to balancing routers */
  uint32_t error;     /* errno of what a better mode needs, 0 with HOPMAP_MODE_RAW */
} HopmapFrameAbility;

/** What works in one family. */
typedef struct
{
  HopmapFrameAbility icmp;
  HopmapFrameAbility udp;
  HopmapFrameAbility tcp;
} HopmapFrameAbilities;

/** How the helper came to its privilege, as it found it at its start. */
typedef enum
{
  HOPMAP_START_PLAIN = 1,
  HOPMAP_START_FILE_CAPABILITY = 2,
  HOPMAP_START_SETUID = 3,
  HOPMAP_START_ROOT = 4,
  HOPMAP_START_NAMESPACE_ROOT = 5, /* root that has no other account to become */
} HopmapProbeStart;

/** HopmapFrameHello: what this helper can do and how well it is locked up. Always first. */
typedef struct
{
  HopmapFrameAbilities ipv4;
  HopmapFrameAbilities ipv6;
  HopmapProbeStart start;
  bool seccomp;            /* system calls are filtered */
  bool no_new_privileges;  /* */
  bool capabilities_empty; /* all sets read back empty */
  uint8_t landlock_abi;    /* 0 where the kernel has no Landlock */
  uint16_t in_flight_max;  /* SENDs that may be waiting or without a verdict; more are read later */
  uint16_t rate;           /* probes a second over all destinations */
  uint16_t burst;          /* probes that may leave at once */
} HopmapFrameHello;

/** Who stamped a moment. */
typedef enum
{
  HOPMAP_STAMP_KERNEL = 1, /* the kernel, beside the device */
  HOPMAP_STAMP_USER = 2,   /* the helper, which may have been waiting for its turn */
} HopmapStampSource;

/** HopmapFrameSent: the probe left at this time. */
typedef struct
{
  uint32_t token;
  HopmapStampSource stamp;
  uint64_t sent_ns;
} HopmapFrameSent;

/** What came back. The ICMP type and code say the details. */
typedef enum
{
  HOPMAP_REPLY_TIME_EXCEEDED = 1,     /* code 0: the hop; code 1 concerns fragments */
  HOPMAP_REPLY_ECHO = 2,              /* the destination answered */
  HOPMAP_REPLY_UNREACHABLE = 3,       /* every code but the next two */
  HOPMAP_REPLY_PORT_UNREACHABLE = 4,  /* for UDP: the destination was reached */
  HOPMAP_REPLY_PACKET_TOO_BIG = 5,    /* see mtu */
  HOPMAP_REPLY_PARAMETER_PROBLEM = 6, /* */
  HOPMAP_REPLY_TCP_SYN_ACK = 7,       /* open port; type and code are 0 */
  HOPMAP_REPLY_TCP_RESET = 8,         /* closed port; type and code are 0 */
  HOPMAP_REPLY_DATAGRAM = 9,          /* a UDP service answered; type and code are 0 */
} HopmapReplyKind;

/** Bits of HopmapFrameReply.flags. */
typedef enum
{
  HOPMAP_REPLY_DUPLICATE = 1 << 0,       /* this probe had a REPLY before */
  HOPMAP_REPLY_LATE = 1 << 1,            /* this probe had EXPIRED before */
  HOPMAP_REPLY_NAT_SEEN = 1 << 2,        /* the quote shows an address, port or checksum not ours */
  HOPMAP_REPLY_QUOTED_KNOWN = 1 << 3,    /* quoted_ttl and quoted_tos are facts, even if 0 */
  HOPMAP_REPLY_OTHER_SOURCE = 1 << 4,    /* an echo reply, but not from the destination's address */
  HOPMAP_REPLY_LABELS_CUT = 1 << 5,      /* there were more labels than fit */
  HOPMAP_REPLY_REPLY_TOS_KNOWN = 1 << 6, /* reply_tos is a fact, even if 0 */
} HopmapReplyFlags;

#define HOPMAP_REPLY_FLAGS_ALL 0x7f

/** HopmapFrameReply: something came back for a probe. */
typedef struct
{
  uint32_t token;
  HopmapFrameFamily family;
  HopmapFrameProtocol protocol; /* with which it was probed */
  HopmapReplyKind kind;
  HopmapStampSource stamp; /* kernel if both ends of rtt_ns are the kernel's */
  HopmapFrameAddress from;
  uint32_t scope_id;    /* interface index for a link-local sender, or 0 */
  uint8_t icmp_type;    /* of the family's own ICMP */
  uint8_t icmp_code;    /* */
  uint8_t reply_ttl;    /* as it arrived here, 0 is unknown */
  uint8_t reply_tos;    /* */
  uint8_t quoted_ttl;   /* what was left of the probe's ttl where it died; 1 is normal */
  uint8_t quoted_tos;   /* */
  uint16_t flags;       /* HopmapReplyFlags */
  uint16_t mtu;         /* of the next link for packet-too-big, else 0; more than 65535 is 65535 */
  uint64_t rtt_ns;      /* from the probe's leaving, which may come some time after SENT said it */
  uint64_t received_ns; /* at least sent_ns + rtt_ns */
  uint8_t n_labels;     /* 0 … HOPMAP_FRAME_LABELS_MAX */
  /* Label stack entries, RFC 3032 2.1: from the highest bit on a label of 20 bits, a traffic
   * class of 3, one that is 1 at the bottom of the stack, and a time to live of 8. */
  uint32_t labels[HOPMAP_FRAME_LABELS_MAX];
} HopmapFrameReply;

/** HopmapFrameExpired: no answer within the probe's timeout. */
typedef struct
{
  uint32_t token;
} HopmapFrameExpired;

typedef enum
{
  HOPMAP_FAILED_SEND = 1, /* the system refused it, see error */
  HOPMAP_FAILED_DESTINATION =
      2,                    /* unspecified, multicast, broadcast, reserved, v4-mapped, no scope */
  HOPMAP_FAILED_SOURCE = 3, /* not an address of this machine, or no way there from it */
  HOPMAP_FAILED_UNSUPPORTED = 4, /* HELLO does not list this protocol for this family */
  HOPMAP_FAILED_TOKEN = 5,       /* the token is waiting or in flight already */
  HOPMAP_FAILED_LIMIT = 6,       /* too many destinations, or no source port free */
} HopmapFailedReason;

/** HopmapFrameFailed: this probe was not sent, and why. */
typedef struct
{
  uint32_t token;
  HopmapFailedReason reason;
  uint32_t error; /* an errno of this machine, never 0 */
} HopmapFrameFailed;

typedef enum
{
  HOPMAP_ERROR_HEADER = 1, /* not a frame of this version, or not a command */
  HOPMAP_ERROR_FIELD = 2,  /* a value out of its range */
  HOPMAP_ERROR_CUT = 3,    /* the input ended within a frame */
} HopmapErrorReason;

/** HopmapFrameError: the helper cannot go on and exits with exit_status. */
typedef struct
{
  HopmapErrorReason reason;
  uint8_t exit_status;
} HopmapFrameError;

/** Any frame; type says which member of the union is the one. */
typedef struct
{
  HopmapFrameType type;
  union
  {
    HopmapFrameSend send;
    HopmapFrameForget forget;
    HopmapFrameHello hello;
    HopmapFrameSent sent;
    HopmapFrameReply reply;
    HopmapFrameExpired expired;
    HopmapFrameFailed failed;
    HopmapFrameError error;
  };
} HopmapFrame;

/** What hopmap_frame_decode() found. */
typedef enum
{
  HOPMAP_DECODE_OK = 0,
  HOPMAP_DECODE_SHORT,      /* fewer than HOPMAP_FRAME_SIZE bytes */
  HOPMAP_DECODE_BAD_HEADER, /* mark, version, length or type */
  HOPMAP_DECODE_BAD_FIELD,  /* a value out of its range, or a byte set that must be zero */
} HopmapDecodeResult;

/**
 * Writes @frame into @buffer. Returns false, with @buffer zeroed, if a field is out of the range
 * that is written beside it above.
 */
bool hopmap_frame_encode (const HopmapFrame *frame, uint8_t buffer[HOPMAP_FRAME_SIZE]);

/**
 * Reads one frame from the first HOPMAP_FRAME_SIZE of @length bytes at @buffer into @frame, which
 * is zeroed unless the result is HOPMAP_DECODE_OK. Whatever encodes also decodes, to the same
 * values; nothing else decodes.
 */
HopmapDecodeResult hopmap_frame_decode (const uint8_t *buffer, size_t length, HopmapFrame *frame);

/** What @hello says about one protocol in one family. */
const HopmapFrameAbility *hopmap_frame_ability (const HopmapFrameHello *hello,
                                                HopmapFrameFamily family,
                                                HopmapFrameProtocol protocol);

/** Whether @type is a command; the other types are events. */
bool hopmap_frame_is_command (HopmapFrameType type);
