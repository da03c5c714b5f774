/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A recorded route that answers probes as the network did then: by hop and by the number of the
 * probe, after the recorded time. It knows no schedule; whoever asks otherwise gets other answers.
 */
#pragma once

#include "hopmap-probe-source.h"
#include "hopmap-route.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_REPLAY_SOURCE (hopmap_replay_source_get_type ())

G_DECLARE_FINAL_TYPE (HopmapReplaySource, hopmap_replay_source, HOPMAP, REPLAY_SOURCE, GObject)

HopmapReplaySource *hopmap_replay_source_new (HopmapRoute *recording, double speed);

G_END_DECLS
