/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Certificates for servers on this computer, made anew for every run: none can expire, and no key
 * lies about.
 */
#pragma once

#include <gio/gio.h>

typedef struct
{
  GTlsCertificate *trusted;    /* of 127.0.0.1 */
  GTlsCertificate *stranger;   /* of 127.0.0.1, too, but nobody vouches for it */
  GTlsCertificate *other_name; /* trusted, of another.example */
  char *folder;                /* with the list of those that are trusted */
} HopmapTestCertificates;

HopmapTestCertificates *hopmap_test_certificates_new (void);
void hopmap_test_certificates_free (HopmapTestCertificates *certificates);
