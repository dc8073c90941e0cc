/* Inside the SQLite engine: one writer, a pool of readers, a checkpointer. */
#ifndef DB_SQLITE_H
#define DB_SQLITE_H

#include <pthread.h>
#include <semaphore.h>
#include <sqlite3.h>

#include "db/engine.h"

struct sqlite_connection {
  struct db_connection base;
  sqlite3 *handle;
  sqlite3_stmt **prepared; /* by statement number, filled at first use */
  sqlite3_stmt *active;    /* being stepped; reset by whoever unwinds */
  int64_t deadline_us;     /* of the running statement; 0: its clock has not been read yet */
  int64_t timeout_us;
};

/* One db_write() waiting for its turn. Lives on the caller's stack. */
struct sqlite_request {
  struct ctx *ctx;
  bool (*body)(struct ctx *ctx, void *arg);
  void *arg;
  sem_t done;
  enum { REQUEST_WAITING, REQUEST_KEPT, REQUEST_REFUSED, REQUEST_FAULT } state;
  struct fault fault;
  struct db_changes changes;
  struct sqlite_request *next;
};

struct sqlite_writer {
  struct sqlite_connection *connection;
  pthread_t thread;
  pthread_mutex_t lock; /* guards the queue */
  pthread_cond_t wanted;
  struct sqlite_request *head, **tail;
  unsigned waiting;
  unsigned careful_batches; /* that still get savepoints */
  bool stop, started;
  int64_t data_version; /* of SQLite: moves when another connection has written */
  int64_t looked_at_us;
};

/* What the checkpointer would like the writer to do with the log. */
enum sqlite_log { LOG_KEEP, LOG_RESTART, LOG_EMPTY };

struct sqlite_checkpointer {
  struct sqlite_connection *connection;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t wanted;
  bool stop, started;
  _Atomic int frames; /* in the write-ahead log after the last commit */
  _Atomic enum sqlite_log wish;
};

struct sqlite_db {
  struct db base;
  const char *path;
  struct db_pool readers;
  struct sqlite_writer writer;
  struct sqlite_checkpointer checkpointer;
};

/* Sqlite_statement.c. */

struct sqlite_connection *sqlite_connect(struct sqlite_db *db, int cache_kib);
void sqlite_disconnect(struct sqlite_connection *connection);
/* Raises the fault that the last result code means. */
_Noreturn void sqlite_fault(struct sqlite_connection *connection, int code, const char *what);
int64_t sqlite_execute(struct db_connection *connection, const struct ctx *ctx,
                       const struct db_statement *statement, const void *params,
                       struct db_sink *sink);
/* One plain statement without parameters. */
void sqlite_exec(struct sqlite_connection *connection, const char *sql);
int64_t sqlite_ask_int(struct sqlite_connection *connection, const char *sql);
/* Stops a statement that an unwinding left behind. */
void sqlite_reset_active(struct sqlite_connection *connection);

/* Kept prepared on each connection, behind the product's own statements. */
enum sqlite_command {
  COMMAND_BEGIN_READ,
  COMMAND_BEGIN_WRITE,
  COMMAND_SAVE,
  COMMAND_RELEASE,
  COMMAND_UNDO,
  COMMAND_COMMIT,
  COMMAND_ROLLBACK,
  COMMAND_DATA_VERSION,
  COMMAND_COUNT
};
/* Raises a fault if it fails; returns the first column of DATA_VERSION. */
int64_t sqlite_command(struct sqlite_connection *connection, enum sqlite_command command);

/* Sqlite_writer.c, sqlite_batch.c, sqlite_checkpoint.c. */

void sqlite_writer_start(struct sqlite_db *db);
void sqlite_writer_stop(struct sqlite_db *db);
bool sqlite_write(struct ctx *ctx, bool (*body)(struct ctx *ctx, void *arg), void *arg);
/* Runs the requests in one transaction and sets their states; wakes nobody. */
void sqlite_batch_run(struct sqlite_db *db, struct sqlite_request *head);

void sqlite_checkpointer_start(struct sqlite_db *db);
void sqlite_checkpointer_stop(struct sqlite_db *db);
/* Told by the writer after each commit. */
void sqlite_checkpointer_notice(struct sqlite_db *db, int frames);
/* By the writer, between two batches: does what the checkpointer wishes. */
void sqlite_log_renew(struct sqlite_db *db);

void sqlite_backup(struct db *db, struct str path);

#endif
