/* Prints what sql2c made of good.sql. The engines' side is played by functions that only look. */
#include <stdio.h>

#include "db/statement.h"
#include "good_sql.h"
#include "statements.h"

static void show_tables(const char *what, const uint64_t bits[DB_TABLE_WORDS]) {
  for (unsigned i = 0; i < DB_TABLE_COUNT; i++)
    if (bits[i / 64] >> (i % 64) & 1) printf(" %s=%s", what, db_table_names[i]);
}

int main(void) {
  for (unsigned i = 0; i < db_statement_count; i++) {
    const struct db_statement *s = db_statements[i];
    printf("%s\n  %s\n", s->name, s->sqlite);
    printf("  %s\n ", s->postgres);
    show_tables("reads", s->reads.bits);
    show_tables("reads-across", s->reads.across);
    show_tables("writes", s->writes.bits);
    show_tables("writes-across", s->writes.across);
    printf("\n");
  }
  struct good_page_rows page = good_page(NULL, (struct trade_id){41}, 2);
  printf("page %zu\n", page.count);
  page = good_page_down(NULL, (struct trade_id){42}, 2);
  printf("page down %zu\n", page.count);
  good_move(NULL, &(struct good_move_params){.id = {1}, .name = S("x"), .has_closed_on = false});
  return 0;
}

void db_many(struct ctx *ctx, const struct db_statement *statement, const void *params,
             void **items, size_t *count) {
  (void)ctx;
  for (size_t i = 0; i < statement->parameter_count; i++)
    printf("%s=%lld ", statement->parameters[i].name,
           *(const long long *)((const char *)params + statement->parameters[i].offset));
  *items = NULL;
  *count = 3;
}

void db_run(struct ctx *ctx, const struct db_statement *statement, const void *params) {
  (void)ctx;
  const struct db_field *last = &statement->parameters[statement->parameter_count - 1];
  printf("%s null=%d\n", last->name, !*((const bool *)params + last->has_offset));
}

bool db_one(struct ctx *ctx, const struct db_statement *statement, const void *params, void *row) {
  (void)ctx, (void)statement, (void)params, (void)row;
  return false;
}

int64_t db_change(struct ctx *ctx, const struct db_statement *statement, const void *params) {
  (void)ctx, (void)statement, (void)params;
  return 0;
}

void db_each(struct ctx *ctx, const struct db_statement *statement, const void *params,
             void (*each)(void *arg, const void *row), void *arg) {
  (void)ctx, (void)statement, (void)params, (void)each, (void)arg;
}
