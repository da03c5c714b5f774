# SPDX-License-Identifier: GPL-3.0-or-later
"""The route that the tests trace: home router, five more, and the destination.

The addresses are public ones that the installed city database places; here they belong to
namespaces that nobody else sees. Each is (name, IPv4, IPv6, city of the IPv4 address)."""
