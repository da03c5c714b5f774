/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What we write as other tools do, our readers for those tools understand: hops, addresses, times,
 * marks, labels and networks, as far as the format has them.
 */
#include "sample-route.h"

#include <hopmap-document.h>
#include <string.h>
#include <math.h>

static const char *const routes[] = { "plain", "one", "long", "private", "pacific", "v6" };

static HopmapRoute *
write_and_read (HopmapRoute *route, const char *format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
      bytes = hopmap_document_write_bytes (route, hopmap_format_find (format), NULL, &error);
  HopmapRoute *again;

  g_assert_no_error (error);
  again = hopmap_document_read (bytes, &error);
  g_assert_no_error (error);
  return again;
}

/* Where the person is goes into no file unless that is asked for. */
static void
test_origin (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new ();
  g_autoptr (HopmapPlace)
      origin = hopmap_place_new (&(HopmapPlace){ .kind = HOPMAP_PLACE_CITY,
                                                 .evidence = HOPMAP_EVIDENCE_PERSON,
                                                 .has_point = TRUE,
                                                 .latitude = -43.53125,
                                                 .longitude = 172.64062,
                                                 .radius_km = 12.0,
                                                 .city = (char *) "Xanadu" });
  HopmapWriteOptions options;
  const HopmapFormat *const *formats;
  guint n;

  hopmap_route_set_origin (route, origin);
  formats = hopmap_format_list (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      if (formats[i]->write == NULL)
        continue;
      bytes = hopmap_document_write_bytes (route, formats[i], NULL, NULL);
      g_assert_nonnull (bytes);
      g_assert_null (
          memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "Xanadu", 6));
      g_assert_null (memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "43.53", 5));
    }

  hopmap_write_options_init (&options);
  options.tell_origin = TRUE;
  {
    g_autoptr (GBytes)
        told = hopmap_document_write_bytes (route, hopmap_format_find ("json"), &options, NULL);
    g_autoptr (HopmapRoute) again = hopmap_document_read (told, NULL);

    g_assert_true (hopmap_place_equal (hopmap_route_get_origin (again), origin));
  }

  /* Nor where the first hops are withheld. */
  options.mask_hops = 2;
  {
    g_autoptr (GBytes)
        masked = hopmap_document_write_bytes (route, hopmap_format_find ("json"), &options, NULL);
    g_autoptr (HopmapRoute) again = hopmap_document_read (masked, NULL);

    g_assert_null (hopmap_route_get_origin (again));
  }
}

/* Where the other addresses at a distance are goes with them, and not where they are withheld. */
static void
test_other_places (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new ();
  HopmapHop *hop = hopmap_route_get_hop (route, 2);
  const HopmapPlace fields = { .kind = HOPMAP_PLACE_CITY,
                               .has_point = TRUE,
                               .latitude = 48.25,
                               .longitude = 16.5,
                               .city = (char *) "Vienna" };
  g_autoptr (HopmapPlace) place = hopmap_place_new (&fields);
  HopmapSample sample = { .rtt_ns = 5000000,
                          .answer = HOPMAP_ANSWER_TIME_EXCEEDED,
                          .protocol = HOPMAP_PROTOCOL_ICMP };
  HopmapWriteOptions options;

  g_assert_true (hopmap_address_parse ("203.0.113.77", &sample.address));
  hopmap_hop_answer_probe (hop, hopmap_hop_add_probe (hop, HOPMAP_PROTOCOL_ICMP, 0), &sample);
  g_assert_cmpuint (hopmap_hop_get_n_responders (hop), ==, 2);
  hopmap_hop_set_other_place (hop, &sample.address, place);

  hopmap_write_options_init (&options);
  for (guint masked = 0; masked < 4; masked += 3)
    {
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (HopmapRoute) again = NULL;
      HopmapPlace *found;

      options.mask_hops = masked;
      bytes = hopmap_document_write_bytes (route, hopmap_format_find ("json"), &options, NULL);
      again = hopmap_document_read (bytes, NULL);
      found = hopmap_hop_get_other_place (hopmap_route_get_hop (again, 2), &sample.address);
      if (masked == 0)
        {
          g_assert_nonnull (found);
          g_assert_cmpstr (found->city, ==, "Vienna");
          g_assert_cmpfloat (found->latitude, ==, 48.25);
          g_assert_cmpfloat (found->longitude, ==, 16.5);
        }
      else
        g_assert_null (
            memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "Vienna", 6));
    }
}

static HopmapHop *
get_hop (HopmapRoute *route, HopmapHop *like)
{
  HopmapHop *hop = hopmap_route_get_hop (route, hopmap_hop_get_ttl (like));

  g_assert_nonnull (hop);
  return hop;
}

