/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A Location portal that answers what a test wants, on the bus of the test.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  guint32 response;   /* 0: the person agrees, 1: refuses, 2: something went wrong */
  gboolean is_silent; /* neither an answer nor a place ever comes */
  double latitude;
  double longitude;
  double accuracy_m; /* below 0: is not said */
  guint n_sessions;  /* how often it was asked … */
  guint n_started;   /* … how often to look … */
  guint n_closed;    /* … and how often left alone again */
} HopmapFakePortal;

void hopmap_fake_portal_serve (HopmapFakePortal *portal, GDBusConnection *bus);

G_END_DECLS
