/* What sql2c generates and the engines run: a statement as data. Only generated code, the engines
 * and their tests include this. */
#ifndef DB_STATEMENT_H
#define DB_STATEMENT_H

#include "db/db.h"

enum db_kind { DB_ONE, DB_MANY, DB_EACH, DB_RUN, DB_CHANGE };
/* Ids and instants are integers here; days are 32 bits wide. */
enum db_type { DB_INT, DB_TEXT, DB_BOOL, DB_REAL, DB_BYTES, DB_DAY };

/* One member of a statement's struct of parameters, or of its row. */
struct db_field {
  const char *name;
  enum db_type type;
  bool nullable;
  size_t offset;
  size_t has_offset; /* of the bool beside a nullable member */
};

struct db_statement {
  unsigned number; /* its place in db_statements */
  const char *name;
  enum db_kind kind;
  const char *sqlite;   /* parameters as ?1, ?2, ... */
  const char *postgres; /* parameters as CAST($1 AS type) */
  const struct db_field *parameters;
  size_t parameter_count; /* the territory, if used, is one more behind the last */
  const struct db_field *columns;
  size_t column_count;
  size_t row_size;
  bool uses_territory;
  bool across_territories;
  struct db_tables reads, writes;
};

#define DB_BIT(table, word) ((table) / 64 == (word) ? UINT64_C(1) << ((table) % 64) : UINT64_C(0))
#define DB_BITS(table)                                                                             \
  { DB_BIT(table, 0), DB_BIT(table, 1), DB_BIT(table, 2) }
_Static_assert(DB_TABLE_WORDS == 3, "DB_BITS has a bit for every table");

/* Every statement of the product, by its number; NULL for a test's statement outside the test
 * program. Generated. */
extern const struct db_statement *const db_statements[];
extern const unsigned db_statement_count;
extern const char *const db_table_names[]; /* by enum db_table */

/* `params` is the statement's struct of parameters, `row` its row struct. */
bool db_one(struct ctx *ctx, const struct db_statement *statement, const void *params, void *row);
void db_many(struct ctx *ctx, const struct db_statement *statement, const void *params,
             void **items, size_t *count);
/* Text in the row is valid only during the call, which must not use the database. */
void db_each(struct ctx *ctx, const struct db_statement *statement, const void *params,
             void (*each)(void *arg, const void *row), void *arg);
void db_run(struct ctx *ctx, const struct db_statement *statement, const void *params);
int64_t db_change(struct ctx *ctx, const struct db_statement *statement, const void *params);

#endif
