/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapReplaySource: see the header. What will happen is kept in a list in order of time; one
 * alarm stands at its head.
 */
#include "hopmap-replay-source.h"

#include "hopmap-alarm.h"

struct _HopmapReplaySource
{
  GObject parent_instance;

  HopmapRoute *recording;
  double speed;
  GSequence *coming; /* of Coming, in order of time */
  GSource *alarm;
};

typedef struct
{
  gint64 at_ns;
  HopmapProbeEvent event;
} Coming;

static int
compare_coming (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Coming *one = a;
  const Coming *other = b;

  return (one->at_ns > other->at_ns) - (one->at_ns < other->at_ns);
}

static void
set_alarm (HopmapReplaySource *self)
{
  GSequenceIter *head = g_sequence_get_begin_iter (self->coming);
  gint64 at_ns = HOPMAP_ALARM_NEVER;

  if (!g_sequence_iter_is_end (head))
    at_ns = ((Coming *) g_sequence_get (head))->at_ns;
  hopmap_alarm_set_ns (self->alarm, at_ns);
}

static void
expect (HopmapReplaySource *self, gint64 at_ns, const HopmapProbeEvent *event)
{
  Coming *coming = g_new (Coming, 1);

  *coming = (Coming){ .at_ns = at_ns, .event = *event };
  g_sequence_insert_sorted (self->coming, coming, compare_coming, NULL);
}

static gboolean
ring_cb (gpointer user_data)
{
  g_autoptr (HopmapReplaySource) self = g_object_ref (HOPMAP_REPLAY_SOURCE (user_data));
  const gint64 now_ns = hopmap_alarm_now_ns ();
  GSequenceIter *head;

  /* What the receivers ask for meanwhile comes in another turn of the main loop at the earliest,
   * so that a replay without any delay cannot keep the loop to itself. */
  while (self->alarm != NULL
         && !g_sequence_iter_is_end (head = g_sequence_get_begin_iter (self->coming)))
    {
      Coming coming = *(Coming *) g_sequence_get (head);

      if (coming.at_ns > now_ns)
        break;
      g_sequence_remove (head);
      hopmap_probe_source_emit (HOPMAP_PROBE_SOURCE (self), &coming.event);
    }

  if (self->alarm == NULL)
    return G_SOURCE_REMOVE;

  set_alarm (self);
  return G_SOURCE_CONTINUE;
}

/* The hop that answers a probe of this TTL: what goes farther than the destination meets it. */
static HopmapHop *
find_hop (HopmapReplaySource *self, guint ttl)
{
  HopmapHop *last = hopmap_route_get_last_answering_hop (self->recording);

  if (last != NULL && ttl > hopmap_hop_get_ttl (last)
      && (hopmap_hop_is_destination (last)
          || hopmap_route_get_end (self->recording) == HOPMAP_END_DESTINATION))
    return last;

  return hopmap_route_get_hop (self->recording, ttl);
}

/* Files of other programs say who answered, and not always what. */
static HopmapAnswer
guess_answer (HopmapReplaySource *self, HopmapHop *hop, const HopmapSample *sample)
{
  const HopmapAddress *destination = hopmap_route_get_destination (self->recording);

  if (sample->answer != HOPMAP_ANSWER_NONE)
    return sample->answer;
  if (hop == hopmap_route_get_last_answering_hop (self->recording)
      && (hopmap_route_get_end (self->recording) == HOPMAP_END_DESTINATION
          || (destination != NULL && hopmap_address_equal (destination, &sample->address))))
    return HOPMAP_ANSWER_DESTINATION;

  return HOPMAP_ANSWER_TIME_EXCEEDED;
}

static gint64
scale (HopmapReplaySource *self, gint64 span_ns)
{
  return self->speed > 0.0 ? (gint64) ((double) span_ns / self->speed) : 0;
}

static gboolean
is_made_of (const HopmapSample *sample, HopmapProtocol protocol)
{
  return sample->protocol == protocol || sample->protocol == HOPMAP_PROTOCOL_AUTO;
}

/* A hop may have answered one protocol and been silent to another. */
static const HopmapSample *
find_sample (HopmapHop *hop, const HopmapProbeRequest *probe)
{
  const guint n = hop != NULL ? hopmap_hop_get_n_samples (hop) : 0;

  for (guint i = 0; i < n; i++)
    {
      const HopmapSample *sample = hopmap_hop_get_sample (hop, (probe->index + i) % n);

      if (is_made_of (sample, probe->rung.protocol))
        return sample;
    }

  return NULL;
}

static void
expect_outcome (HopmapReplaySource *self, const HopmapProbeRequest *probe, gint64 sent_ns)
{
  HopmapHop *hop = find_hop (self, probe->ttl);
  const HopmapSample *sample = find_sample (hop, probe);
  HopmapProbeEvent event = { .token = probe->token };

  if (sample == NULL || sample->rtt_ns < 0 || sample->lost)
    {
      event.type = HOPMAP_PROBE_EXPIRED;
      expect (self, sent_ns + scale (self, (gint64) probe->timeout_ms * 1000000), &event);
      return;
    }

  event.type = HOPMAP_PROBE_REPLY;
  event.reply = *sample;
  event.reply.sent_ns = -1;
  event.reply.answer = guess_answer (self, hop, sample);
  if (!hopmap_address_is_set (&event.reply.address) && hopmap_hop_get_address (hop) != NULL)
    event.reply.address = *hopmap_hop_get_address (hop);
  expect (self, sent_ns + scale (self, sample->rtt_ns), &event);
}

