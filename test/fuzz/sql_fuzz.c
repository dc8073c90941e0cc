/* Whatever is in a .sql file, sql2c reads or refuses it with a line and a sentence: no crash, no
 * leak; and what it accepts becomes C. */
#include <stdint.h>

#include "tools/sql2c/emit.c"
#include "tools/sql2c/header.c"
#include "tools/sql2c/parse.c"
#include "tools/sql2c/registry.c"
#include "tools/sql2c/scan.c"
#include "tools/sql2c/schema.c"
#include "tools/sql2c/uses.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char tables[] = "CREATE TABLE shop (territory_id BIGINT, id BIGINT);"
                             "CREATE TABLE trade (id BIGINT PRIMARY KEY);";

static void emit_all(struct sql_file *file) {
  struct text out = {0};
  emit_header(&out, file, "fuzz");
  emit_source(&out, file, "fuzz");
  emit_registry_header(&out, &file, 1);
  emit_registry_source(&out, &file, 1);
  free(out.ptr);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct schema schema;
  struct sql_error error;
  struct pool pool = {0};
  struct slice text = {(const char *)data, size};
  schema = (struct schema){0};
  if (!schema_read(&schema, "tables", (struct slice){tables, sizeof tables - 1}, 1, &error))
    abort();
  struct sql_file *file = sql_parse(&pool, "fuzz.sql", text, &schema, &error);
  if (!file && (error.line == 0 || error.text[0] == 0)) abort(); /* a refusal says where and why */
  if (file) emit_all(file);
  pool_free(&pool);
  return 0;
}
