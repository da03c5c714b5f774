/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapHop: see the header. State, address and statistics follow from the samples, so that nobody
 * can set them at odds.
 */
#include "hopmap-hop.h"

#include <string.h>

struct _HopmapHop
{
  GObject parent_instance;

  guint ttl;
  GArray *samples;    /* the newest */
  guint first_sample; /* how many there were before these */
  GArray *responders; /* of HopmapResponder */
  guint n_under_way;
  gboolean answered;
  guint protocols; /* bits of those that it has answered; stats are about these */
  HopmapRunningStats stats;
  gint64 late_ns; /* the smallest time of late answers, or -1 */
  guint n_passed; /* how often in a row the destination's distance let probes die of age */
  HopmapHopState state;
  HopmapAddress address;
  char *address_text;
  char *name;
  HopmapPlace *place;
  GPtrArray *candidates;
  guint asn;
  char *network;
  char *network_attribution;
  gboolean destination;
  gboolean masked;
};

enum
{
  PROP_TTL = 1,
  PROP_STATE,
  PROP_ADDRESS,
  PROP_ADDRESS_TEXT,
  PROP_NAME,
  PROP_PLACE,
  PROP_ASN,
  PROP_NETWORK,
  PROP_RTT_NS,
  PROP_DESTINATION,
  PROP_LOSS,
  PROP_MASKED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HopmapHop, hopmap_hop, G_TYPE_OBJECT)

static void
set_state (HopmapHop *self, HopmapHopState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_address (HopmapHop *self, const HopmapAddress *address)
{
  if (!hopmap_address_is_set (address) || hopmap_address_equal (&self->address, address))
    return;

  self->address = *address;
  g_free (self->address_text);
  self->address_text = hopmap_address_to_string (address);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDRESS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDRESS_TEXT]);
}

static void
hopmap_hop_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HopmapHop *self = HOPMAP_HOP (object);

  switch (id)
    {
    case PROP_TTL:
      g_value_set_uint (value, self->ttl);
      break;
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_ADDRESS:
      g_value_set_boxed (value, hopmap_hop_get_address (self));
      break;
    case PROP_ADDRESS_TEXT:
      g_value_set_string (value, self->address_text);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_PLACE:
      g_value_set_boxed (value, self->place);
      break;
    case PROP_ASN:
      g_value_set_uint (value, self->asn);
      break;
    case PROP_NETWORK:
      g_value_set_string (value, self->network);
      break;
    case PROP_RTT_NS:
      g_value_set_int64 (value, hopmap_hop_get_rtt_ns (self));
      break;
    case PROP_DESTINATION:
      g_value_set_boolean (value, hopmap_hop_is_destination (self));
      break;
    case PROP_MASKED:
      g_value_set_boolean (value, self->masked);
      break;
    case PROP_LOSS:
      g_value_set_double (value, hopmap_running_stats_get_loss_percent (&self->stats));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hopmap_hop_finalize (GObject *object)
{
  HopmapHop *self = HOPMAP_HOP (object);

  g_clear_pointer (&self->samples, g_array_unref);
  g_clear_pointer (&self->responders, g_array_unref);
  g_clear_pointer (&self->address_text, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->place, hopmap_place_unref);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->network, g_free);
  g_clear_pointer (&self->network_attribution, g_free);

  G_OBJECT_CLASS (hopmap_hop_parent_class)->finalize (object);
}

