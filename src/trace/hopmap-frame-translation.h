/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between the words of the helper's frames and those of the model. Pure functions.
 */
#pragma once

#include "hopmap-hop.h"
#include "hopmap-probe-source.h"
#include "probe-frame.h"

G_BEGIN_DECLS

void hopmap_frame_set_address (HopmapFrameAddress *frame, const HopmapAddress *address);
HopmapFrameProtocol hopmap_frame_from_protocol (HopmapProtocol protocol);
HopmapAnswer hopmap_frame_reply_get_answer (const HopmapFrameReply *reply,
                                            const HopmapAddress *destination);
void hopmap_frame_reply_to_sample (const HopmapFrameReply *reply,
                                   const HopmapAddress *destination,
                                   HopmapSample *sample);
gboolean hopmap_frame_hello_choose (const HopmapFrameHello *hello,
                                    guint family,
                                    HopmapProtocol wanted,
                                    HopmapProtocol *protocol,
                                    HopmapAccess *access,
                                    GError **error);
HopmapProtocols hopmap_frame_hello_get_protocols (const HopmapFrameHello *hello, guint family);
GError *hopmap_frame_failed_to_error (const HopmapFrameFailed *failed,
                                      const HopmapAddress *destination);

G_END_DECLS
