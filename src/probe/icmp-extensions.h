/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What routers append to an ICMP error beside the quoted packet. Pure.
 */
#pragma once

#include <stddef.h>

#include "probe-frame.h"
#include "span.h"

/**
 * Cuts the body of an ICMP error into quote and extensions; returns the quote and adds what the
 * extensions say to @reply. @announced is the length of the quote in bytes according to the
 * message, 0 for none. @missing is how many bytes at the quote's start are not in @body.
 */
Span hopmap_extensions_split (HopmapFrameReply *reply, Span body, size_t announced, size_t missing);
