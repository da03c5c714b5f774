/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What IPv4 and IPv6 number and lay out differently, and addresses as the system's calls want them.
 */
#pragma once

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "probe-frame.h"

/** Bytes of a header, the same in both. */
#define ICMP_HEADER 8u
#define UDP_HEADER  8u

typedef struct
{
  struct
  {
    int domain;    /* AF_INET or AF_INET6 */
    socklen_t end; /* the size of its struct sockaddr */
    size_t at;     /* where in that the address is */
    size_t size;   /* and how long */
  } name;
  struct
  {
    int level; /* of options and control messages */
    int ttl, tos, error;
    uint8_t error_origin; /* in struct sock_extended_err */
    int connection_ttl;   /* an option; that for the type of service is tos */
    uint16_t load_start;  /* in a filter: loads where the transport header is in a raw packet */
  } socket;
  struct
  {
    size_t ip;                /* bytes of an IP header without options or extensions */
    size_t addresses_at;      /* where in that the source is, before the destination */
    uint16_t largest_segment; /* that TCP announces */
  } header;
  struct
  {
    uint8_t protocol;
    uint8_t echo;                                      /* the type of what asks for an answer */
    uint8_t types[HOPMAP_REPLY_PARAMETER_PROBLEM + 1]; /* and of answers, by HopmapReplyKind */
    uint8_t port_code;                                 /* of "unreachable" */
    uint8_t length_at, length_unit;                    /* RFC 4884 4: of the length of the quote */
  } icmp;
} HopmapFamily;

const HopmapFamily *hopmap_family (HopmapFrameFamily family);

/** Family and port are at the same places in both. */
typedef union
{
  struct sockaddr any;
  struct sockaddr_in ipv4;
  struct sockaddr_in6 ipv6;
  uint8_t bytes[sizeof (struct sockaddr_in6)];
} HopmapName;

_Static_assert(offsetof (HopmapName, ipv4.sin_port) == offsetof (HopmapName, ipv6.sin6_port),
               "ports are at the same place");

/** One end of what a packet goes between; all zero is any address and any port. */
typedef struct
{
  HopmapFrameAddress address;
  uint16_t port;
  uint32_t scope_id; /* for IPv6 */
} HopmapEndpoint;

/** Makes a name of @endpoint; returns its size. */
socklen_t hopmap_name_make (HopmapName *name, HopmapFrameFamily family, HopmapEndpoint endpoint);

/** Reads @name, which is zero where the system wrote nothing. False, with @endpoint zero, if it
 * is of another family, or none. */
bool hopmap_name_read (const HopmapName *name, HopmapFrameFamily family, HopmapEndpoint *endpoint);

/** Binds @fd to @endpoint; false with an errno. */
bool hopmap_name_bind (int fd, HopmapFrameFamily family, HopmapEndpoint endpoint);

/** Finds what @fd is bound to; false with an errno. */
bool hopmap_name_find (int fd, HopmapFrameFamily family, HopmapEndpoint *endpoint);
