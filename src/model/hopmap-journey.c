/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapJourney and the verdict: see the header. Everything here follows from the route as it is at
 * the moment; nothing is kept.
 */
#include "hopmap-journey.h"

#include "hopmap-hop-doubt.h"
#include "hopmap-rtt.h"
#include "hopmap-sphere.h"

#include <glib/gi18n-lib.h>

/* Below this distance the time on the way is small beside what routers and hosts take. */
#define LIGHT_RATIO_MIN_KM 200.0

/* A step is worth a word when it is at least this long and this part of the whole way. */
#define STEP_MIN_NS   (10 * G_GINT64_CONSTANT (1000000))
#define STEP_MIN_PART 0.2

typedef struct
{
  HopmapHop *from;
  HopmapHop *to;
  gint64 rtt_ns;
} Step;

static gboolean
has_point (HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_shown_place (hop);

  return place != NULL && place->has_point;
}

static double
distance_km (HopmapHop *from, HopmapHop *to)
{
  const HopmapPlace *a = hopmap_hop_get_shown_place (from);
  const HopmapPlace *b = hopmap_hop_get_shown_place (to);

  return hopmap_sphere_distance_km (a->latitude, a->longitude, b->latitude, b->longitude);
}

/*
 * Who answered after t is within reach of light's half way in t. Two hops can be no farther apart
 * than their reaches together, wherever the probes came from; and each may be anywhere within its
 * radius. The middle of a country says nothing of where in it somebody is.
 */
static gboolean
is_too_fast (HopmapHop *a, HopmapHop *b)
{
  const HopmapPlace *one = hopmap_hop_get_shown_place (a);
  const HopmapPlace *other = hopmap_hop_get_shown_place (b);

  /* A file may say where hops are and not how fast. */
  if (hopmap_hop_get_rtt_ns (a) < 0 || hopmap_hop_get_rtt_ns (b) < 0
      || one->kind == HOPMAP_PLACE_COUNTRY || other->kind == HOPMAP_PLACE_COUNTRY)
    return FALSE;

  return distance_km (a, b) - one->radius_km - other->radius_km
         > hopmap_sphere_max_distance_km ((double) hopmap_hop_get_rtt_ns (a))
               + hopmap_sphere_max_distance_km ((double) hopmap_hop_get_rtt_ns (b));
}

static gboolean
any_is_too_fast (GPtrArray *located)
{
  for (guint i = 0; i < located->len; i++)
    for (guint j = i + 1; j < located->len; j++)
      if (is_too_fast (located->pdata[i], located->pdata[j]))
        return TRUE;

  return FALSE;
}

static const char *
country_of (HopmapHop *hop)
{
  const HopmapPlace *place = hopmap_hop_get_shown_place (hop);

  if (place == NULL || place->kind == HOPMAP_PLACE_SPECIAL)
    return NULL;

  return hopmap_place_get_country_text (place);
}

static void
add_country (GPtrArray *countries, const char *country)
{
  const char *last = countries->len > 0 ? countries->pdata[countries->len - 1] : NULL;

  if (country != NULL && g_strcmp0 (last, country) != 0)
    g_ptr_array_add (countries, g_strdup (country));
}

/**
 * hopmap_journey_new:
 * @route: a route, finished or not
 *
 * Returns: (transfer full): what it amounts to now
 */
HopmapJourney *
hopmap_journey_new (HopmapRoute *route)
{
  HopmapJourney *self = g_new0 (HopmapJourney, 1);
  HopmapHop *last_hop = hopmap_route_get_last_answering_hop (route);
  g_autoptr (GPtrArray) countries = g_ptr_array_new ();
  g_autoptr (GPtrArray) located = g_ptr_array_new ();
  HopmapHop *first, *last;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  self->rtt_ns = last_hop != NULL ? hopmap_hop_get_rtt_ns (last_hop) : -1;
  self->n_hops = last_hop != NULL ? hopmap_hop_get_ttl (last_hop) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);

      add_country (countries, country_of (hop));
      if (!has_point (hop))
        continue;

      if (located->len > 0)
        self->travelled_km += distance_km (located->pdata[located->len - 1], hop);
      g_ptr_array_add (located, hop);
    }

  self->n_located = located->len;
  first = located->len > 0 ? located->pdata[0] : NULL;
  last = located->len > 0 ? located->pdata[located->len - 1] : NULL;
  if (first != last)
    self->direct_km = distance_km (first, last);
  self->too_fast = any_is_too_fast (located);
  if (!self->too_fast && last != NULL && last == last_hop && self->rtt_ns >= 0
      && self->direct_km >= LIGHT_RATIO_MIN_KM)
    self->light_ratio = (double) self->rtt_ns / hopmap_sphere_min_rtt_ns (self->direct_km);

  g_ptr_array_add (countries, NULL);
  self->countries = (GStrv) g_ptr_array_free (g_steal_pointer (&countries), FALSE);
  return self;
}