static void
hopmap_hop_class_init (HopmapHopClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hopmap_hop_get_property;
  object_class->finalize = hopmap_hop_finalize;

  properties[PROP_TTL] = g_param_spec_uint ("ttl", NULL, NULL, 0, 255, 0, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, HOPMAP_TYPE_HOP_STATE,
                                              HOPMAP_HOP_WAITING, flags);
  properties[PROP_ADDRESS] = g_param_spec_boxed ("address", NULL, NULL, HOPMAP_TYPE_ADDRESS, flags);
  properties[PROP_ADDRESS_TEXT] = g_param_spec_string ("address-text", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_PLACE] = g_param_spec_boxed ("place", NULL, NULL, HOPMAP_TYPE_PLACE, flags);
  properties[PROP_ASN] = g_param_spec_uint ("asn", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_NETWORK] = g_param_spec_string ("network", NULL, NULL, NULL, flags);
  /* Nanoseconds, the smallest seen; -1 where nobody answered. Notified with every answer. */
  properties[PROP_RTT_NS] = g_param_spec_int64 ("rtt-ns", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_DESTINATION] = g_param_spec_boolean ("destination", NULL, NULL, FALSE, flags);
  /* Per cent of the probes that are decided. Notified with every probe that is given up. */
  properties[PROP_LOSS] = g_param_spec_double ("loss", NULL, NULL, 0.0, 100.0, 0.0, flags);
  /* Whether who and where it is are not to be seen on the screen. */
  properties[PROP_MASKED] = g_param_spec_boolean ("masked", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hopmap_hop_init (HopmapHop *self)
{
  self->samples = g_array_new (FALSE, TRUE, sizeof (HopmapSample));
  self->responders = g_array_new (FALSE, FALSE, sizeof (HopmapResponder));
  self->late_ns = -1;
}

/**
 * hopmap_hop_new:
 * @ttl: distance in hops, 1 to 255
 *
 * Returns: (transfer full): a hop nobody has probed yet
 */
HopmapHop *
hopmap_hop_new (guint ttl)
{
  HopmapHop *self = g_object_new (HOPMAP_TYPE_HOP, NULL);

  self->ttl = ttl;
  return self;
}

/**
 * hopmap_hop_get_ttl:
 * @self: a hop
 *
 * Returns: its distance in hops
 */
guint
hopmap_hop_get_ttl (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), 0);

  return self->ttl;
}

/**
 * hopmap_hop_get_state:
 * @self: a hop
 *
 * Returns: whether it waits, answered, or is silent
 */
HopmapHopState
hopmap_hop_get_state (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), HOPMAP_HOP_WAITING);

  return self->state;
}

/**
 * hopmap_hop_get_address:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable): who answered first, or %NULL
 */
const HopmapAddress *
hopmap_hop_get_address (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return hopmap_address_is_set (&self->address) ? &self->address : NULL;
}

/**
 * hopmap_hop_get_address_text:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable): the same as text, or %NULL
 */
const char *
hopmap_hop_get_address_text (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return self->address_text;
}

/**
 * hopmap_hop_get_name:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable): the router's name in the DNS, or %NULL
 */
const char *
hopmap_hop_get_name (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return self->name;
}

/**
 * hopmap_hop_get_place:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable): the place believed in; %NULL while it is not looked up
 */
HopmapPlace *
hopmap_hop_get_place (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return self->place;
}

/**
 * hopmap_hop_get_candidates:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable) (element-type HopmapPlace): every place that a source named,
 *   the believed one first
 */
GPtrArray *
hopmap_hop_get_candidates (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return self->candidates;
}

/**
 * hopmap_hop_get_asn:
 * @self: a hop
 *
 * Returns: the number of the autonomous system that announces the address, or 0
 */
guint
hopmap_hop_get_asn (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), 0);

  return self->asn;
}

/**
 * hopmap_hop_get_network:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable): that system's name, or %NULL
 */
const char *
hopmap_hop_get_network (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return self->network;
}

/**
 * hopmap_hop_get_network_attribution:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable): the line that whoever named the network asks to be shown
 */
const char *
hopmap_hop_get_network_attribution (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return self->network_attribution;
}

/**
 * hopmap_hop_get_stats:
 * @self: a hop
 *
 * Returns: (transfer none): running statistics of the probes that are made of what this hop answers:
 *   that it is silent to others is no loss
 */
const HopmapRunningStats *
hopmap_hop_get_stats (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return &self->stats;
}

/**
 * hopmap_hop_get_rtt_ns:
 * @self: a hop
 *
 * Returns: the smallest round-trip time in nanoseconds, that of a late answer where there is no
 *   other; -1 where nobody answered
 */
gint64
hopmap_hop_get_rtt_ns (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), -1);

  return self->stats.received > 0 ? self->stats.best_ns : self->late_ns;
}

/**
 * hopmap_hop_is_destination:
 * @self: a hop
 *
 * Returns: whether the destination itself answered at this distance
 */
