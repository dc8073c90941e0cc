/* The one thing passed everywhere: where memory comes from, which transaction is open, what
 * time it is, in which territory, for whom, in which language, and where chance comes from.
 * Nothing else in the domain may know the time, roll dice or keep state. */
#ifndef BASE_CTX_H
#define BASE_CTX_H

#include "base/arena.h"
#include "base/id.h"
#include "base/language.h"
#include "base/money.h"
#include "base/random.h"
#include "base/str.h"
#include "base/time.h"

struct territory_id {
  int64_t value;
};

struct person_id {
  int64_t value;
};

struct db;
struct db_connection;
struct db_tables;
struct keys; /* the installation's secrets, base/crypto.h */

struct ctx {
  struct arena *arena;
  struct db *db;                    /* the installation's database */
  struct db_connection *connection; /* open read or write, managed by db; else NULL */
  struct db_tables *reads; /* where db notes the tables read, for the page cache; or NULL */
  struct instant now;
  struct territory_id territory; /* 0: none chosen yet */
  enum currency currency;        /* of the territory */
  const struct zone *zone;       /* of the territory */
  enum language language;
  struct person_id person; /* 0: nobody signed in */
  struct random *random;
  struct id_source *ids;
  const struct keys *keys;
  uint64_t request; /* number in the logs; 0 outside a request */
};

#endif
