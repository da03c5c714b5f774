/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sockets of the helper: opened once, before privilege is given up, and never again. Sends and
 * receives nothing, apart from throwing away what came before the filters stood.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe-frame.h"

/** Most UDP sockets in one family; each carries one unanswered probe. */
#define HOPMAP_SOCKETS_UDP_MAX 128

typedef struct
{
  HopmapFrameAbilities abilities;
  int icmp_fd;      /* raw or ping socket, as abilities.icmp.mode says; -1 is none */
  uint16_t icmp_id; /* the identifier of all echo requests through icmp_fd */
  int udp_fd[HOPMAP_SOCKETS_UDP_MAX];
  size_t n_udp;
} HopmapSocketFamily;

typedef struct
{
  HopmapSocketFamily ipv4;
  HopmapSocketFamily ipv6;
} HopmapSockets;

/**
 * Opens the best ICMP socket that each family gives — raw, else ping socket — and a pool of UDP
 * sockets with error queue. What is refused is noted in the family's ability. @icmp_id is a random
 * identifier to ask for. A raw socket that cannot be filtered and locked ends the process.
 */
void hopmap_sockets_open (HopmapSockets *sockets, uint16_t icmp_id);

/** The highest descriptor among @sockets and the three standard ones. */
int hopmap_sockets_highest_fd (const HopmapSockets *sockets);
