/* A .sql file, line by line: includes, headers, marks, and the statements between them. */
#include <ctype.h>
#include <string.h>

#include "sql2c.h"

struct parser {
  struct scanner lines; /* `at` is the beginning of a line */
  struct pool *pool;
  struct sql_file *file;
  struct statement *open; /* has a header, waits for its SQL */
  struct statement **tail;
  struct include **include_tail;
  enum engine only; /* the text that follows is for this engine; ENGINE_COUNT: for both */
};

static struct slice trim(struct slice text) {
  while (text.len && isspace((unsigned char)*text.ptr))
    text.ptr++, text.len--;
  while (text.len && isspace((unsigned char)text.ptr[text.len - 1]))
    text.len--;
  return text;
}

static bool starts(struct slice text, const char *prefix) {
  return text.len >= strlen(prefix) && memcmp(text.ptr, prefix, strlen(prefix)) == 0;
}

static struct slice line_at(const struct scanner *lines) {
  const char *end = memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
  return (struct slice){lines->at, (size_t)((end ? end : lines->end) - lines->at)};
}

static void line_next(struct scanner *lines) {
  lines->at += line_at(lines).len;
  if (lines->at < lines->end) lines->at++;
  lines->line++;
}

/* What a comment line says, without its dashes. */
static struct slice comment_text(struct slice line) {
  line.ptr += 2, line.len -= 2;
  return trim(line);
}

/* "voucher_find: one ...": a name with an underscore, then a colon. Prose has no such words. */
static bool is_header(struct slice text) {
  size_t len = 0;
  bool underscore = false;
  while (len < text.len && (islower((unsigned char)text.ptr[len]) || text.ptr[len] == '_' ||
                            isdigit((unsigned char)text.ptr[len]))) {
    underscore |= text.ptr[len++] == '_';
  }
  return underscore && len < text.len && text.ptr[len] == ':';
}

static bool goes_on(struct slice line) {
  return line.len &&
         (line.ptr[line.len - 1] == ',' || line.ptr[line.len - 1] == '(' ||
          (line.len > 1 && line.ptr[line.len - 2] == '-' && line.ptr[line.len - 1] == '>'));
}

/* The header's lines, joined without their dashes. */
static struct slice header_join(struct parser *parser) {
  struct scanner *lines = &parser->lines;
  char *joined = pool_alloc(parser->pool, (size_t)(lines->end - lines->at) + 2);
  struct slice all = {joined, 0}, line;
  bool more;
  do {
    line = comment_text(trim(line_at(lines)));
    memcpy(joined + all.len, line.ptr, line.len);
    all.len += line.len;
    joined[all.len++] = ' ';
    line_next(lines);
    more = goes_on(line) && lines->at < lines->end && starts(trim(line_at(lines)), "--");
  } while (more);
  return all;
}

static bool unfinished(struct parser *parser) {
  struct statement *open = parser->open;
  if (!open) return false;
  scan_fail(&parser->lines, open->line, "%.*s has no SQL%s", (int)open->name.len, open->name.ptr,
            open->sql[0].ptr || open->sql[1].ptr ? " for one of the engines" : "");
  return true;
}

static bool name_is_free(struct parser *parser, struct slice name, int line) {
  for (struct statement *other = parser->file->statements; other; other = other->next)
    if (slice_same(other->name, name))
      return scan_fail(&parser->lines, line, "%.*s is defined twice", (int)name.len, name.ptr);
  return true;
}

/* "-> as other": an earlier statement of this file and kind lends the type of its rows. */
static bool borrow_row(struct parser *parser, struct statement *statement) {
  struct slice row = statement->row;
  if (slice_same(row, statement->name)) return true;
  for (struct statement *other = parser->file->statements; other; other = other->next) {
    if (!slice_same(other->name, row) || other->kind != statement->kind) continue;
    memcpy(statement->columns, other->columns, sizeof statement->columns);
    statement->column_count = other->column_count;
    statement->row = other->row;
    return true;
  }
  return scan_fail(&parser->lines, statement->line,
                   "no earlier statement %.*s of this kind lends its rows", (int)row.len, row.ptr);
}

static bool header(struct parser *parser) {
  if (unfinished(parser)) return false;
  struct statement *statement = pool_alloc(parser->pool, sizeof *statement);
  statement->line = parser->lines.line;
  struct slice text = header_join(parser);
  struct scanner scanner = {text.ptr, text.ptr + text.len, statement->line, parser->lines.error};
  if (!header_parse(&scanner, statement)) return false;
  if (!name_is_free(parser, statement->name, statement->line)) return false;
  if (!borrow_row(parser, statement)) return false;
  *parser->tail = statement;
  parser->tail = &statement->next;
  parser->open = statement;
  parser->only = ENGINE_COUNT;
  return true;
}

static bool include(struct parser *parser, struct slice text) {
  const char *open = memchr(text.ptr, '"', text.len);
  const char *close = open ? memchr(open + 1, '"', text.len - (size_t)(open + 1 - text.ptr)) : NULL;
  if (!close)
    return scan_fail(&parser->lines, parser->lines.line, "write -- include \"folder/file.h\"");
  struct include *found = pool_alloc(parser->pool, sizeof *found);
  found->path = (struct slice){open + 1, (size_t)(close - open - 1)};
  for (size_t i = 0; i < found->path.len; i++)
    if (!isalnum((unsigned char)found->path.ptr[i]) && !strchr("/._-", found->path.ptr[i]))
      return scan_fail(&parser->lines, parser->lines.line, "this is no path of a header");
  *parser->include_tail = found;
  parser->include_tail = &found->next;
  return true;
}

