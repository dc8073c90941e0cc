/* Inside the PostgreSQL engine: pooled connections, always in pipeline mode. */
#ifndef DB_POSTGRES_H
#define DB_POSTGRES_H

#include <libpq-fe.h>
#include <semaphore.h>

#include "db/engine.h"

enum { POSTGRES_PENDING_MAX = 256, POSTGRES_XIDS = 16384, POSTGRES_AHEAD_MAX = 128 };

/* Few write at a time. Under SERIALIZABLE every two transactions that insert next to each other
 * (ours all do: ids are ordered by time) look like a conflict to PostgreSQL, so more writers mean
 * more repetition, not more speed; waiting for the disk happens outside the turn. */
enum { POSTGRES_WRITERS = 2 };

/* Something sent whose result has not been read. */
struct postgres_pending {
  enum {
    PENDING_COMMAND, /* BEGIN, COMMIT, ROLLBACK */
    PENDING_PREPARE,
    PENDING_XID, /* our transaction's number */
    PENDING_STATEMENT,
    PENDING_AHEAD /* announced; its result is kept */
  } what;
  const struct db_statement *statement;
  struct db_sink *sink; /* of a statement with rows: always the last one before a sync */
  unsigned ahead;       /* its place among what was announced */
};

/* A read that was announced. */
struct postgres_ahead {
  const struct db_statement *statement;
  char *key; /* its parameters */
  size_t key_len;
  uint64_t hash;
  PGresult *result; /* NULL: sent and not yet read */
};

struct postgres_connection {
  struct db_connection base;
  PGconn *handle;
  bool writes; /* of the writers' pool */
  int64_t opened_us, plans_until_us;
  bool *prepared;      /* by statement number */
  int64_t incarnation; /* start time of the server it is connected to */
  bool begun;          /* BEGIN is sent, its end is not */
  struct postgres_pending pending[POSTGRES_PENDING_MAX];
  unsigned pending_count;
  struct postgres_ahead ahead[POSTGRES_AHEAD_MAX];
  unsigned ahead_count;
  bool unread_end;    /* the end of the last read transaction is sent and not read */
  int64_t changed;    /* rows affected by the last statement read */
  struct fault fault; /* the first failure since the last sync */
};

/* What other processes wrote, found by the numbers of transactions. */
struct postgres_watch {
  PGconn *handle;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t wake;
  bool stop;
  uint64_t seen;     /* every number below is accounted for, but for `open` */
  uint64_t open[64]; /* strangers that were still running */
  unsigned open_count;
  _Atomic uint64_t own[POSTGRES_XIDS]; /* numbers of our own, by their low bits */
};

/* Somebody whose transaction is committed but not yet known to be on disk. */
struct postgres_waiter {
  sem_t done;
  uint64_t generation; /* of the flusher's connection when the transaction began */
  int64_t incarnation; /* of the server on which it was committed */
  bool durable;
  struct postgres_waiter *next;
};

/* Makes the commits of all who wait durable with one flush. */
struct postgres_flusher {
  PGconn *handle;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t wanted;
  struct postgres_waiter *waiting;
  bool stop;
  _Atomic uint64_t generation; /* one more for each new connection */
  int64_t incarnation;
};

struct postgres_db {
  struct db base;
  char *url;
  struct db_pool readers;
  struct db_pool writers; /* taking one of them is taking one's turn to write */
  pthread_mutex_t alone;  /* held by the one writer who has the others wait */
  struct postgres_watch watch;
  struct postgres_flusher flusher;
};

/* Postgres.c. */

/* A new connection with our settings, not yet in pipeline mode. */
PGconn *postgres_connect(struct postgres_db *db);
/* When that server was started, in microseconds since 1970. */
int64_t postgres_incarnation(PGconn *handle);
struct postgres_connection *postgres_take(struct postgres_db *db, struct db_pool *pool);
/* Back to the pool, or closed if it is lost. */
void postgres_give(struct db_pool *pool, struct postgres_connection *connection);

/* Postgres_pipeline.c. */

/* Queues a plain command. */
void postgres_send(struct postgres_connection *connection, const char *sql);
/* Sends what is queued and reads every result; raises the first failure. One round trip. */
void postgres_sync(struct postgres_connection *connection);
/* Sends what is queued, reads nothing. */
void postgres_send_end(struct postgres_connection *connection, const char *sql);
/* Reads what postgres_send_end() left; false if the connection is lost. */
bool postgres_read_end(struct postgres_connection *connection);
int64_t postgres_execute(struct db_connection *connection, const struct ctx *ctx,
                         const struct db_statement *statement, const void *params,
                         struct db_sink *sink);

/* Queues an announced statement; its result goes to connection->ahead[place]. */
void postgres_send_ahead(struct postgres_connection *connection, const struct ctx *ctx,
                         const struct db_statement *statement, const void *params, unsigned place);
void postgres_take_rows(PGresult *result, const struct db_statement *statement,
                        struct db_sink *sink);

/* Postgres_ahead.c: what was announced, until the read transaction ends. */

void postgres_ahead(struct db_connection *connection, const struct ctx *ctx,
                    const struct db_statement *statement, const void *params);
/* The answer, if it was announced, read first if need be; else NULL. */
PGresult *postgres_ahead_result(struct postgres_connection *connection, const struct ctx *ctx,
                                const struct db_statement *statement, const void *params);
void postgres_ahead_forget(struct postgres_connection *connection);

/* Postgres_value.c: binary formats. */

struct postgres_parameters {
  const char *values[64];
  int lengths[64], formats[64], count;
  char scratch[64][8];
};

void postgres_encode(struct postgres_parameters *out, const struct ctx *ctx,
                     const struct db_statement *statement, const void *params);
void postgres_decode(const PGresult *result, int row_number, const struct db_statement *statement,
                     void *row, struct arena *arena);

/* Postgres_write.c, postgres_watch.c. */

bool postgres_write(struct ctx *ctx, bool (*body)(struct ctx *ctx, void *arg), void *arg);

void postgres_flusher_start(struct postgres_db *db);
void postgres_flusher_stop(struct postgres_db *db);
/* What to hand to postgres_flush(), taken before the transaction begins. */
uint64_t postgres_flusher_generation(struct postgres_db *db);
/* Returns when everything committed on that server before is on disk; else FAULT_DATABASE. */
void postgres_flush(struct postgres_db *db, uint64_t generation, int64_t incarnation);

void postgres_watch_start(struct postgres_db *db);
void postgres_watch_stop(struct postgres_db *db);
/* One of our own transactions. */
void postgres_watch_own(struct postgres_db *db, uint64_t xid);

#endif
