/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Addresses as the system's calls want them, for both families.
 */
#pragma once

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "probe-frame.h"

typedef union
{
  struct sockaddr any;
  struct sockaddr_in ipv4;
  struct sockaddr_in6 ipv6;
} HopmapName;

/** One end of what a packet goes between; all zero is any address and any port. */
typedef struct
{
  HopmapFrameAddress address;
  uint16_t port;
  uint32_t scope_id; /* for IPv6 */
} HopmapEndpoint;

/** AF_INET or AF_INET6. */
int hopmap_name_domain (HopmapFrameFamily family);

/** Makes a name of @endpoint; returns its size. */
socklen_t hopmap_name_make (HopmapName *name, HopmapFrameFamily family, HopmapEndpoint endpoint);

/** Reads a name of @size bytes. False, with @endpoint zero, if it is of another family, or none. */
bool hopmap_name_read (const HopmapName *name,
                       socklen_t size,
                       HopmapFrameFamily family,
                       HopmapEndpoint *endpoint);

/** Binds @fd to @endpoint; false with an errno. */
bool hopmap_name_bind (int fd, HopmapFrameFamily family, HopmapEndpoint endpoint);

/** Finds what @fd is bound to; false with an errno. */
bool hopmap_name_find (int fd, HopmapFrameFamily family, HopmapEndpoint *endpoint);