/**
 * hopmap_journey_free:
 * @journey: (transfer full): a journey
 */
void
hopmap_journey_free (HopmapJourney *journey)
{
  g_strfreev (journey->countries);
  g_free (journey);
}

/*
 * Routers answer late when they are busy, never early. So the time to a hop is taken as the
 * smallest seen at it or at any later one; steps between these are never negative.
 */
static gboolean
find_biggest_step (HopmapRoute *route, Step *biggest)
{
  gint64 behind = G_MAXINT64;
  HopmapHop *next = NULL;

  *biggest = (Step){ 0 };
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (route)); i > 0; i--)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i - 1);
      gint64 rtt_ns = hopmap_hop_get_rtt_ns (hop);

      if (rtt_ns < 0)
        continue;

      rtt_ns = MIN (rtt_ns, behind);
      if (next != NULL && behind - rtt_ns > biggest->rtt_ns)
        *biggest = (Step){ .from = hop, .to = next, .rtt_ns = behind - rtt_ns };
      behind = rtt_ns;
      next = hop;
    }

  return biggest->from != NULL;
}

static char *
dup_step_sentence (const Step *step)
{
  g_autofree char *time = hopmap_rtt_dup_text (step->rtt_ns);
  const HopmapPlace *from = hopmap_hop_get_shown_place (step->from);
  const HopmapPlace *to = hopmap_hop_get_shown_place (step->to);

  if (has_point (step->from) && has_point (step->to) && from->city != NULL && to->city != NULL
      && g_strcmp0 (from->city, to->city) != 0)
    {
      double light_ns = hopmap_sphere_min_rtt_ns (distance_km (step->from, step->to));
      g_autofree char *light = hopmap_rtt_dup_text ((gint64) light_ns);

      return g_strdup_printf (
          /* Translators: two cities and two times ("123 ms") */
          _ ("The biggest step, %s to %s, takes %s; light in fibre needs %s."), from->city,
          to->city, time, light);
    }

  return g_strdup_printf (
      /* Translators: two hop numbers and a time ("123 ms") */
      _ ("The biggest step, hop %u to hop %u, takes %s."), hopmap_hop_get_ttl (step->from),
      hopmap_hop_get_ttl (step->to), time);
}

static HopmapProtocol
find_arriving_protocol (HopmapHop *hop)
{
  for (guint i = 0; hop != NULL && i < hopmap_hop_get_n_samples (hop); i++)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (hop, i);

      if (sample->answer == HOPMAP_ANSWER_DESTINATION)
        return sample->protocol;
    }

  return HOPMAP_PROTOCOL_AUTO;
}

static const char *
get_protocol_name (HopmapProtocol protocol)
{
  if (protocol == HOPMAP_PROTOCOL_TCP)
    return "TCP";

  return protocol == HOPMAP_PROTOCOL_UDP ? "UDP" : "ICMP";
}

/* Where another protocol had to be tried, this is worth a word. */
static char *
dup_arrival_sentence (HopmapRoute *route, HopmapHop *last)
{
  const HopmapProtocol first = hopmap_route_get_protocol (route);
  const HopmapProtocol arrived = find_arriving_protocol (last);

  if (first == HOPMAP_PROTOCOL_AUTO || arrived == HOPMAP_PROTOCOL_AUTO || arrived == first)
    return g_strdup (_ ("Reached."));

  /* Translators: two protocols: ICMP, UDP or TCP */
  return g_strdup_printf (_ ("Reached with %s: it does not answer %s."),
                          get_protocol_name (arrived), get_protocol_name (first));
}

