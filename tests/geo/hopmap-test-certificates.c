/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapTestCertificates: see the header. They are self-signed; what makes some of them trusted is
 * that they are all that this process believes in.
 */
#include "hopmap-test-certificates.h"

#include <glib/gstdio.h>

#define TRUSTED_FILE "trusted.pem"

/* Returns NULL where openssl is not installed. */
static char *
make_pem (const char *folder, const char *name, const char *subject_alt_name)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.pem", folder, name);
  g_autofree char *extension = g_strconcat ("subjectAltName=", subject_alt_name, NULL);
  const char *const words[] = { "openssl",
                                "req",
                                "-x509",
                                "-newkey",
                                "ec",
                                "-pkeyopt",
                                "ec_paramgen_curve:prime256v1",
                                "-nodes",
                                "-days",
                                "2",
                                "-subj",
                                "/CN=Hopmap test",
                                "-addext",
                                extension,
                                "-keyout",
                                path,
                                "-out",
                                "-",
                                NULL };
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                     NULL, NULL, &certificate, NULL, &status, &error))
    {
      g_assert_error (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT);
      return NULL;
    }

  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &key, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return g_strconcat (certificate, key, NULL);
}

static GTlsCertificate *
read_pem (const char *pem)
{
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_pem (pem, -1, &error);

  g_assert_no_error (error);
  return certificate;
}

/* The file must stay: every connection reads it anew. */
static void
trust (const char *folder, const char *one, const char *other)
{
  g_autofree char *path = g_build_filename (folder, TRUSTED_FILE, NULL);
  g_autofree char *both = g_strconcat (one, other, NULL);
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, both, -1, &error);
  g_assert_no_error (error);
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
}

/* Returns the certificates, and from now on trusts those only; NULL where openssl is missing, or
 * where GLib knows no TLS. */
HopmapTestCertificates *
hopmap_test_certificates_new (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hopmap-certificates-XXXXXX", NULL);
  g_autofree char *trusted = NULL;
  g_autofree char *stranger = NULL;
  g_autofree char *other_name = NULL;
  HopmapTestCertificates *certificates = NULL;

  g_assert_nonnull (folder);
  if (g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    trusted = make_pem (folder, "trusted-key", "IP:127.0.0.1");
  if (trusted != NULL)
    {
      stranger = make_pem (folder, "stranger-key", "IP:127.0.0.1");
      other_name = make_pem (folder, "other-name-key", "DNS:another.example");
      certificates = g_new0 (HopmapTestCertificates, 1);
      certificates->trusted = read_pem (trusted);
      certificates->stranger = read_pem (stranger);
      certificates->other_name = read_pem (other_name);
      certificates->folder = g_strdup (folder);
      trust (folder, trusted, other_name);
    }
  else
    {
      g_rmdir (folder);
    }

  return certificates;
}

void
hopmap_test_certificates_free (HopmapTestCertificates *certificates)
{
  g_autofree char *path = g_build_filename (certificates->folder, TRUSTED_FILE, NULL);

  g_unlink (path);
  g_rmdir (certificates->folder);
  g_free (certificates->folder);
  g_object_unref (certificates->trusted);
  g_object_unref (certificates->stranger);
  g_object_unref (certificates->other_name);
  g_free (certificates);
}
