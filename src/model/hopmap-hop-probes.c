/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHop and its probes: samples, and what follows from them; see hopmap-hop.h.
 */
#include "hopmap-hop-private.h"

static void
set_state (HopmapHop *self, HopmapHopState state)
{
  if (self->state == state)
    return;

  self->state = state;
  hopmap_hop_notify (self, HOPMAP_HOP_PROP_STATE);
}

static void
set_address (HopmapHop *self, const HopmapAddress *address)
{
  if (!hopmap_address_is_set (address) || hopmap_address_equal (&self->address, address))
    return;

  self->address = *address;
  g_free (self->address_text);
  self->address_text = hopmap_address_to_string (address);
  hopmap_hop_notify (self, HOPMAP_HOP_PROP_ADDRESS);
  hopmap_hop_notify (self, HOPMAP_HOP_PROP_ADDRESS_TEXT);
}

/**
 * hopmap_hop_get_n_samples:
 * @self: a hop
 *
 * Returns: how many probes to this distance are kept: all of them, or the newest
 */
guint
hopmap_hop_get_n_samples (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), 0);

  return self->samples->len;
}

/**
 * hopmap_hop_get_first_sample:
 * @self: a hop
 *
 * Returns: how many probes there were before those that are kept: what hopmap_hop_add_probe()
 *   returned for the first of these
 */
guint
hopmap_hop_get_first_sample (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), 0);

  return self->first_sample;
}

/**
 * hopmap_hop_get_sample:
 * @self: a hop
 * @index: below hopmap_hop_get_n_samples()
 *
 * Returns: (transfer none): that probe; valid until the next one is added
 */
const HopmapSample *
hopmap_hop_get_sample (HopmapHop *self, guint index)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);
  g_return_val_if_fail (index < self->samples->len, NULL);

  return &g_array_index (self->samples, HopmapSample, index);
}

/**
 * hopmap_hop_get_n_responders:
 * @self: a hop
 *
 * Returns: how many addresses answered, up to %HOPMAP_MAX_RESPONDERS
 */
guint
hopmap_hop_get_n_responders (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), 0);

  return self->responders->len;
}

/**
 * hopmap_hop_get_responder:
 * @self: a hop
 * @index: below hopmap_hop_get_n_responders(); the first is the one of hopmap_hop_get_address()
 *
 * Returns: (transfer none): one of the addresses with its own times; valid until the next answer
 */
const HopmapResponder *
hopmap_hop_get_responder (HopmapHop *self, guint index)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);
  g_return_val_if_fail (index < self->responders->len, NULL);

  return &g_array_index (self->responders, HopmapResponder, index);
}

static HopmapSample *
find_sample (HopmapHop *self, guint index)
{
  if (index < self->first_sample || index - self->first_sample >= self->samples->len)
    return NULL;

  return &g_array_index (self->samples, HopmapSample, index - self->first_sample);
}

static gboolean
counts (HopmapHop *self, const HopmapSample *sample)
{
  return self->protocols == 0 || (self->protocols & (1u << sample->protocol)) != 0;
}

static void
count_sample (HopmapHop *self, const HopmapSample *sample)
{
  if (!counts (self, sample))
    return;

  hopmap_running_stats_add_sent (&self->stats);
  if (sample->lost || sample->late)
    hopmap_running_stats_add_lost (&self->stats);
  if (sample->late)
    hopmap_running_stats_add_late_reply (&self->stats);
  else if (sample->answer != HOPMAP_ANSWER_NONE)
    hopmap_running_stats_add_reply (&self->stats, sample->rtt_ns);
}

/* A hop that is silent to one protocol and answers another has not lost the probes of the first. */
static void
add_protocol (HopmapHop *self, HopmapProtocol protocol)
{
  self->protocols |= 1u << protocol;
  self->stats = (HopmapRunningStats){ 0 };
  for (guint i = 0; i < self->samples->len; i++)
    count_sample (self, &g_array_index (self->samples, HopmapSample, i));
}

/**
 * hopmap_hop_add_probe:
 * @self: a hop
 * @protocol: what the probe is made of
 * @sent_ns: when it leaves, nanoseconds since the trace began, or -1
 *
 * Returns: the number of the new sample, counted from 0 for the first there ever was
 */
guint
hopmap_hop_add_probe (HopmapHop *self, HopmapProtocol protocol, gint64 sent_ns)
{
  HopmapSample sample = { .sent_ns = sent_ns, .rtt_ns = -1, .protocol = protocol };

  g_return_val_if_fail (HOPMAP_IS_HOP (self), 0);

  g_array_append_val (self->samples, sample);
  self->n_under_way++;
  if (counts (self, &sample))
    hopmap_running_stats_add_sent (&self->stats);
  if (self->state == HOPMAP_HOP_SILENT)
    set_state (self, HOPMAP_HOP_WAITING);

  return self->first_sample + self->samples->len - 1;
}

/* One probe in many may be sent a longer way; two in a row mean that the path has changed. */
static void
note_destination (HopmapHop *self, HopmapAnswer answer)
{
  const gboolean before = self->destination;

  self->n_passed = answer == HOPMAP_ANSWER_TIME_EXCEEDED ? self->n_passed + 1 : 0;
  if (answer == HOPMAP_ANSWER_DESTINATION)
    self->destination = TRUE;
  else if (self->n_passed >= 2)
    self->destination = FALSE;
  if (before != self->destination)
    hopmap_hop_notify (self, HOPMAP_HOP_PROP_DESTINATION);
}

