/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shows 500 routes in one window, one after the other, and prints what is on the heap after the 50th,
 * the 275th and the last: it is to be flat. Needs a display.
 */
#include <malloc.h>
#include <window-fixture.h>

#define N_ROUTES 500
#define WARM     50
#define MIDDLE   275
#define MB       1048576.0

static double
heap_mb (void)
{
  malloc_trim (0);
  return (double) mallinfo2 ().uordblks / MB;
}

int
main (int argc, char *argv[])
{
  WindowFixture fixture = { 0 };
  double warm = 0.0;

  if (!window_fixture_init (&argc, &argv))
    return 77;

  window_fixture_open_wide (&fixture, NULL);
  for (guint i = 1; i <= N_ROUTES; i++)
    {
      window_fixture_show (&fixture, i % 2 == 0 ? SAMPLE_DONE : SAMPLE_TRACING);
      window_fixture_settle ();
      if (i == WARM)
        warm = heap_mb ();
      if (i == WARM || i == MIDDLE || i == N_ROUTES)
        g_print ("after %3u routes: %.2f MB\n", i, heap_mb ());
    }
  g_print ("growth after the %dth: %.2f MB\n", WARM, heap_mb () - warm);
  window_fixture_close (&fixture, NULL);

  return 0;
}
