/* Turns a module's named SQL statements into typed C functions for both engines.
 *
 * Reading is a library over a memory buffer, so that it can be fuzzed: it never exits, prints or
 * opens a file. Slices point into the buffer, which must outlive the result; everything else
 * lives in a pool and is freed with it. */
#ifndef SQL2C_H
#define SQL2C_H

#include <stdbool.h>
#include <stddef.h>

/* TABLES_MAX: as many bits as struct db_tables has (src/db/db.h). */
enum { PARAMETERS_MAX = 40, COLUMNS_MAX = 60, TABLES_MAX = 192, NAME_BYTES_MAX = 60 };

struct slice {
  const char *ptr;
  size_t len;
};

struct sql_error {
  const char *file;
  int line;
  char text[300];
};

/* Memory freed all at once. */
struct pool {
  struct pool_block *blocks;
};
void *pool_alloc(struct pool *pool, size_t size); /* zeroed; ends the process when out of memory */
void pool_free(struct pool *pool);

bool slice_is(struct slice slice, const char *text);
bool slice_same(struct slice a, struct slice b);
bool slice_is_word(struct slice slice, const char *keyword); /* ASCII case does not count */

/* Scan.c: words, strings, parameters. */

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_NUMBER, TOKEN_STRING, TOKEN_PARAMETER, TOKEN_SIGN };

struct token {
  enum token_kind kind;
  struct slice text; /* of a parameter: without its colon */
  const char *start; /* first byte, colon included */
  int line;
};

struct scanner {
  const char *at, *end;
  int line;
  struct sql_error *error; /* line 0 until something is wrong */
};

struct token scan(struct scanner *scanner);
bool scan_fail(struct scanner *scanner, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4))); /* keeps the first error; always false */

/* Schema.c: which tables there are. */

struct table {
  struct slice name;
  bool has_territory;
  bool is_virtual; /* SQLite's full text; PostgreSQL then has a table of the same name */
};

struct schema {
  struct table tables[TABLES_MAX];
  size_t count;
};

/* Follows CREATE, DROP and ALTER TABLE through one migration, or through the part of a file that
 * begins at `line`. */
bool schema_read(struct schema *schema, const char *file, struct slice text, int line,
                 struct sql_error *error);
const struct table *schema_find(const struct schema *schema, struct slice name);

/* Parse.c: statements. */

enum statement_kind { KIND_ONE, KIND_MANY, KIND_EACH, KIND_RUN, KIND_CHANGE, KIND_SCHEMA };
enum field_type {
  FIELD_INT,
  FIELD_TEXT,
  FIELD_BOOL,
  FIELD_REAL,
  FIELD_BYTES,
  FIELD_INSTANT,
  FIELD_DAY,
  FIELD_ID
};
enum engine { ENGINE_SQLITE, ENGINE_POSTGRES, ENGINE_COUNT };

struct field {
  struct slice name;
  struct slice type_name;
  enum field_type type;
  bool nullable;
  int uses; /* parameters only */
};

/* Bit i: the i-th table of the schema. */
struct table_set {
  bool has[TABLES_MAX];
};

struct statement {
  struct slice name;
  enum statement_kind kind;
  bool bounded; /* `many` without LIMIT, with a reason */
  bool across;  /* says why it does not look at the territory */
  bool uses_territory;
  int line;
  struct field parameters[PARAMETERS_MAX];
  size_t parameter_count;
  struct field columns[COLUMNS_MAX];
  size_t column_count;
  struct slice row; /* whose struct a row is: its own, or with "-> as other" that statement's */
  struct slice sql[ENGINE_COUNT]; /* without the closing semicolon */
  struct table_set reads, writes;
  struct statement *next;
};

struct include {
  struct slice path;
  struct include *next;
};

struct sql_file {
  const char *path;
  struct include *includes;
  struct statement *statements;
  struct schema schema; /* the given one and the file's own tables */
};

/* NULL and *error filled if the text is not well formed. */
struct sql_file *sql_parse(struct pool *pool, const char *path, struct slice text,
                           const struct schema *schema, struct sql_error *error);

/* Header.c, uses.c: parts of parsing. */

/* Reads "name: kind (fields) -> fields" from the joined header text. */
bool header_parse(struct scanner *scanner, struct statement *statement);
/* Checks one engine's text of a statement; fills its tables. */
bool uses_check(struct scanner *scanner, const struct schema *schema, struct statement *statement);

/* Emit.c, registry.c: C. */

struct text; /* tool.h */

void emit_header(struct text *out, const struct sql_file *file, const char *module);
void emit_source(struct text *out, const struct sql_file *file, const char *module);
/* One list of everything: a bit for each table, a number for each statement. */
void emit_registry_header(struct text *out, struct sql_file *const *files, size_t count);
void emit_registry_source(struct text *out, struct sql_file *const *files, size_t count);

#endif
