/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Made-up routes for tests, the same every time. Addresses and names are those that RFC 5737,
 * RFC 3849 and RFC 2606 keep for examples.
 */
#pragma once

#include <hopmap-route.h>

G_BEGIN_DECLS

#define HOSTILE_NAME "evil</script><img src=x onerror=alert(1)>.example"

HopmapRoute *sample_route_new (void);
HopmapRoute *sample_route_new_empty (void);
HopmapRoute *sample_route_new_one_hop (void);
HopmapRoute *sample_route_new_long (void);
HopmapRoute *sample_route_new_private (void);
HopmapRoute *sample_route_new_pacific (void);
HopmapRoute *sample_route_new_hostile (void);
HopmapRoute *sample_route_new_v6 (void);
HopmapRoute *sample_route_new_by_name (const char *name);

G_END_DECLS
