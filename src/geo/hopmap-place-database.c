/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HopmapPlaceDatabase: see the header. All that is in the file can be had again, so a file that is
 * damaged, or of another version, is thrown away. Several programs may use it at once.
 */
#include "hopmap-place-database.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#include "hopmap-kept-limits.h"

#define BUSY_MS  2000
#define MAX_ROWS 20000

/* One more than before whenever the tables change. */
#define VERSION      1
#define VERSION_TEXT "1"

#define SCHEMA                                                                                     \
  "CREATE TABLE IF NOT EXISTS answer ("                                                            \
  "  address BLOB NOT NULL, provider TEXT NOT NULL, version INTEGER NOT NULL,"                     \
  "  status INTEGER NOT NULL, kind INTEGER, evidence INTEGER, has_point INTEGER,"                  \
  "  latitude REAL, longitude REAL, radius REAL, city TEXT, region TEXT, country TEXT,"            \
  "  code TEXT, source TEXT, attribution TEXT, anycast INTEGER, asn INTEGER, network TEXT,"        \
  "  fetched INTEGER NOT NULL, expires INTEGER NOT NULL,"                                          \
  "  PRIMARY KEY (address, provider)) WITHOUT ROWID;"                                              \
  "CREATE INDEX IF NOT EXISTS answer_expires ON answer (expires);" HOPMAP_KEPT_LIMITS_TABLE        \
  "PRAGMA user_version = " VERSION_TEXT ";"

/* The oldest go first. */
#define PRUNE                                                                                      \
  "DELETE FROM answer WHERE expires <= ?1 OR fetched > ?2;"                                        \
  "DELETE FROM answer WHERE (address, provider) IN (SELECT address, provider FROM answer"          \
  " ORDER BY expires DESC LIMIT -1 OFFSET ?3)"

/* A clock may differ a little between two starts. */
#define CLOCK_SLACK_S 300

struct _HopmapPlaceDatabase
{
  char *path;
  sqlite3 *db;
  sqlite3_stmt *find;
  sqlite3_stmt *keep;
};

static void
disconnect (HopmapPlaceDatabase *self)
{
  g_clear_pointer (&self->find, sqlite3_finalize);
  g_clear_pointer (&self->keep, sqlite3_finalize);
  g_clear_pointer (&self->db, sqlite3_close);
}

