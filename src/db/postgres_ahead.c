/* Reads that were announced: sent without waiting, answered together with the next one that is
 * awaited, and found again by statement and parameters. Their answers are those of the read
 * transaction's one snapshot, whenever they are asked for. */
#include <stdlib.h>
#include <string.h>

#include "db/postgres.h"

/* ---- the key: the parameters as they are sent ---- */

struct key {
  char bytes[512];
  size_t len;
};

/* False: too long for what is worth announcing. */
static bool key_of(const struct ctx *ctx, const struct db_statement *statement, const void *params,
                   struct key *key) {
  struct postgres_parameters parameters;
  postgres_encode(&parameters, ctx, statement, params);
  key->len = 0;
  for (int i = 0; i < parameters.count; i++) {
    int len = parameters.values[i] ? parameters.lengths[i] : -1;
    size_t bytes = len > 0 ? (size_t)len : 0;
    if (key->len + sizeof len + bytes > sizeof key->bytes) return false;
    memcpy(key->bytes + key->len, &len, sizeof len);
    if (bytes > 0) memcpy(key->bytes + key->len + sizeof len, parameters.values[i], bytes);
    key->len += sizeof len + bytes;
  }
  return true;
}

static struct postgres_ahead *find(struct postgres_connection *connection,
                                   const struct db_statement *statement, const struct key *key,
                                   uint64_t hash) {
  for (unsigned i = 0; i < connection->ahead_count; i++) {
    struct postgres_ahead *one = &connection->ahead[i];
    if (one->hash == hash && one->statement == statement && one->key_len == key->len &&
        memcmp(one->key, key->bytes, key->len) == 0)
      return one;
  }
  return NULL;
}

static uint64_t hash_of(const struct db_statement *statement, const struct key *key) {
  return str_hash(str_slice(key->bytes, key->len)) ^ (uint64_t)(uintptr_t)statement;
}

/* ---- announcing and asking ---- */

static void drop(struct postgres_ahead *one) {
  PQclear(one->result);
  free(one->key);
}

/* Those whose answers have come are the oldest. */
static void make_room(struct postgres_connection *connection) {
  if (connection->pending_count > 0) return;
  postgres_ahead_forget(connection);
}

void postgres_ahead(struct db_connection *base, const struct ctx *ctx,
                    const struct db_statement *statement, const void *params) {
  struct postgres_connection *connection = (struct postgres_connection *)base;
  struct key key;
  if (!connection->handle || !key_of(ctx, statement, params, &key)) return;
  uint64_t hash = hash_of(statement, &key);
  if (find(connection, statement, &key, hash)) return;
  if (connection->ahead_count == POSTGRES_AHEAD_MAX) make_room(connection);
  if (connection->ahead_count == POSTGRES_AHEAD_MAX) return;
  char *copy = malloc(key.len + 1);
  if (!copy) return;
  memcpy(copy, key.bytes, key.len);
  unsigned place = connection->ahead_count++;
  connection->ahead[place] = (struct postgres_ahead){statement, copy, key.len, hash, NULL};
  postgres_send_ahead(connection, ctx, statement, params, place);
}

PGresult *postgres_ahead_result(struct postgres_connection *connection, const struct ctx *ctx,
                                const struct db_statement *statement, const void *params) {
  struct key key;
  if (connection->ahead_count == 0 || !key_of(ctx, statement, params, &key)) return NULL;
  struct postgres_ahead *one = find(connection, statement, &key, hash_of(statement, &key));
  if (one && !one->result) postgres_sync(connection);
  return one ? one->result : NULL;
}

/* Answers still under way are read as those of plain commands. */
void postgres_ahead_forget(struct postgres_connection *connection) {
  for (unsigned i = 0; i < connection->pending_count; i++)
    if (connection->pending[i].what == PENDING_AHEAD) connection->pending[i].what = PENDING_COMMAND;
  for (unsigned i = 0; i < connection->ahead_count; i++)
    drop(&connection->ahead[i]);
  connection->ahead_count = 0;
}
