/* A copy of the database while it is in use. VACUUM INTO reads one snapshot, so writers go on; the
 * copy is checked and flushed before it gets its name. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/sqlite.h"

struct backup {
  struct sqlite_db *db;
  struct sqlite_connection *connection;
  const char *part; /* the name until it is whole */
};

static void copy(void *arg) {
  struct backup *backup = arg;
  backup->connection->timeout_us = INT64_MAX / 2;
  char *sql = sqlite3_mprintf("VACUUM INTO %Q", backup->part);
  must(sql);
  int code = sqlite3_exec(backup->connection->handle, sql, NULL, NULL, NULL);
  sqlite3_free(sql);
  if (code != SQLITE_OK) sqlite_fault(backup->connection, code, "backup");
}

static bool is_whole(sqlite3 *handle) {
  sqlite3_stmt *stmt = NULL;
  bool whole =
      sqlite3_prepare_v2(handle, "PRAGMA integrity_check(1)", -1, &stmt, NULL) == SQLITE_OK &&
      sqlite3_step(stmt) == SQLITE_ROW &&
      strcmp((const char *)sqlite3_column_text(stmt, 0), "ok") == 0;
  sqlite3_finalize(stmt);
  return whole;
}

static bool check(const char *part) {
  sqlite3 *handle = NULL;
  bool whole =
      sqlite3_open_v2(part, &handle, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK && is_whole(handle);
  sqlite3_close(handle);
  return whole;
}

static bool flush(const char *part) {
  int file = open(part, O_RDONLY | O_CLOEXEC);
  bool flushed = file >= 0 && fsync(file) == 0;
  if (file >= 0) close(file);
  return flushed;
}

void sqlite_backup(struct db *base, struct str path) {
  char name[4096], part[4096 + 8];
  if (path.len == 0 || path.len >= sizeof name) fault_raise(FAULT_IO, "backup: no such path");
  snprintf(name, sizeof name, "%.*s", STR_ARG(path));
  snprintf(part, sizeof part, "%s.part", name);
  if (access(name, F_OK) == 0) fault_raise(FAULT_IO, "backup: %s exists already", name);
  unlink(part); /* of a backup that was interrupted */
  struct backup backup = {(struct sqlite_db *)base, NULL, part};
  backup.connection = sqlite_connect(backup.db, 1024);
  struct fault fault;
  bool copied = fault_catch(&fault, copy, &backup);
  sqlite_disconnect(backup.connection);
  if (!copied) fault_again(&fault);
  if (!check(part)) fault_raise(FAULT_DATABASE, "backup: the copy %s is damaged", part);
  if (!flush(part) || rename(part, name) != 0)
    fault_raise(FAULT_IO, "backup: %s: %s", name, strerror(errno));
}
