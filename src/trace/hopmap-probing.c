/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapProbing: see the header. Whoever watches the route may end the trace within any call of
 * this file; the tracer keeps the object for as long.
 */
#include "hopmap-probing.h"

#include "hopmap-alarm.h"
#include "hopmap-logbook.h"
#include "hopmap-schedule.h"
#include "hopmap-trace-error.h"

/* How long the source waits for an answer; a schedule gives up earlier. */
#define TIMEOUT_MS     3000
#define TIMEOUT_MIN_MS 100
#define TIMEOUT_MAX_MS 10000

/* Less than this is no sleep, but the time between two looks at clocks. */
#define SLEEP_MIN_NS G_GINT64_CONSTANT (1000000000)

/* A token is the TTL and, in the bits below, the number of the probe. */
#define INDEX_BITS 24
#define INDEX_MASK ((1u << INDEX_BITS) - 1)

struct _HopmapProbing
{
  HopmapRoute *route; /* not owned */
  HopmapProbeSource *source;
  HopmapSchedule *schedule;
  HopmapLogbook *logbook;
  GArray *actions;
  GArray *requests;
  gint64 origin_ns;
  gint64 slept_ns; /* what the computer had slept by then */
  gboolean ended;
  GError *error; /* the first that a probe could not be sent for */
};

/* A recording was made of what it was made of, whatever is wanted now. */
static void
choose_ladder (HopmapRoute *route,
               HopmapProbeSource *source,
               HopmapProtocol protocol,
               HopmapLadder *ladder)
{
  const HopmapProtocols available = hopmap_probe_source_get_protocols (source)
                                    | HOPMAP_PROTOCOLS_OF (protocol);
  HopmapTraceOptions options = *hopmap_route_get_options (route);

  if ((available & HOPMAP_PROTOCOLS_OF (options.protocol)) == 0)
    options.protocol = HOPMAP_PROTOCOL_AUTO;
  hopmap_ladder_init (ladder, &options, available);
}

/**
 * hopmap_probing_new:
 * @route: the route; must outlive all calls but hopmap_probing_free()
 * @source: a source that has started
 * @protocol: what the first probes are made of
 *
 * Returns: (transfer full): a probing that begins with its first hopmap_probing_advance()
 */
HopmapProbing *
hopmap_probing_new (HopmapRoute *route, HopmapProbeSource *source, HopmapProtocol protocol)
{
  HopmapProbing *self = g_new0 (HopmapProbing, 1);
  HopmapLadder ladder;

  self->route = route;
  self->source = g_object_ref (source);
  choose_ladder (route, source, protocol, &ladder);
  self->schedule = hopmap_schedule_new (hopmap_route_get_options (route), &ladder);
  self->logbook = hopmap_logbook_new ();
  self->actions = g_array_new (FALSE, FALSE, sizeof (HopmapScheduleAction));
  self->requests = g_array_new (FALSE, FALSE, sizeof (HopmapProbeRequest));
  self->origin_ns = hopmap_alarm_now_ns ();
  self->slept_ns = hopmap_alarm_slept_ns ();
  return self;
}

/**
 * hopmap_probing_free:
 * @self: (transfer full): a probing
 */
void
hopmap_probing_free (HopmapProbing *self)
{
  g_clear_object (&self->source);
  g_clear_pointer (&self->schedule, hopmap_schedule_free);
  g_clear_pointer (&self->logbook, hopmap_logbook_free);
  g_clear_pointer (&self->actions, g_array_unref);
  g_clear_pointer (&self->requests, g_array_unref);
  g_clear_error (&self->error);
  g_free (self);
}

/* Shows as much of the path as is known and, while it is traced, the hop that is waited for. */
static void
show_route (HopmapProbing *self)
{
  const HopmapSurvey *survey = hopmap_schedule_get_survey (self->schedule);
  guint last = hopmap_survey_get_last_ttl (survey);
  const guint next = MAX (last + 1, survey->first_ttl);

  if (!self->ended && !hopmap_schedule_is_over (self->schedule) && survey->distance == 0
      && hopmap_survey_get_unreachable (survey) == 0 && next <= survey->max_ttl
      && hopmap_logbook_has_sent (self->logbook, next))
    last = next;

  hopmap_logbook_show (self->logbook, self->route, last);
}

