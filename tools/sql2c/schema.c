/* Which tables the migrations leave behind, and which of them belong to a territory. */
#include <string.h>

#include "sql2c.h"

static bool add(struct scanner *scanner, struct schema *schema, struct token name) {
  if (schema_find(schema, name.text))
    return scan_fail(scanner, name.line, "table %.*s exists already", (int)name.text.len,
                     name.text.ptr);
  if (schema->count == TABLES_MAX)
    return scan_fail(scanner, name.line, "more than %d tables: widen struct db_tables", TABLES_MAX);
  schema->tables[schema->count++] = (struct table){.name = name.text};
  return true;
}

const struct table *schema_find(const struct schema *schema, struct slice name) {
  for (size_t i = 0; i < schema->count; i++)
    if (slice_same(schema->tables[i].name, name)) return &schema->tables[i];
  return NULL;
}

static struct table *find_or_fail(struct scanner *scanner, struct schema *schema,
                                  struct token name) {
  const struct table *found = schema_find(schema, name.text);
  if (!found) scan_fail(scanner, name.line, "no table %.*s", (int)name.text.len, name.text.ptr);
  return found ? &schema->tables[found - schema->tables] : NULL;
}

static struct token skip_if_exists(struct scanner *scanner) {
  struct token token = scan(scanner);
  while (slice_is_word(token.text, "IF") || slice_is_word(token.text, "NOT") ||
         slice_is_word(token.text, "EXISTS"))
    token = scan(scanner);
  return token;
}

/* A full-text table exists once for each engine, under one name. */
static bool create(struct scanner *scanner, struct schema *schema, bool is_virtual) {
  struct token name = skip_if_exists(scanner);
  const struct table *before = schema_find(schema, name.text);
  bool is_twin = before && before->is_virtual != is_virtual;
  if (!is_twin && !add(scanner, schema, name)) return false;
  struct table *table = find_or_fail(scanner, schema, name);
  if (!table) return false;
  table->is_virtual |= is_virtual;
  struct token token = scan(scanner);
  for (; token.kind != TOKEN_END && !slice_is(token.text, ";"); token = scan(scanner))
    if (slice_is(token.text, "territory_id")) table->has_territory = true;
  return scanner->error->line == 0;
}

static bool drop(struct scanner *scanner, struct schema *schema) {
  struct token name = skip_if_exists(scanner);
  struct table *table = find_or_fail(scanner, schema, name);
  if (!table) return false;
  *table = schema->tables[--schema->count];
  return true;
}

static bool alter(struct scanner *scanner, struct schema *schema) {
  struct token name = scan(scanner);
  struct table *table = find_or_fail(scanner, schema, name);
  if (!table) return false;
  struct token verb = scan(scanner), next = scan(scanner), last = scan(scanner);
  if (slice_is_word(verb.text, "RENAME") && slice_is_word(next.text, "TO")) table->name = last.text;
  if (slice_is_word(verb.text, "ADD") &&
      (slice_is(next.text, "territory_id") || slice_is(last.text, "territory_id")))
    table->has_territory = true;
  return true;
}

static bool statement(struct scanner *scanner, struct schema *schema, struct token verb) {
  struct token what = scan(scanner);
  bool is_virtual = slice_is_word(what.text, "VIRTUAL");
  if (is_virtual) what = scan(scanner);
  if (!slice_is_word(what.text, "TABLE")) return true;
  if (slice_is_word(verb.text, "CREATE")) return create(scanner, schema, is_virtual);
  if (slice_is_word(verb.text, "DROP")) return drop(scanner, schema);
  if (slice_is_word(verb.text, "ALTER")) return alter(scanner, schema);
  return true;
}

bool schema_read(struct schema *schema, const char *file, struct slice text, int line,
                 struct sql_error *error) {
  *error = (struct sql_error){.file = file};
  struct scanner scanner = {text.ptr, text.ptr + text.len, line, error};
  bool fresh = true; /* at the first word of a statement */
  for (struct token token = scan(&scanner); token.kind != TOKEN_END; token = scan(&scanner)) {
    const char *before = scanner.at;
    if (fresh && token.kind == TOKEN_WORD && !statement(&scanner, schema, token)) break;
    bool ended = slice_is(token.text, ";") || (scanner.at > before && scanner.at[-1] == ';');
    fresh = ended;
  }
  return error->line == 0;
}