/* Returns whether it was under way until now. */
static gboolean
fill_in (HopmapSample *sample, const HopmapSample *answer)
{
  const HopmapSample before = *sample;

  *sample = *answer;
  sample->late = answer->late || before.lost || answer->rtt_ns < 0;
  sample->lost = FALSE;
  sample->protocol = before.protocol;
  if (answer->sent_ns < 0)
    sample->sent_ns = before.sent_ns;

  return !before.lost;
}

static void
count_answer (HopmapHop *self, const HopmapSample *sample, gboolean was_under_way)
{
  if (was_under_way)
    self->n_under_way--;
  if ((self->protocols & (1u << sample->protocol)) == 0)
    add_protocol (self, sample->protocol);
  else if (!sample->late)
    hopmap_running_stats_add_reply (&self->stats, sample->rtt_ns);
  else
    {
      if (was_under_way)
        hopmap_running_stats_add_lost (&self->stats);
      hopmap_running_stats_add_late_reply (&self->stats);
    }
  if (sample->late && sample->rtt_ns >= 0)
    self->late_ns = self->late_ns < 0 ? sample->rtt_ns : MIN (self->late_ns, sample->rtt_ns);
}

/**
 * hopmap_hop_answer_probe:
 * @self: a hop
 * @index: a sample that has no answer yet
 * @answer: the answer; its @sent_ns (where that is -1), @lost and @protocol are ignored; a @rtt_ns of
 *   -1 means that nobody noted the time
 *
 * Records an answer, a late one to a probe given up included. A second answer to the same probe is
 * ignored, and so is one to a probe that is kept no more.
 */
void
hopmap_hop_answer_probe (HopmapHop *self, guint index, const HopmapSample *answer)
{
  HopmapSample *sample;
  gboolean was_under_way;

  g_return_if_fail (HOPMAP_IS_HOP (self));
  g_return_if_fail (index - self->first_sample < self->samples->len || index < self->first_sample);
  g_return_if_fail (answer->rtt_ns >= -1 && answer->answer != HOPMAP_ANSWER_NONE);

  sample = find_sample (self, index);
  if (sample == NULL || sample->answer != HOPMAP_ANSWER_NONE)
    return;

  was_under_way = fill_in (sample, answer);
  count_answer (self, sample, was_under_way);
  hopmap_responders_note (self->responders, sample);
  self->answered = TRUE;

  g_object_freeze_notify (G_OBJECT (self));
  if (!hopmap_address_is_set (&self->address))
    set_address (self, &answer->address);
  set_state (self, HOPMAP_HOP_ANSWERED);
  hopmap_hop_notify (self, HOPMAP_HOP_PROP_RTT_NS);
  note_destination (self, answer->answer);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * hopmap_hop_lose_probe:
 * @self: a hop
 * @index: a sample under way
 *
 * Gives a probe up. A hop none of whose probes was answered or is under way becomes silent.
 */
void
hopmap_hop_lose_probe (HopmapHop *self, guint index)
{
  HopmapSample *sample;

  g_return_if_fail (HOPMAP_IS_HOP (self));
  g_return_if_fail (index - self->first_sample < self->samples->len || index < self->first_sample);

  sample = find_sample (self, index);
  if (sample == NULL || sample->lost || sample->answer != HOPMAP_ANSWER_NONE)
    return;

  sample->lost = TRUE;
  self->n_under_way--;
  if (counts (self, sample))
    hopmap_running_stats_add_lost (&self->stats);
  if (!self->answered && self->n_under_way == 0)
    set_state (self, HOPMAP_HOP_SILENT);
  hopmap_hop_notify (self, HOPMAP_HOP_PROP_LOSS);
}

/**
 * hopmap_hop_drop_samples:
 * @self: a hop
 * @n: how many of the oldest probes are kept no more, at most hopmap_hop_get_n_samples()
 *
 * They stay part of the statistics.
 */
void
hopmap_hop_drop_samples (HopmapHop *self, guint n)
{
  g_return_if_fail (HOPMAP_IS_HOP (self));
  g_return_if_fail (n <= self->samples->len);

  for (guint i = 0; i < n; i++)
    {
      const HopmapSample *sample = &g_array_index (self->samples, HopmapSample, i);

      if (!sample->lost && sample->answer == HOPMAP_ANSWER_NONE)
        self->n_under_way--;
    }
  g_array_remove_range (self->samples, 0, n);
  self->first_sample += n;
}

/**
 * hopmap_hop_set_stats:
 * @self: a hop
 * @stats: statistics of more probes than are kept
 *
 * For a hop that is read from a file, once all its probes are in.
 */
void
hopmap_hop_set_stats (HopmapHop *self, const HopmapRunningStats *stats)
{
  g_return_if_fail (HOPMAP_IS_HOP (self));

  self->stats = *stats;
  hopmap_hop_notify (self, HOPMAP_HOP_PROP_RTT_NS);
}