static char *
dup_end_sentence (HopmapRoute *route, HopmapHop *last)
{
  guint ttl = last != NULL ? hopmap_hop_get_ttl (last) : 0;

  switch (hopmap_route_get_end (route))
    {
    case HOPMAP_END_DESTINATION:
      return dup_arrival_sentence (route, last);
    case HOPMAP_END_UNREACHABLE:
      return g_strdup_printf (_ ("Not reached: hop %u says that there is no way on."), ttl);
    case HOPMAP_END_SILENT:
      if (last == NULL)
        return g_strdup (_ ("Nobody on the way answered. A firewall may drop these probes."));
      return g_strdup_printf (_ ("Ends after hop %u: nothing behind it answered."), ttl);
    case HOPMAP_END_MAX_TTL:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Not reached within %u hop.",
                                           "Not reached within %u hops.",
                                           hopmap_route_get_options (route)->max_ttl),
                              hopmap_route_get_options (route)->max_ttl);
    case HOPMAP_END_STOPPED:
      return ttl > 0 ? g_strdup_printf (_ ("Stopped at hop %u."), ttl) : g_strdup (_ ("Stopped."));
    case HOPMAP_END_FAILED:
      {
        const GError *error = hopmap_route_get_error (route);

        return g_strdup (error != NULL ? error->message : _ ("The trace failed."));
      }
    case HOPMAP_END_UNKNOWN:
    default:
      return g_strdup ("");
    }
}

/* Of the first hop that would be shown somewhere if light allowed it; NULL where there is none. */
static char *
dup_refutation_sentence (HopmapRoute *route)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (route));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (route), i);
      g_autofree char *reason = hopmap_hop_dup_refutation (hop);

      if (reason == NULL || hopmap_hop_is_masked (hop))
        continue;
      if (hopmap_hop_find_refuted (hop)->refutation.kind == HOPMAP_REFUTATION_OUTVOTED)
        /* Translators: a hop number and a reason: "New York cannot be right together with …" */
        return g_strdup_printf (_ ("Hop %u is hardly where it is said to be: %s."),
                                hopmap_hop_get_ttl (hop), reason);

      /* Translators: a hop number and a reason: "New York needs at least 62 ms; …" */
      return g_strdup_printf (_ ("Hop %u is not where it is said to be: %s."),
                              hopmap_hop_get_ttl (hop), reason);
    }

  return NULL;
}

static char *
dup_detail_sentence (HopmapRoute *route, HopmapHop *last)
{
  g_autoptr (HopmapJourney) journey = hopmap_journey_new (route);
  char *refutation;
  Step step;

  if (hopmap_route_get_end (route) == HOPMAP_END_FAILED)
    return NULL;
  if (journey->too_fast)
    return g_strdup (_ ("Light could not have been at all of these places in so short a time: at "
                        "least one of them is wrong."));

  refutation = dup_refutation_sentence (route);
  if (refutation != NULL)
    return refutation;
  if (last != NULL && find_biggest_step (route, &step) && step.rtt_ns >= STEP_MIN_NS
      && (double) step.rtt_ns >= STEP_MIN_PART * (double) hopmap_hop_get_rtt_ns (last))
    return dup_step_sentence (&step);

  return NULL;
}

/**
 * hopmap_route_dup_verdict:
 * @route: a route
 *
 * Returns: (transfer full): one or two sentences on how it went, translated; "" where there is
 *   nothing to say yet
 */
char *
hopmap_route_dup_verdict (HopmapRoute *route)
{
  HopmapHop *last = hopmap_route_get_last_answering_hop (route);
  g_autofree char *end = NULL;
  g_autofree char *detail = NULL;

  if (hopmap_route_get_phase (route) == HOPMAP_PHASE_RESOLVING)
    return g_strdup_printf (_ ("Looking %s up…"), hopmap_route_get_target (route)->display);
  if (hopmap_route_get_phase (route) == HOPMAP_PHASE_TRACING)
    return g_strdup (hopmap_route_get_trouble (route) != NULL ? hopmap_route_get_trouble (route)
                                                              : _ ("Tracing…"));

  end = dup_end_sentence (route, last);
  detail = dup_detail_sentence (route, last);
  if (detail == NULL || *end == '\0')
    return g_strdup (detail != NULL ? detail : end);

  /* Translators: joins two whole sentences */
  return g_strdup_printf (_ ("%s %s"), end, detail);
}