gboolean
hopmap_hop_is_destination (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), FALSE);

  return self->destination;
}

/**
 * hopmap_hop_dup_mark:
 * @self: a hop
 *
 * Returns: (transfer full) (nullable): the mark of the first probe that has one, else %NULL
 */
char *
hopmap_hop_dup_mark (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  for (guint i = 0; i < self->samples->len; i++)
    {
      char *mark = hopmap_sample_dup_mark (&g_array_index (self->samples, HopmapSample, i));

      if (mark != NULL)
        return mark;
    }

  return NULL;
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
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESTINATION]);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RTT_NS]);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOSS]);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RTT_NS]);
}

/**
 * hopmap_hop_set_name:
 * @self: a hop
 * @name: (nullable): the router's name, already checked to be one
 */
void
hopmap_hop_set_name (HopmapHop *self, const char *name)
{
  g_return_if_fail (HOPMAP_IS_HOP (self));

  if (g_strcmp0 (self->name, name) == 0)
    return;

  g_free (self->name);
  self->name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

static gboolean
candidates_equal (GPtrArray *a, GPtrArray *b)
{
  const guint n = a != NULL ? a->len : 0;

  if (n != (b != NULL ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!hopmap_place_equal (a->pdata[i], b->pdata[i]))
      return FALSE;

  return TRUE;
}

/**
 * hopmap_hop_set_place:
 * @self: a hop
 * @place: (nullable): the place to believe in
 * @candidates: (nullable) (element-type HopmapPlace): all that sources named, and what speaks
 *   against each
 *
 * "place" is notified where either differs from before.
 */
void
hopmap_hop_set_place (HopmapHop *self, HopmapPlace *place, GPtrArray *candidates)
{
  gboolean same;

  g_return_if_fail (HOPMAP_IS_HOP (self));

  same = candidates_equal (self->candidates, candidates) && hopmap_place_equal (self->place, place);
  if (candidates != NULL)
    g_ptr_array_ref (candidates);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  self->candidates = candidates;

  if (place != NULL)
    hopmap_place_ref (place);
  g_clear_pointer (&self->place, hopmap_place_unref);
  self->place = place;
  if (!same)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
}

/**
 * hopmap_hop_set_network_attribution:
 * @self: a hop
 * @attribution: (nullable): the line that whoever named the network asks to be shown
 */
void
hopmap_hop_set_network_attribution (HopmapHop *self, const char *attribution)
{
  g_return_if_fail (HOPMAP_IS_HOP (self));

  if (g_strcmp0 (self->network_attribution, attribution) == 0)
    return;

  g_free (self->network_attribution);
  self->network_attribution = g_strdup (attribution);
}

/**
 * hopmap_hop_set_network:
 * @self: a hop
 * @asn: number of the autonomous system, or 0
 * @network: (nullable): its name
 */
void
hopmap_hop_set_network (HopmapHop *self, guint asn, const char *network)
{
  g_return_if_fail (HOPMAP_IS_HOP (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (self->asn != asn)
    {
      self->asn = asn;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASN]);
    }
  if (g_strcmp0 (self->network, network) != 0)
    {
      g_free (self->network);
      self->network = g_strdup (network);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NETWORK]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * hopmap_hop_is_masked:
 * @self: a hop
 *
 * Returns: whether who and where it is are not to be seen on the screen
 */
gboolean
hopmap_hop_is_masked (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), FALSE);

  return self->masked;
}

/**
 * hopmap_hop_set_masked:
 * @self: a hop
 * @masked: whether who and where it is are not to be seen on the screen
 *
 * It stays known: what is written to a file is masked by the options of writing.
 */
void
hopmap_hop_set_masked (HopmapHop *self, gboolean masked)
{
  g_return_if_fail (HOPMAP_IS_HOP (self));

  if (self->masked == masked)
    return;

  self->masked = masked;
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MASKED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * hopmap_hop_get_shown_place:
 * @self: a hop
 *
 * Returns: (transfer none) (nullable): its place, unless that is masked
 */
HopmapPlace *
hopmap_hop_get_shown_place (HopmapHop *self)
{
  g_return_val_if_fail (HOPMAP_IS_HOP (self), NULL);

  return self->masked ? NULL : self->place;
}