/* Times are written to the microsecond. */
static void
check_samples (HopmapHop *hop, HopmapHop *again)
{
  g_assert_cmpuint (hopmap_hop_get_n_samples (again), ==, hopmap_hop_get_n_samples (hop));
  for (guint i = 0; i < hopmap_hop_get_n_samples (hop); i++)
    {
      const HopmapSample *a = hopmap_hop_get_sample (hop, i);
      const HopmapSample *b = hopmap_hop_get_sample (again, i);
      g_autofree char *mark = hopmap_sample_dup_mark (a);
      g_autofree char *mark_again = hopmap_sample_dup_mark (b);

      g_assert_true (hopmap_address_equal (&a->address, &b->address));
      g_assert_cmpint (a->lost, ==, b->lost);
      g_assert_cmpint (llabs (a->rtt_ns - b->rtt_ns), <=, 501);
      g_assert_cmpstr (mark, ==, mark_again);
    }
}

static void
check_same_labels (HopmapHop *hop, HopmapHop *again)
{
  for (guint i = 0; i < hopmap_hop_get_n_samples (hop); i++)
    {
      const HopmapSample *a = hopmap_hop_get_sample (hop, i);
      const HopmapSample *b = hopmap_hop_get_sample (again, i);

      g_assert_cmpuint (a->n_labels, ==, b->n_labels);
      for (guint j = 0; j < a->n_labels; j++)
        {
          g_assert_cmpuint (a->labels[j].label, ==, b->labels[j].label);
          g_assert_cmpuint (a->labels[j].ttl, ==, b->labels[j].ttl);
          g_assert_cmpint (a->labels[j].bottom, ==, b->labels[j].bottom);
        }
    }
}

static void
check_traceroute_hop (HopmapHop *hop, HopmapHop *again)
{
  check_samples (hop, again);
  check_same_labels (hop, again);
  g_assert_cmpstr (hopmap_hop_get_name (again), ==, hopmap_hop_get_name (hop));
  g_assert_cmpuint (hopmap_hop_get_asn (again), ==, hopmap_hop_get_asn (hop));
}

/* A name or an address, and sums of times in five digits. */
static void
check_mtr_hop (HopmapHop *hop, HopmapHop *again)
{
  const HopmapRunningStats *a = hopmap_hop_get_stats (hop), *b = hopmap_hop_get_stats (again);

  g_assert_cmpuint (a->received, ==, b->received);
  g_assert_cmpuint (a->lost, ==, b->lost);
  if (a->received > 0)
    {
      g_assert_cmpfloat_with_epsilon ((double) a->best_ns, (double) b->best_ns, 1e-4 * a->best_ns);
      g_assert_cmpfloat_with_epsilon (a->mean_ns, b->mean_ns, 1e-4 * a->mean_ns);
    }
  if (hopmap_hop_get_name (hop) != NULL)
    g_assert_cmpstr (hopmap_hop_get_name (again), ==, hopmap_hop_get_name (hop));
  else
    g_assert_cmpstr (hopmap_hop_get_address_text (again), ==, hopmap_hop_get_address_text (hop));
}

static void
check_all (const char *format, void (*check) (HopmapHop *hop, HopmapHop *again))
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autoptr (HopmapRoute) route = sample_route_new_by_name (routes[i]);
      g_autoptr (HopmapRoute) again = write_and_read (route, format);
      guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

      g_test_message ("%s as %s", routes[i], format);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, n);
      g_assert_cmpstr (hopmap_route_get_target (again)->host, ==,
                       hopmap_route_get_target (route)->host);
      for (guint j = 0; j < n; j++)
        {
          g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), j);

          check (hop, get_hop (again, hop));
        }
    }
}

static void
test_traceroute (void)
{
  check_all ("traceroute", check_traceroute_hop);
}

/* The format for people, too: its places are taken for what they are. */
static void
test_text (void)
{
  check_all ("text", check_samples);
}

static void
test_mtr (void)
{
  check_all ("mtr-json", check_mtr_hop);
}

/* Hops are counted anew, since silent ones have no line. */
static void
test_locations (void)
{
  g_autoptr (HopmapRoute) route = sample_route_new ();
  g_autoptr (HopmapRoute) again = write_and_read (route, "locations");
  guint ttl = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (route)); i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      const HopmapPlace *place = hopmap_hop_get_place (hop);
      HopmapHop *found;

      if (hopmap_hop_get_address_text (hop) == NULL)
        continue;

      found = hopmap_route_get_hop (again, ++ttl);
      g_assert_nonnull (found);
      g_assert_cmpstr (hopmap_hop_get_address_text (found), ==, hopmap_hop_get_address_text (hop));
      if (place == NULL || !place->has_point)
        continue;
      g_assert_cmpfloat_with_epsilon (hopmap_hop_get_place (found)->latitude, place->latitude,
                                      1e-6);
      g_assert_cmpfloat_with_epsilon (hopmap_hop_get_place (found)->longitude, place->longitude,
                                      1e-6);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, ttl);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/round-trip/traceroute", test_traceroute);
  g_test_add_func ("/document/round-trip/origin", test_origin);
  g_test_add_func ("/document/round-trip/other-places", test_other_places);
  g_test_add_func ("/document/round-trip/text", test_text);
  g_test_add_func ("/document/round-trip/mtr-json", test_mtr);
  g_test_add_func ("/document/round-trip/locations", test_locations);
  return g_test_run ();
}
