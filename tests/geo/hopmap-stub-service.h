/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A web service on this computer that answers what a test wants, well or badly, and remembers what
 * it was asked.
 */
#pragma once

#include <gio/gio.h>

typedef enum
{
  HOPMAP_STUB_WHOLE,  /* the body, as it should be */
  HOPMAP_STUB_SILENT, /* nothing, ever */
  HOPMAP_STUB_DRIP,   /* a byte now and then */
  HOPMAP_STUB_FLOOD,  /* a body without end */
  HOPMAP_STUB_CUT,    /* the connection ends in the middle of the body */
} HopmapStubManner;

/* In the body, {ip} stands for the address that was asked for. */
typedef struct
{
  guint status;
  const char *body;
  const char *header; /* NULL, or the name of one more header … */
  const char *value;  /* … and what it says */
  HopmapStubManner manner;
} HopmapStubReply;

typedef struct _HopmapStubService HopmapStubService;

HopmapStubService *hopmap_stub_service_new (void);
void hopmap_stub_service_free (HopmapStubService *service);
const char *hopmap_stub_service_get_url (HopmapStubService *service);
void hopmap_stub_service_set_replies (HopmapStubService *service,
                                      const HopmapStubReply *replies,
                                      guint n_replies);
void hopmap_stub_service_take_batches (HopmapStubService *service);
guint hopmap_stub_service_get_n_batches (HopmapStubService *service);
guint hopmap_stub_service_get_n_requests (HopmapStubService *service);
const char *hopmap_stub_service_get_request (HopmapStubService *service, guint index);
const char *hopmap_stub_service_get_authorization (HopmapStubService *service);
guint hopmap_stub_service_count (HopmapStubService *service, const char *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HopmapStubService, hopmap_stub_service_free)
