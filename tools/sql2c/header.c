/* The line above a statement: its name, what comes back, its parameters and columns. */
#include <string.h>

#include "sql2c.h"

static const struct {
  const char *word;
  enum statement_kind kind;
} kinds[] = {{"one", KIND_ONE}, {"many", KIND_MANY},     {"each", KIND_EACH},
             {"run", KIND_RUN}, {"change", KIND_CHANGE}, {"schema", KIND_SCHEMA}};

static const struct {
  const char *word;
  enum field_type type;
} types[] = {{"int", FIELD_INT},   {"text", FIELD_TEXT},   {"bool", FIELD_BOOL},
             {"real", FIELD_REAL}, {"bytes", FIELD_BYTES}, {"instant", FIELD_INSTANT},
             {"day", FIELD_DAY}};

static bool kind_parse(struct scanner *scanner, struct token word, struct statement *statement) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (!slice_is(word.text, kinds[i].word)) continue;
    statement->kind = kinds[i].kind;
    return true;
  }
  return scan_fail(scanner, word.line, "\"%.*s\" is none of one, many, each, run, change, schema",
                   (int)word.text.len, word.text.ptr);
}

static bool type_parse(struct scanner *scanner, struct token word, struct field *field) {
  field->type_name = word.text;
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
    if (!slice_is(word.text, types[i].word)) continue;
    field->type = types[i].type;
    return true;
  }
  field->type = FIELD_ID;
  if (word.kind == TOKEN_WORD && word.text.len > 3 &&
      memcmp(word.text.ptr + word.text.len - 3, "_id", 3) == 0)
    return true;
  return scan_fail(scanner, word.line,
                   "\"%.*s\" is no type: int text bool real bytes instant day or ..._id",
                   (int)word.text.len, word.text.ptr);
}

static bool is_taken(const struct field *fields, size_t count, struct slice name) {
  for (size_t i = 0; i < count; i++)
    if (slice_same(fields[i].name, name)) return true;
  return false;
}

static bool field_parse(struct scanner *scanner, struct token name, struct field *fields,
                        size_t *count, size_t max) {
  if (name.kind != TOKEN_WORD)
    return scan_fail(scanner, name.line, "a name and a type are expected, as in \"id voucher_id\"");
  if (*count == max) return scan_fail(scanner, name.line, "more than %zu fields", max);
  if (name.text.len > NAME_BYTES_MAX) return scan_fail(scanner, name.line, "this name is too long");
  if (is_taken(fields, *count, name.text))
    return scan_fail(scanner, name.line, "%.*s appears twice", (int)name.text.len, name.text.ptr);
  struct field *field = &fields[*count];
  *field = (struct field){.name = name.text};
  if (!type_parse(scanner, scan(scanner), field)) return false;
  if (scanner->at < scanner->end && *scanner->at == '?') {
    field->nullable = true;
    scanner->at++;
  }
  (*count)++;
  return true;
}

/* "(a int, b text)", its opening parenthesis already read. */
static bool parameters_parse(struct scanner *scanner, struct statement *statement) {
  struct token token = scan(scanner);
  while (!slice_is(token.text, ")")) {
    if (slice_is(token.text, "territory"))
      return scan_fail(scanner, token.line, ":territory comes from ctx and is not listed");
    if (!field_parse(scanner, token, statement->parameters, &statement->parameter_count,
                     PARAMETERS_MAX))
      return false;
    token = scan(scanner);
    if (slice_is(token.text, ",")) {
      token = scan(scanner);
    } else if (!slice_is(token.text, ")")) {
      return scan_fail(scanner, token.line, "\",\" or \")\" is expected after a parameter");
    }
  }
  return true;
}

/* "a int, b text" up to the end or `bounded`; *next is the token behind. */
static bool columns_parse(struct scanner *scanner, struct statement *statement,
                          struct token *next) {
  do {
    if (!field_parse(scanner, scan(scanner), statement->columns, &statement->column_count,
                     COLUMNS_MAX))
      return false;
    *next = scan(scanner);
  } while (slice_is(next->text, ","));
  return true;
}

/* bounded "reason": the reason stands between double quotes, which `scan` would refuse. */
static bool reason_parse(struct scanner *scanner, struct statement *statement) {
  while (scanner->at < scanner->end && *scanner->at == ' ')
    scanner->at++;
  const char *open = scanner->at;
  const char *close = open < scanner->end && *open == '"'
                          ? memchr(open + 1, '"', (size_t)(scanner->end - open) - 1)
                          : NULL;
  if (!close || close - open < 4)
    return scan_fail(scanner, scanner->line, "write bounded \"why there are only few rows\"");
  statement->bounded = true;
  scanner->at = close + 1;
  return true;
}

static bool fields_check(struct scanner *scanner, const struct statement *statement) {
  enum statement_kind kind = statement->kind;
  bool wants_columns = kind == KIND_MANY || kind == KIND_EACH;
  bool allows_columns = wants_columns || kind == KIND_ONE;
  bool borrows = !slice_same(statement->row, statement->name);
  if (wants_columns && statement->column_count == 0 && !borrows)
    return scan_fail(scanner, statement->line, "this kind needs columns: -> name type, ...");
  if (!allows_columns && (statement->column_count > 0 || borrows))
    return scan_fail(scanner, statement->line, "this kind gives no columns back");
  if (statement->bounded && kind != KIND_MANY)
    return scan_fail(scanner, statement->line, "bounded belongs to many");
  if (kind == KIND_SCHEMA && statement->parameter_count > 0)
    return scan_fail(scanner, statement->line, "a schema has no parameters");
  return true;
}

/* "as other": the rows are of that statement's type; parse.c copies its columns. */
static bool row_parse(struct scanner *scanner, struct statement *statement, struct token *next) {
  struct scanner ahead = *scanner;
  if (!slice_is(scan(&ahead).text, "as")) return columns_parse(scanner, statement, next);
  struct token other = scan(&ahead);
  if (other.kind != TOKEN_WORD)
    return scan_fail(scanner, other.line, "\"as\" is followed by the name of a statement");
  statement->row = other.text;
  *scanner = ahead;
  *next = scan(scanner);
  return true;
}

static bool arrow(struct scanner *scanner, struct token token) {
  return slice_is(token.text, "-") && scanner->at < scanner->end && *scanner->at == '>';
}

bool header_parse(struct scanner *scanner, struct statement *statement) {
  statement->name = scan(scanner).text;
  if (statement->name.len > NAME_BYTES_MAX)
    return scan_fail(scanner, statement->line, "this name is too long");
  statement->row = statement->name;
  scan(scanner); /* the colon, which made this line a header */
  if (!kind_parse(scanner, scan(scanner), statement)) return false;
  struct token token = scan(scanner);
  if (slice_is(token.text, "bounded")) {
    if (!reason_parse(scanner, statement)) return false;
    token = scan(scanner);
  }
  if (slice_is(token.text, "(")) {
    if (!parameters_parse(scanner, statement)) return false;
    token = scan(scanner);
  }
  if (arrow(scanner, token)) {
    scanner->at++;
    if (!row_parse(scanner, statement, &token)) return false;
  }
  if (slice_is(token.text, "bounded")) {
    if (!reason_parse(scanner, statement)) return false;
    token = scan(scanner);
  }
  if (token.kind != TOKEN_END)
    return scan_fail(scanner, token.line, "\"%.*s\" is not expected here", (int)token.text.len,
                     token.text.ptr);
  return scanner->error->line == 0 && fields_check(scanner, statement);
}
