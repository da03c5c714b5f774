/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Those who wait until nothing is outstanding any more, each with a time of its own after which it
 * waits no longer. When that is so is not known here.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GPtrArray *hopmap_settle_tasks_new (void);
void hopmap_settle_tasks_add (GPtrArray *tasks, GTask *task, guint seconds);
void hopmap_settle_tasks_end (GPtrArray *tasks);

G_END_DECLS