static bool across(struct parser *parser, struct slice text) {
  if (!parser->open)
    return scan_fail(&parser->lines, parser->lines.line, "this line belongs below a header");
  const char *colon = memchr(text.ptr, ':', text.len);
  size_t before = colon ? (size_t)(colon + 1 - text.ptr) : text.len;
  struct slice reason = trim((struct slice){text.ptr + before, text.len - before});
  if (reason.len < 5)
    return scan_fail(&parser->lines, parser->lines.line, "write -- across territories: WHY");
  parser->open->across = true;
  return true;
}

/* bounded "reason" on a line of its own, below the header. */
static bool bounded(struct parser *parser, struct slice text) {
  if (!parser->open || parser->open->kind != KIND_MANY || text.len < strlen("bounded \"why\""))
    return scan_fail(&parser->lines, parser->lines.line,
                     "bounded \"why there are only few rows\" belongs below a header of many");
  parser->open->bounded = true;
  return true;
}

static bool comment(struct parser *parser, struct slice line) {
  struct slice text = comment_text(line);
  if (is_header(text)) return header(parser);
  bool good = true;
  if (starts(text, "include ")) good = include(parser, text);
  if (starts(text, "across territories")) good = across(parser, text);
  if (starts(text, "bounded \"")) good = bounded(parser, text);
  if (slice_is(text, "on sqlite")) parser->only = ENGINE_SQLITE;
  if (slice_is(text, "on postgresql")) parser->only = ENGINE_POSTGRES;
  line_next(&parser->lines);
  return good;
}

/* Up to the semicolon that ends it; the rest of its line must be empty. */
static bool sql_end(struct parser *parser, struct slice *sql) {
  struct scanner *lines = &parser->lines;
  const char *start = lines->at;
  struct token token = scan(lines);
  while (token.kind != TOKEN_END && !slice_is(token.text, ";"))
    token = scan(lines);
  if (token.kind == TOKEN_END)
    return scan_fail(lines, parser->open->line, "%.*s does not end with a semicolon",
                     (int)parser->open->name.len, parser->open->name.ptr);
  *sql = trim((struct slice){start, (size_t)(token.start - start)});
  struct slice rest = trim(line_at(lines));
  if (rest.len && !starts(rest, "--"))
    return scan_fail(lines, lines->line, "one statement for each header");
  line_next(lines);
  return true;
}

/* A schema runs to the next header or the end of the file. */
static void schema_end(struct parser *parser, struct slice *sql) {
  struct scanner *lines = &parser->lines;
  const char *start = lines->at;
  while (lines->at < lines->end) {
    struct slice line = trim(line_at(lines));
    if (starts(line, "--") && is_header(comment_text(line))) break;
    line_next(lines);
  }
  *sql = trim((struct slice){start, (size_t)(lines->at - start)});
}

static bool schema(struct parser *parser) {
  struct slice sql;
  int line = parser->lines.line;
  schema_end(parser, &sql);
  parser->open->sql[ENGINE_SQLITE] = parser->open->sql[ENGINE_POSTGRES] = sql;
  parser->open = NULL;
  return schema_read(&parser->file->schema, parser->file->path, sql, line, parser->lines.error);
}

static bool parameters_used(struct parser *parser, const struct statement *statement) {
  for (size_t i = 0; i < statement->parameter_count; i++) {
    const struct field *field = &statement->parameters[i];
    int texts = statement->sql[0].ptr == statement->sql[1].ptr ? 1 : 2;
    if (field->uses < texts)
      return scan_fail(&parser->lines, statement->line, "parameter %.*s is not used",
                       (int)field->name.len, field->name.ptr);
  }
  return true;
}

static bool sql_text(struct parser *parser) {
  if (!parser->open)
    return scan_fail(&parser->lines, parser->lines.line,
                     "SQL without a header: -- name_verb: one (id int) -> name text");
  struct statement *open = parser->open;
  if (open->kind == KIND_SCHEMA) return schema(parser);
  struct scanner body = parser->lines;
  struct slice sql;
  if (!sql_end(parser, &sql)) return false;
  body.end = sql.ptr + sql.len;
  for (int engine = 0; engine < ENGINE_COUNT; engine++)
    if (parser->only == ENGINE_COUNT || (int)parser->only == engine) open->sql[engine] = sql;
  if (!uses_check(&body, &parser->file->schema, open)) return false;
  if (!open->sql[ENGINE_SQLITE].ptr || !open->sql[ENGINE_POSTGRES].ptr) return true;
  parser->open = NULL;
  return parameters_used(parser, open);
}

static bool parse_line(struct parser *parser) {
  struct slice text = trim(line_at(&parser->lines));
  if (text.len == 0) {
    line_next(&parser->lines);
    return true;
  }
  return starts(text, "--") ? comment(parser, text) : sql_text(parser);
}

struct sql_file *sql_parse(struct pool *pool, const char *path, struct slice text,
                           const struct schema *known, struct sql_error *error) {
  *error = (struct sql_error){.file = path};
  struct sql_file *file = pool_alloc(pool, sizeof *file);
  file->path = path;
  file->schema = *known;
  struct parser parser = {.lines = {text.ptr, text.ptr + text.len, 1, error},
                          .pool = pool,
                          .file = file,
                          .tail = &file->statements,
                          .include_tail = &file->includes,
                          .only = ENGINE_COUNT};
  while (parser.lines.at < parser.lines.end)
    if (!parse_line(&parser)) return NULL;
  if (unfinished(&parser)) return NULL;
  return error->line ? NULL : file;
}
