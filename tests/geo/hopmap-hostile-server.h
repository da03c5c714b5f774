/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server on this computer that means harm. Every scene has a port of its own and is played to
 * whoever comes there, in threads beside the main loop; one more port is a trap that nobody may
 * ever come to.
 */
#pragma once

#include <gio/gio.h>

typedef enum
{
  HOPMAP_DOOR_HTTP,
  HOPMAP_DOOR_HTTPS,      /* with a certificate that this process trusts */
  HOPMAP_DOOR_STRANGER,   /* https with a certificate that nobody vouches for */
  HOPMAP_DOOR_OTHER_NAME, /* https with a trusted certificate of another server */
  HOPMAP_DOOR_HTTP_2,     /* https that offers HTTP/2 alone */
  HOPMAP_DOOR_BARE,       /* https is asked for, but what stands here knows no TLS */
} HopmapDoor;

typedef enum
{
  HOPMAP_MANNER_END,   /* says what it has to say, and goes */
  HOPMAP_MANNER_WAIT,  /* says it, and keeps the connection */
  HOPMAP_MANNER_RESET, /* says it, and drops the connection */
  HOPMAP_MANNER_FLOOD, /* says "more" for ever */
  HOPMAP_MANNER_DRIP,  /* says "more" for ever, a byte at a time */
  HOPMAP_MANNER_BOMB,  /* says 64 MB of blanks, packed "times" times by gzip */
} HopmapManner;

/* What is to come of it. */
typedef enum
{
  HOPMAP_OUTCOME_PLACE,   /* the place that was told */
  HOPMAP_OUTCOME_NOWHERE, /* an answer in which no point was made up */
  HOPMAP_OUTCOME_NOT_FOUND,
  HOPMAP_OUTCOME_RESERVED,
  HOPMAP_OUTCOME_KEY_REJECTED,
  HOPMAP_OUTCOME_QUOTA,
  HOPMAP_OUTCOME_UNAVAILABLE,
  HOPMAP_OUTCOME_BAD_RESPONSE,
  HOPMAP_OUTCOME_FAILED,  /* unavailable or a bad response: versions of libsoup differ */
  HOPMAP_OUTCOME_LENIENT, /* failed, or the place that was told */
  HOPMAP_OUTCOME_LATE,    /* unavailable, and it may take the client's own deadline to end it */
} HopmapOutcome;

/* In @head, {trap} stands for the trap's port and {self} for the scene's own. */
typedef struct
{
  const char *name;
  HopmapOutcome outcome;
  HopmapDoor door;
  HopmapManner manner;
  const char *head;
  const char *more; /* said after @head, or NULL */
  guint times;      /* how often, before END, WAIT and RESET */
  gsize size;       /* of a @head with NUL in it, in which nothing is filled in */
} HopmapScene;

typedef struct _HopmapHostileServer HopmapHostileServer;

HopmapHostileServer *hopmap_hostile_server_new (const HopmapScene *scenes, guint n_scenes);
void hopmap_hostile_server_free (HopmapHostileServer *server);
gboolean hopmap_hostile_server_has_door (HopmapHostileServer *server, HopmapDoor door);
const char *hopmap_hostile_server_get_url (HopmapHostileServer *server, guint scene);
guint hopmap_hostile_server_get_n_visits (HopmapHostileServer *server, guint scene);
guint hopmap_hostile_server_get_n_trapped (HopmapHostileServer *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapHostileServer, hopmap_hostile_server_free)
