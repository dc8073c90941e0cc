/* What a statement touches: its parameters, the tables it reads and writes, and whether it
 * keeps to its territory. */
#include <string.h>

#include "sql2c.h"

enum { LOCALS_MAX = 8, DEPTH_MAX = 32 };

struct walk {
  struct scanner *scanner;
  const struct schema *schema;
  struct statement *statement;
  struct slice locals[LOCALS_MAX]; /* names given by WITH */
  size_t local_count;
  bool in_from[DEPTH_MAX]; /* at this depth of parentheses a comma brings another table */
  size_t depth;
  bool limited, tenant;
  struct token before; /* the word before this one */
};

static bool is_local(const struct walk *walk, struct slice name) {
  for (size_t i = 0; i < walk->local_count; i++)
    if (slice_same(walk->locals[i], name)) return true;
  return false;
}

static bool table_use(struct walk *walk, struct token name, bool writes) {
  if (name.kind != TOKEN_WORD || is_local(walk, name.text)) return true;
  const struct table *table = schema_find(walk->schema, name.text);
  if (!table)
    return scan_fail(walk->scanner, name.line, "no table %.*s in the migrations",
                     (int)name.text.len, name.text.ptr);
  size_t index = (size_t)(table - walk->schema->tables);
  (writes ? &walk->statement->writes : &walk->statement->reads)->has[index] = true;
  if (table->has_territory) walk->tenant = true;
  return true;
}

static bool parameter_use(struct walk *walk, struct token token) {
  struct statement *statement = walk->statement;
  if (slice_is(token.text, "territory")) {
    statement->uses_territory = true;
    return true;
  }
  for (size_t i = 0; i < statement->parameter_count; i++) {
    if (!slice_same(statement->parameters[i].name, token.text)) continue;
    statement->parameters[i].uses++;
    return true;
  }
  return scan_fail(walk->scanner, token.line, ":%.*s is not in the header", (int)token.text.len,
                   token.text.ptr);
}

static bool parenthesis(struct walk *walk, struct token token) {
  if (slice_is(token.text, "(")) {
    if (++walk->depth == DEPTH_MAX)
      return scan_fail(walk->scanner, token.line, "more than %d parentheses", DEPTH_MAX);
    walk->in_from[walk->depth] = false;
  } else if (slice_is(token.text, ")")) {
    if (walk->depth-- == 0)
      return scan_fail(walk->scanner, token.line, "this parenthesis was never opened");
  }
  return true;
}

static bool ends_from(struct slice word) {
  static const char *const words[] = {"WHERE",     "GROUP",     "HAVING", "WINDOW",
                                      "ORDER",     "LIMIT",     "UNION",  "EXCEPT",
                                      "INTERSECT", "RETURNING", "SET",    "SELECT"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (slice_is_word(word, words[i])) return true;
  return false;
}

/* WITH a AS (...), b AS (...): a word directly before "AS (" names a table of this statement
 * alone. Seen from the word: the next two tokens decide. */
static void local_name(struct walk *walk, struct token word) {
  struct scanner ahead = *walk->scanner;
  struct token next = scan(&ahead);
  if (slice_is(next.text, "(")) { /* WITH RECURSIVE a (x, y) AS ( */
    while (next.kind != TOKEN_END && !slice_is(next.text, ")"))
      next = scan(&ahead);
    next = scan(&ahead);
  }
  if (!slice_is_word(next.text, "AS")) return;
  if (slice_is(scan(&ahead).text, "(") && walk->local_count < LOCALS_MAX)
    walk->locals[walk->local_count++] = word.text;
}

/* Tables stand after these words only. "IS DISTINCT FROM x" compares. */
static bool expects_table(const struct walk *walk, struct token word, bool *writes) {
  struct slice before = walk->before.text;
  *writes = slice_is_word(word.text, "INTO") || slice_is_word(word.text, "UPDATE") ||
            (slice_is_word(word.text, "FROM") && slice_is_word(before, "DELETE"));
  if (slice_is_word(word.text, "FROM")) return !slice_is_word(before, "DISTINCT");
  if (slice_is_word(word.text, "UPDATE")) return !slice_is_word(before, "DO");
  return slice_is_word(word.text, "JOIN") || slice_is_word(word.text, "INTO");
}

static bool word_use(struct walk *walk, struct token word) {
  bool writes;
  if (slice_is_word(word.text, "WITH")) walk->in_from[walk->depth] = false;
  if (slice_is_word(word.text, "LIMIT") && walk->depth == 0) walk->limited = true;
  if (ends_from(word.text)) walk->in_from[walk->depth] = false;
  if (!expects_table(walk, word, &writes)) {
    local_name(walk, word);
    return true;
  }
  walk->in_from[walk->depth] = !writes;
  struct scanner ahead = *walk->scanner;
  return table_use(walk, scan(&ahead), writes);
}

static bool sign_use(struct walk *walk, struct token token) {
  if (!parenthesis(walk, token)) return false;
  if (!slice_is(token.text, ",") || !walk->in_from[walk->depth]) return true;
  struct scanner ahead = *walk->scanner;
  return table_use(walk, scan(&ahead), false);
}

static bool rules_check(struct walk *walk) {
  struct statement *statement = walk->statement;
  if (walk->depth > 0)
    return scan_fail(walk->scanner, statement->line, "a parenthesis is never closed");
  if (statement->kind == KIND_MANY && !walk->limited && !statement->bounded)
    return scan_fail(walk->scanner, statement->line,
                     "many needs a LIMIT, or says bounded \"why there are only few rows\"");
  if (walk->tenant && !statement->uses_territory && !statement->across)
    return scan_fail(
        walk->scanner, statement->line,
        "a table with territory_id: use :territory, or say -- across territories: WHY");
  return true;
}

bool uses_check(struct scanner *scanner, const struct schema *schema, struct statement *statement) {
  struct walk walk = {.scanner = scanner, .schema = schema, .statement = statement};
  for (struct token token = scan(scanner); token.kind != TOKEN_END; token = scan(scanner)) {
    bool good = true;
    if (token.kind == TOKEN_PARAMETER) good = parameter_use(&walk, token);
    if (token.kind == TOKEN_SIGN) good = sign_use(&walk, token);
    if (token.kind == TOKEN_WORD) good = word_use(&walk, token);
    if (!good) return false;
    if (token.kind == TOKEN_WORD) walk.before = token;
  }
  return scanner->error->line == 0 && rules_check(&walk);
}
