/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands over every readable form of a route: where to, when, how, by what program, and the
 * verdict. Plain text, neither cleaned nor escaped.
 */
#pragma once

#include <hopmap-route.h>

G_BEGIN_DECLS

/**
 * HopmapCaption:
 * @heading: such as "Route to example.org", translated
 * @verdict: one or two sentences, translated; may be ""
 * @target: the host for people's eyes
 * @address: (nullable): the address that was traced
 * @time_text: (nullable): start of the trace for people, in UTC
 * @time_iso: (nullable): the same for machines, RFC 3339
 * @method: (nullable): what the probes were made of and how they went out, translated
 * @generator: name and version of this program
 * @credits: whose data it shows, a line each, each once; "https://" in them begins a link
 */
typedef struct
{
  char *heading;
  char *verdict;
  char *target;
  char *address;
  char *time_text;
  char *time_iso;
  char *method;
  char *generator;
  GStrv credits;
} HopmapCaption;

HopmapCaption *hopmap_caption_new (HopmapRoute *route);
HopmapCaption *hopmap_caption_new_for_machines (HopmapRoute *route);
char *hopmap_caption_dup_facts (const HopmapCaption *caption);
void hopmap_caption_free (HopmapCaption *caption);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapCaption, hopmap_caption_free)

G_END_DECLS