static gboolean
run (HopmapPlaceDatabase *self, const char *sql)
{
  return sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static gint64
ask_number (HopmapPlaceDatabase *self, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 number = -1;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    number = sqlite3_column_int64 (statement, 0);

  sqlite3_finalize (statement);
  return number;
}

static gboolean
is_whole (HopmapPlaceDatabase *self)
{
  sqlite3_stmt *statement = NULL;
  gboolean whole = FALSE;

  if (sqlite3_prepare_v2 (self->db, "PRAGMA quick_check (1)", -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    whole = g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;

  sqlite3_finalize (statement);
  return whole;
}

/* Which routers somebody looked at is nobody else's business. */
static gboolean
create_private_file (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return FALSE;

  fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return FALSE;

  close (fd);
  return TRUE;
}

static gboolean
connect_file (HopmapPlaceDatabase *self)
{
  gint64 version;

  if (!create_private_file (self->path)
      || sqlite3_open_v2 (self->path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)
             != SQLITE_OK)
    return FALSE;

  sqlite3_busy_timeout (self->db, BUSY_MS);
  sqlite3_limit (self->db, SQLITE_LIMIT_LENGTH, 1024 * 1024);
  if (!run (self, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;") || !is_whole (self))
    return FALSE;

  version = ask_number (self, "PRAGMA user_version");
  if (version != 0 && version != VERSION)
    return FALSE;

  return run (self, "BEGIN IMMEDIATE;" SCHEMA "COMMIT;")
         && sqlite3_prepare_v2 (self->db, HOPMAP_KEPT_ANSWER_FIND, -1, &self->find, NULL)
                == SQLITE_OK
         && sqlite3_prepare_v2 (self->db, HOPMAP_KEPT_ANSWER_KEEP, -1, &self->keep, NULL)
                == SQLITE_OK;
}

static void
remove_file (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_unlink (name);
    }
}

/* A file that is only busy, or that cannot be made, is left as it is. */
static gboolean
connect_or_rebuild (HopmapPlaceDatabase *self)
{
  int code;

  if (connect_file (self))
    return TRUE;

  code = self->db != NULL ? sqlite3_errcode (self->db) : SQLITE_CANTOPEN;
  disconnect (self);
  if (code == SQLITE_CANTOPEN || code == SQLITE_BUSY || code == SQLITE_LOCKED
      || code == SQLITE_READONLY || code == SQLITE_PERM)
    return FALSE;

  g_info ("The file with kept places is of no use; starting a new one");
  remove_file (self->path);
  if (connect_file (self))
    return TRUE;

  disconnect (self);
  return FALSE;
}

static void
prune (HopmapPlaceDatabase *self, gint64 now_s)
{
  const char *rest = PRUNE;

  while (*rest != '\0')
    {
      sqlite3_stmt *statement = NULL;

      if (sqlite3_prepare_v2 (self->db, rest, -1, &statement, &rest) != SQLITE_OK)
        return;
      sqlite3_bind_int64 (statement, 1, now_s);
      sqlite3_bind_int64 (statement, 2, now_s + CLOCK_SLACK_S);
      sqlite3_bind_int64 (statement, 3, MAX_ROWS);
      sqlite3_step (statement);
      sqlite3_finalize (statement);
    }
}

/* After trouble in the middle of work: what was asked for then is lost, which does no harm. */
static void
mend (HopmapPlaceDatabase *self, int code)
{
  if (code != SQLITE_CORRUPT && code != SQLITE_NOTADB && code != SQLITE_IOERR)
    return;

  disconnect (self);
  connect_or_rebuild (self);
}

/**
 * hopmap_place_database_open:
 * @path: the file; it and its folder are made where they are missing, for the user alone
 * @now_s: the time, seconds since the epoch; what is out of date by then is removed
 *
 * Returns: (transfer full) (nullable): the database, or %NULL where there can be none
 */
HopmapPlaceDatabase *
hopmap_place_database_open (const char *path, gint64 now_s)
{
  HopmapPlaceDatabase *self = g_new0 (HopmapPlaceDatabase, 1);

  self->path = g_strdup (path);
  if (!connect_or_rebuild (self))
    {
      hopmap_place_database_close (self);
      return NULL;
    }

  prune (self, now_s);
  return self;
}

/**
 * hopmap_place_database_close:
 * @self: (transfer full): a database
 */
void
hopmap_place_database_close (HopmapPlaceDatabase *self)
{
  disconnect (self);
  g_free (self->path);
  g_free (self);
}

/**
 * hopmap_place_database_find:
 * @self: a database
 * @address: an address
 * @now_s: the time
 *
 * Returns: (transfer full) (element-type HopmapKeptAnswer): what is kept of it and not out of date
 */
GPtrArray *
hopmap_place_database_find (HopmapPlaceDatabase *self, const HopmapAddress *address, gint64 now_s)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_kept_answer_free);
  int code;

  if (self->find == NULL)
    return found;

  hopmap_kept_answer_bind_address (self->find, address);
  sqlite3_bind_int64 (self->find, 2, now_s);
  sqlite3_bind_int64 (self->find, 3, now_s + CLOCK_SLACK_S);
  while ((code = sqlite3_step (self->find)) == SQLITE_ROW)
    {
      HopmapKeptAnswer *kept = hopmap_kept_answer_read (self->find);

      if (kept != NULL)
        g_ptr_array_add (found, kept);
    }

  sqlite3_reset (self->find);
  if (code != SQLITE_DONE)
    mend (self, code);
  return found;
}

/**
 * hopmap_place_database_keep:
 * @self: a database
 * @address: an address
 * @kept: who said what of it; takes the place of what the same provider said before
 * @now_s: the time
 * @expires_s: when it is out of date
 */
void
hopmap_place_database_keep (HopmapPlaceDatabase *self,
                            const HopmapAddress *address,
                            const HopmapKeptAnswer *kept,
                            gint64 now_s,
                            gint64 expires_s)
{
  int code;

  if (self->keep == NULL)
    return;

  sqlite3_clear_bindings (self->keep);
  hopmap_kept_answer_bind_address (self->keep, address);
  hopmap_kept_answer_bind (self->keep, kept);
  sqlite3_bind_int64 (self->keep, 20, now_s);
  sqlite3_bind_int64 (self->keep, 21, expires_s);
  code = sqlite3_step (self->keep);
  sqlite3_reset (self->keep);
  if (code != SQLITE_DONE)
    mend (self, code);
}

/**
 * hopmap_place_database_forget:
 * @self: a database
 *
 * Deletes all answers, also from the free parts of the file; what services were asked stays counted.
 */
void
hopmap_place_database_forget (HopmapPlaceDatabase *self)
{
  if (self->db != NULL)
    run (self, "DELETE FROM answer; VACUUM; PRAGMA wal_checkpoint (TRUNCATE);");
}

/**
 * hopmap_place_database_count:
 * @self: a database
 *
 * Returns: how many answers are in it
 */
guint
hopmap_place_database_count (HopmapPlaceDatabase *self)
{
  gint64 n = self->db != NULL ? ask_number (self, "SELECT count (*) FROM answer") : 0;

  return (guint) MAX (n, 0);
}

/**
 * hopmap_place_database_load_limits:
 * @self: a database
 * @provider: a provider
 * @state: (out): what is remembered of its limits
 *
 * Returns: whether anything is
 */
gboolean
hopmap_place_database_load_limits (HopmapPlaceDatabase *self,
                                   const char *provider,
                                   HopmapLimiterState *state)
{
  return hopmap_kept_limits_load (self->db, provider, state);
}

/**
 * hopmap_place_database_save_limits:
 * @self: a database
 * @provider: a provider
 * @state: what is to be remembered of its limits
 */
void
hopmap_place_database_save_limits (HopmapPlaceDatabase *self,
                                   const char *provider,
                                   const HopmapLimiterState *state)
{
  hopmap_kept_limits_save (self->db, provider, state);
}