static guint
get_timeout_ms (HopmapProbing *self)
{
  const double wait_s = hopmap_route_get_options (self->route)->wait_s;

  return wait_s > 0.0 ? (guint) CLAMP (wait_s * 1000.0, TIMEOUT_MIN_MS, TIMEOUT_MAX_MS)
                      : TIMEOUT_MS;
}

static void
perform (HopmapProbing *self, const HopmapScheduleAction *action)
{
  HopmapProbeRequest request = { .token = (guint32) (action->ttl << INDEX_BITS)
                                          | (action->index & INDEX_MASK),
                                 .ttl = action->ttl,
                                 .index = action->index,
                                 .rung = action->rung,
                                 .gap_us = action->gap_us,
                                 .timeout_ms = get_timeout_ms (self),
                                 .unhurried = action->unhurried };

  switch (action->verb)
    {
    case HOPMAP_SCHEDULE_SEND:
      hopmap_logbook_note_asked (self->logbook, action);
      g_array_append_val (self->requests, request);
      break;
    case HOPMAP_SCHEDULE_FORGET:
      hopmap_logbook_note_forgotten (self->logbook, action->ttl, action->index);
      hopmap_probe_source_forget (self->source, request.token);
      break;
    case HOPMAP_SCHEDULE_LOSE:
      hopmap_logbook_note_lost (self->logbook, self->route, action->ttl, action->index);
      break;
    case HOPMAP_SCHEDULE_OVER:
    default:
      break;
    }
}

/**
 * hopmap_probing_advance:
 * @self: a probing
 *
 * Does what is due. To be called at first to begin, after every event, and at the deadline.
 *
 * Returns: the deadline on the clock of alarms, or %HOPMAP_ALARM_NEVER
 */
gint64
hopmap_probing_advance (HopmapProbing *self)
{
  gint64 deadline_ns;

  g_array_set_size (self->actions, 0);
  g_array_set_size (self->requests, 0);
  deadline_ns = hopmap_schedule_advance (self->schedule, hopmap_alarm_now_ns (), self->actions);
  for (guint i = 0; i < self->actions->len; i++)
    perform (self, &g_array_index (self->actions, HopmapScheduleAction, i));

  if (self->requests->len > 0 && !self->ended)
    hopmap_probe_source_send (self->source,
                              (const HopmapProbeRequest *) (gpointer) self->requests->data,
                              self->requests->len);
  if (!self->ended)
    show_route (self);

  return deadline_ns;
}

/* RFC 792 and RFC 4443: nobody listens at the port, as UDP probes are answered by their target. */
static gboolean
says_port_unreachable (const HopmapSample *reply)
{
  return reply->address.family == 4 ? reply->icmp_type == 3 && reply->icmp_code == 3
                                    : reply->icmp_type == 1 && reply->icmp_code == 4;
}

/* What is left of a quoted probe counts the way there, and what is left of the answer the way back,
 * from one of the figures that systems begin with. */
static guint
guess_distance (guint ttl, const HopmapSample *reply)
{
  static const guint begins[] = { 64, 128, 255 };

  if (reply->quoted_ttl > 0 && reply->quoted_ttl <= ttl)
    return ttl - reply->quoted_ttl + 1;
  for (guint i = 0; reply->reply_ttl > 0 && i < G_N_ELEMENTS (begins); i++)
    if (reply->reply_ttl <= begins[i])
      return begins[i] - reply->reply_ttl + 1;

  return 0;
}

static void
note_answer (HopmapProbing *self, guint ttl, guint index, const HopmapSample *reply)
{
  const HopmapAddress *destination = hopmap_route_get_destination (self->route);
  HopmapFinding finding = {
    .ttl = ttl,
    .answer = reply->answer,
    .rtt_ns = reply->rtt_ns,
    .now_ns = hopmap_alarm_now_ns (),
    .distance = guess_distance (ttl, reply),
  };

  if (destination != NULL && hopmap_address_equal (destination, &reply->address))
    finding.bearing = HOPMAP_BEARING_DESTINATION;
  else if (reply->protocol == HOPMAP_PROTOCOL_UDP && says_port_unreachable (reply))
    {
      finding.answer = HOPMAP_ANSWER_DESTINATION;
      finding.bearing = HOPMAP_BEARING_DOUBTFUL;
    }
  hopmap_schedule_answered (self->schedule, index, &finding);
}