static void
replay_send (HopmapProbeSource *source, const HopmapProbeRequest *probes, guint n_probes)
{
  HopmapReplaySource *self = HOPMAP_REPLAY_SOURCE (source);
  gint64 at_ns = hopmap_alarm_now_ns ();

  if (self->alarm == NULL)
    return;

  for (guint i = 0; i < n_probes; i++)
    {
      HopmapProbeEvent event = { .type = HOPMAP_PROBE_SENT, .token = probes[i].token };

      at_ns += scale (self, (gint64) probes[i].gap_us * 1000);
      event.sent_ns = at_ns;
      expect (self, at_ns, &event);
      expect_outcome (self, &probes[i], at_ns);
    }
  set_alarm (self);
}

static void
replay_forget (HopmapProbeSource *source, guint32 token)
{
  HopmapReplaySource *self = HOPMAP_REPLAY_SOURCE (source);
  GSequenceIter *iter = g_sequence_get_begin_iter (self->coming);

  while (!g_sequence_iter_is_end (iter))
    {
      GSequenceIter *next = g_sequence_iter_next (iter);

      if (((Coming *) g_sequence_get (iter))->event.token == token)
        g_sequence_remove (iter);
      iter = next;
    }
}

static void
replay_forget_all (HopmapProbeSource *source)
{
  HopmapReplaySource *self = HOPMAP_REPLAY_SOURCE (source);

  g_sequence_remove_range (g_sequence_get_begin_iter (self->coming),
                           g_sequence_get_end_iter (self->coming));
}

static void
replay_stop (HopmapProbeSource *source)
{
  HopmapReplaySource *self = HOPMAP_REPLAY_SOURCE (source);

  g_clear_pointer (&self->alarm, hopmap_alarm_destroy);
  replay_forget_all (source);
}

static void
replay_start_async (HopmapProbeSource *source,
                    const HopmapAddress *destination,
                    const HopmapTraceOptions *options,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  HopmapReplaySource *self = HOPMAP_REPLAY_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, replay_start_async);
  if (self->alarm == NULL)
    {
      self->alarm = hopmap_alarm_new ("hopmap-replay", ring_cb, self);
      /* Before whoever acts on silence: an answer and the end of the wait for it may be due at
       * once when the main loop was busy. */
      g_source_set_priority (self->alarm, G_PRIORITY_DEFAULT - 1);
    }
  g_task_return_boolean (task, TRUE);
}

static gboolean
replay_start_finish (HopmapProbeSource *source,
                     GAsyncResult *result,
                     HopmapProtocol *protocol,
                     HopmapAccess *access,
                     GError **error)
{
  HopmapReplaySource *self = HOPMAP_REPLAY_SOURCE (source);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *protocol = hopmap_route_get_protocol (self->recording);
  if (*protocol == HOPMAP_PROTOCOL_AUTO)
    *protocol = HOPMAP_PROTOCOL_ICMP;
  *access = HOPMAP_ACCESS_RECORDING;
  return TRUE;
}

static HopmapProtocols
replay_get_protocols (HopmapProbeSource *source)
{
  HopmapReplaySource *self = HOPMAP_REPLAY_SOURCE (source);
  HopmapProtocols protocols = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->recording)); i++)
    {
      g_autoptr (HopmapHop) hop = g_list_model_get_item (G_LIST_MODEL (self->recording), i);

      for (guint j = 0; j < hopmap_hop_get_n_samples (hop); j++)
        protocols |= HOPMAP_PROTOCOLS_OF (hopmap_hop_get_sample (hop, j)->protocol);
    }

  return protocols & ~HOPMAP_PROTOCOLS_OF (HOPMAP_PROTOCOL_AUTO);
}

static void
hopmap_replay_source_iface_init (HopmapProbeSourceInterface *iface)
{
  iface->start_async = replay_start_async;
  iface->start_finish = replay_start_finish;
  iface->get_protocols = replay_get_protocols;
  iface->send = replay_send;
  iface->forget = replay_forget;
  iface->forget_all = replay_forget_all;
  iface->stop = replay_stop;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HopmapReplaySource,
                               hopmap_replay_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HOPMAP_TYPE_PROBE_SOURCE,
                                                      hopmap_replay_source_iface_init))

static void
hopmap_replay_source_dispose (GObject *object)
{
  HopmapReplaySource *self = HOPMAP_REPLAY_SOURCE (object);

  g_clear_pointer (&self->alarm, hopmap_alarm_destroy);
  g_clear_pointer (&self->coming, g_sequence_free);
  g_clear_object (&self->recording);

  G_OBJECT_CLASS (hopmap_replay_source_parent_class)->dispose (object);
}

static void
hopmap_replay_source_class_init (HopmapReplaySourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hopmap_replay_source_dispose;
}

static void
hopmap_replay_source_init (HopmapReplaySource *self)
{
  self->coming = g_sequence_new (g_free);
}

/**
 * hopmap_replay_source_new:
 * @recording: a finished route; it must not change any more
 * @speed: 1 for real time, 2 for twice as fast …, 0 for no delay at all
 *
 * The times that replies report are the recorded ones at any speed. Slower than real time, answers
 * come later than a schedule waits for them.
 *
 * Returns: (transfer full): a source
 */
HopmapReplaySource *
hopmap_replay_source_new (HopmapRoute *recording, double speed)
{
  HopmapReplaySource *self = g_object_new (HOPMAP_TYPE_REPLAY_SOURCE, NULL);

  self->recording = g_object_ref (recording);
  self->speed = MAX (speed, 0.0);
  return self;
}
