/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a file: what is read of them must be writable as the program's own document, and come
 * back from there.
 */
#include <hopmap-document.h>
#include <hopmap-format.h>

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_route (HopmapRoute *route)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (HopmapRoute) again = NULL;

  bytes = hopmap_document_write_bytes (route, hopmap_format_find ("json"), NULL, &error);
  g_assert_no_error (error);
  again = hopmap_document_read (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hopmap_route_get_end (again), ==, hopmap_route_get_end (route));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (HopmapReading) reading = hopmap_document_read_all (bytes, &error);
  g_autofree char *notice = NULL;

  g_assert_true ((reading == NULL) == (error != NULL));
  if (reading == NULL)
    return 0;

  g_assert_cmpuint (reading->routes->len, >, 0);
  notice = hopmap_reading_dup_notice (reading);
  /* Writing takes longer than reading, and is the same for all: every fourth length will do. */
  if (size % 4 == 0)
    check_route (reading->routes->pdata[0]);
  return 0;
}
