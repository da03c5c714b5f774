/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An open window for a test, with somebody who writes down what it asks for instead of doing it.
 */
#pragma once

#include <hopmap-window-private.h>

#include "sample-route.h"

/**
 * WindowFixture:
 * @window: an open window
 * @traced: what it last asked to trace
 * @stopped: how often it asked to stop
 * @again: how often it asked for the same again
 */
typedef struct
{
  HopmapWindow *window;
  char *traced;
  guint stopped;
  guint again;
} WindowFixture;

/* As long as it takes; the test as a whole has a limit. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
  }                                                                                                \
  G_STMT_END

gboolean window_fixture_init (int *argc, char ***argv);

void window_fixture_settle (void);
void window_fixture_open (WindowFixture *fixture, int width, int height);
void window_fixture_open_wide (WindowFixture *fixture, gconstpointer data);
void window_fixture_open_narrow (WindowFixture *fixture, gconstpointer data);
void window_fixture_close (WindowFixture *fixture, gconstpointer data);
HopmapRoute *window_fixture_show (WindowFixture *fixture, SampleRoute kind);
GtkWidget *window_fixture_find (GtkWidget *widget, GType type, guint skip);
