/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sample-probe.h. */
#include "sample-probe.h"

#include <string.h>

#include "answer.h"

NetsimScenario *
sample_scenario (const char *text)
{
  g_autoptr (GError) error = NULL;
  NetsimScenario *scenario = netsim_scenario_parse (text, "sample", &error);

  g_assert_no_error (error);
  return scenario;
}

static gsize
put_transport (guint8 *transport, const SampleProbe *sample)
{
  gsize size = 8;

  if (sample->protocol == NETSIM_ICMP)
    {
      transport[0] = sample->family == 4 ? 8 : 128;
      netsim_put16 (transport + 4, sample->port);
      netsim_put16 (transport + 6, sample->token);
    }
  else
    {
      netsim_put16 (transport, sample->port);
      netsim_put16 (transport + 2, sample->protocol == NETSIM_UDP ? 33434 : 443);
      netsim_put16 (transport + 4, (guint) (8 + sample->payload));
    }
  if (sample->protocol == NETSIM_TCP)
    {
      size = 20;
      netsim_put32 (transport + 4, sample->token);
      transport[12] = 5 << 4;
      transport[13] = NETSIM_TCP_SYN;
    }
  for (gsize i = 0; i < sample->payload; i++)
    transport[size + i] = (guint8) (0x40 + i);
  if (sample->protocol == NETSIM_UDP && sample->payload >= 2)
    netsim_put16 (transport + 8, sample->token);
  return size + sample->payload;
}

GByteArray *
sample_probe (const SampleProbe *sample)
{
  NetsimEnvelope envelope = { .ttl = (guint8) sample->ttl };
  guint8 transport[2048] = { 0 };
  gsize size = put_transport (transport, sample);
  guint8 protocol = sample->family == 4 ? NETSIM_IP_ICMP : NETSIM_IP_ICMP6;
  gsize checksum_at = 2;

  if (sample->protocol != NETSIM_ICMP)
    {
      protocol = sample->protocol == NETSIM_UDP ? NETSIM_IP_UDP : NETSIM_IP_TCP;
      checksum_at = sample->protocol == NETSIM_UDP ? 6 : 16;
    }
  netsim_address_parse (sample->family == 4 ? NETSIM_SOURCE4 : NETSIM_SOURCE6, sample->family,
                        &envelope.source);
  netsim_address_parse (sample->family == 4 ? "198.18.255.1" : "2001:db8:ffff::1", sample->family,
                        &envelope.destination);
  return netsim_answer_wrap (&envelope, protocol, transport, size, checksum_at);
}
