/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A source of probes that does nothing by itself: the test says what comes back, and when.
 */
#pragma once

#include "hopmap-probe-source.h"

#define SCRIPTED_TYPE_SOURCE (scripted_source_get_type ())

G_DECLARE_FINAL_TYPE (ScriptedSource, scripted_source, SCRIPTED, SOURCE, GObject)

ScriptedSource *scripted_source_new (void);

/** How the next start ends; @code is a HopmapTraceError, or -1 for well, or -2 for not at all. */
void scripted_source_set_start (ScriptedSource *self, int code);

/** What it can send besides what it starts with. */
void scripted_source_set_protocols (ScriptedSource *self, HopmapProtocols protocols);

/** How many probes for @ttl were asked for and not forgotten; for 0, all of them. */
guint scripted_source_count (ScriptedSource *self, guint ttl);

/** Whether the tracer has stopped it. */
gboolean scripted_source_is_stopped (ScriptedSource *self);

/** Says that every probe asked for so far has left. */
void scripted_source_send_all (ScriptedSource *self);

/** Lets @address answer the probe number @index of @ttl. */
void scripted_source_answer (ScriptedSource *self,
                             guint ttl,
                             guint index,
                             const char *address,
                             HopmapAnswer answer,
                             double rtt_ms);

/** Says of that probe that it expired, or that it failed with @code. */
void scripted_source_expire (ScriptedSource *self, guint ttl, guint index);
void scripted_source_fail (ScriptedSource *self, guint ttl, guint index, int code);

/** Closes it as if the helper had died. */
void scripted_source_close (ScriptedSource *self);
