/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An address registry that answers what a test wants, when it wants that.
 */
#pragma once

#include <hopmap-registry.h>

G_BEGIN_DECLS

#define FAKE_TYPE_REGISTRY (fake_registry_get_type ())

G_DECLARE_FINAL_TYPE (FakeRegistry, fake_registry, FAKE, REGISTRY, GObject)

FakeRegistry *fake_registry_new (void);
void fake_registry_refuse (FakeRegistry *self, const char *refusal);
guint fake_registry_get_n_asked (FakeRegistry *self);
gboolean fake_registry_is_given_up (FakeRegistry *self);
void fake_registry_answer (FakeRegistry *self, const char *holder);
void fake_registry_fail (FakeRegistry *self, const char *sentence);

G_END_DECLS
