# SPDX-License-Identifier: GPL-3.0-or-later
"""The route that the tests trace: home router, five more, and the destination.

The addresses are public ones that the installed city database places; here they belong to
namespaces that nobody else sees. Each is (name, IPv4, IPv6, city of the IPv4 address)."""

HOPS = [
    ('fritz.example', '192.168.178.1', 'fd00:178::1', None),
    ('frankfurt.example', '62.157.248.1', '2003:0:1300::1', 'Frankfurt'),
    ('amsterdam.example', '195.69.144.1', '2001:7f8:1::1', 'Amsterdam'),
    ('new-york.example', '129.250.2.1', '2001:1900::1', 'New York'),
    ('dallas.example', '129.250.3.1', '2001:418:0:2000::1', 'Dallas'),
    ('tokyo.example', '203.181.249.1', '2001:240::1', 'Tokyo'),
    ('www.auckland.example', '130.216.159.127', '2404:138::1', 'Auckland'),
]
PLACED = {hop[1]: hop[3] for hop in HOPS if hop[3]}
HOPS = [hop[:3] for hop in HOPS]
