/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why a route cannot be traced. The messages are whole sentences for people: what is wrong, and
 * what to do about it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HOPMAP_TRACE_ERROR (hopmap_trace_error_quark ())

/**
 * HopmapTraceError:
 * @HOPMAP_TRACE_ERROR_NAME_NOT_FOUND: no host has this name
 * @HOPMAP_TRACE_ERROR_NO_ADDRESS: the host has no address of the family that was asked for
 * @HOPMAP_TRACE_ERROR_NETWORK: there is no network, or no route to the destination
 * @HOPMAP_TRACE_ERROR_PERMISSION: the system does not let us send such probes
 * @HOPMAP_TRACE_ERROR_HELPER_MISSING: the program that sends the probes cannot be started
 * @HOPMAP_TRACE_ERROR_HELPER_FAILED: that program ended, or said something we do not understand
 * @HOPMAP_TRACE_ERROR_REFUSED: nobody can trace to, or from, this address
 *
 * A trace that was cancelled fails with %G_IO_ERROR_CANCELLED instead.
 */
typedef enum
{
  HOPMAP_TRACE_ERROR_NAME_NOT_FOUND,
  HOPMAP_TRACE_ERROR_NO_ADDRESS,
  HOPMAP_TRACE_ERROR_NETWORK,
  HOPMAP_TRACE_ERROR_PERMISSION,
  HOPMAP_TRACE_ERROR_HELPER_MISSING,
  HOPMAP_TRACE_ERROR_HELPER_FAILED,
  HOPMAP_TRACE_ERROR_REFUSED,
} HopmapTraceError;

GQuark hopmap_trace_error_quark (void);

G_END_DECLS