static void
note_unanswered (HopmapProbing *self, guint ttl, guint index)
{
  hopmap_schedule_expired (self->schedule, ttl, index);
  if (hopmap_schedule_is_over (self->schedule))
    hopmap_logbook_note_lost (self->logbook, self->route, ttl, index);
}

/* When a probe left is told by the time since the trace began, in which the computer may have slept. */
static gint64
get_slept_ns (HopmapProbing *self)
{
  const gint64 slept_ns = hopmap_alarm_slept_ns () - self->slept_ns;

  return slept_ns >= SLEEP_MIN_NS ? slept_ns : 0;
}

/* Once the route is known it is measured on: what keeps the probes from leaving may pass. */
static void
note_trouble (HopmapProbing *self, const GError *error)
{
  if (hopmap_schedule_get_survey (self->schedule)->n_answered > 0
      && !hopmap_schedule_is_over (self->schedule)
      && hopmap_route_get_options (self->route)->rounds != 1)
    hopmap_route_set_trouble (self->route, error->message);
}

/**
 * hopmap_probing_take_event:
 * @self: a probing
 * @event: about a probe; the end of the source is the caller's business
 *
 * When the probing is over, an answer may still change the route.
 */
void
hopmap_probing_take_event (HopmapProbing *self, const HopmapProbeEvent *event)
{
  const guint ttl = event->token >> INDEX_BITS;
  const guint index = event->token & INDEX_MASK;

  if (ttl > HOPMAP_MAX_TTL)
    return;

  switch (event->type)
    {
    case HOPMAP_PROBE_SENT:
      hopmap_schedule_sent (self->schedule, ttl, index, event->sent_ns);
      hopmap_logbook_note_sent (self->logbook, self->route, ttl, index,
                                event->sent_ns - self->origin_ns + get_slept_ns (self));
      break;
    case HOPMAP_PROBE_REPLY:
      hopmap_route_set_trouble (self->route, NULL);
      note_answer (self, ttl, index, &event->reply);
      hopmap_logbook_note_answer (self->logbook, self->route, ttl, index, &event->reply);
      break;
    case HOPMAP_PROBE_FAILED:
      if (self->error == NULL)
        self->error = g_error_copy (event->error);
      note_trouble (self, event->error);
      note_unanswered (self, ttl, index);
      break;
    case HOPMAP_PROBE_EXPIRED:
      note_unanswered (self, ttl, index);
      break;
    case HOPMAP_PROBE_CLOSED:
    default:
      break;
    }
  if (hopmap_schedule_is_over (self->schedule))
    show_route (self);
}

/**
 * hopmap_probing_end:
 * @self: a probing
 *
 * Ends it before it is over: nothing is sent any more, and no hop is waited for.
 */
void
hopmap_probing_end (HopmapProbing *self)
{
  self->ended = TRUE;
  show_route (self);
}

/**
 * hopmap_probing_is_over:
 * @self: a probing
 *
 * Returns: whether all is probed that was to be
 */
gboolean
hopmap_probing_is_over (HopmapProbing *self)
{
  return hopmap_schedule_is_over (self->schedule);
}

/**
 * hopmap_probing_get_end:
 * @self: a probing
 *
 * Returns: why the trace is over if it is over now: what was found, where only more rounds were to
 *   come, else that it was stopped
 */
HopmapEnd
hopmap_probing_get_end (HopmapProbing *self)
{
  return hopmap_schedule_get_end (self->schedule);
}

/**
 * hopmap_probing_get_error:
 * @self: a probing
 *
 * Returns: (transfer none) (nullable): why probes could not be sent, while nobody has answered
 */
const GError *
hopmap_probing_get_error (HopmapProbing *self)
{
  return hopmap_schedule_get_survey (self->schedule)->n_answered == 0 ? self->error : NULL;
}

/**
 * hopmap_probing_is_hopeless:
 * @self: a probing
 *
 * Returns: whether nobody has answered, and why probes could not be sent will meet all others too
 */
gboolean
hopmap_probing_is_hopeless (HopmapProbing *self)
{
  const GError *error = hopmap_probing_get_error (self);

  return g_error_matches (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_NETWORK)
         || g_error_matches (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_PERMISSION)
         || g_error_matches (error, HOPMAP_TRACE_ERROR, HOPMAP_TRACE_ERROR_REFUSED);
}
