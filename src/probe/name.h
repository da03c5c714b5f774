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

/** AF_INET or AF_INET6. */
int hopmap_name_domain (HopmapFrameFamily family);

/** Makes a name of @address, @port and, for IPv6, @scope_id; returns its size. */
socklen_t hopmap_name_make (HopmapName *name,
                            HopmapFrameFamily family,
                            const HopmapFrameAddress *address,
                            uint16_t port,
                            uint32_t scope_id);

/** Reads a name of @size bytes. False, with @address zero, if it is of another family, or none. */
bool hopmap_name_read (const HopmapName *name,
                       socklen_t size,
                       HopmapFrameFamily family,
                       HopmapFrameAddress *address,
                       uint16_t *port,
                       uint32_t *scope_id);
