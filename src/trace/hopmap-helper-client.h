/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The helper hopmap-probe as a source of probes: started as a child process with nothing but one
 * socket, told what to send, ended by closing that socket.
 */
#pragma once

#include "hopmap-probe-source.h"

G_BEGIN_DECLS

#define HOPMAP_TYPE_HELPER_CLIENT (hopmap_helper_client_get_type ())

G_DECLARE_FINAL_TYPE (HopmapHelperClient, hopmap_helper_client, HOPMAP, HELPER_CLIENT, GObject)

HopmapHelperClient *hopmap_helper_client_new (const char *helper_path);
void hopmap_helper_client_prepare (HopmapHelperClient *self);

G_END_DECLS
