/* Schema text for one engine out of the text for both. */
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "db/migrate.h"

static const struct {
  const char *word, *sqlite, *postgres;
} type_words[] = {
    {"BIGINT", "INTEGER", "BIGINT"},
    {"BOOLEAN", "INTEGER", "BOOLEAN"},
    {"BYTES", "BLOB", "BYTEA"},
    {"DOUBLE", "REAL", "DOUBLE PRECISION"},
};

struct translation {
  struct buf out;
  enum db_engine engine;
  bool skip;          /* inside a section for the other engine */
  bool table;         /* inside CREATE TABLE, up to its semicolon */
  bool without_rowid; /* said by this table */
  struct str before;  /* the word before */
};

static bool is_word(char c) {
  return isalnum((unsigned char)c) || c == '_';
}

static size_t word_length(struct str text) {
  size_t len = 0;
  while (len < text.len && is_word(text.ptr[len]))
    len++;
  return len;
}

static size_t string_length(struct str text) {
  size_t len = 1;
  while (len < text.len && text.ptr[len] != '\'')
    len++;
  return len < text.len ? len + 1 : len; /* a doubled quote begins a second string: the same */
}

static size_t line_length(struct str text) {
  const char *end = memchr(text.ptr, '\n', text.len);
  return end ? (size_t)(end - text.ptr) : text.len;
}

static void add(struct translation *t, struct str text) {
  if (!t->skip) buf_add(&t->out, text);
}

static void comment(struct translation *t, struct str line) {
  struct str text = str_trim(str_skip(line, 2));
  bool section = true;
  if (str_equal(text, S("on sqlite"))) {
    t->skip = t->engine != DB_SQLITE;
  } else if (str_equal(text, S("on postgresql"))) {
    t->skip = t->engine != DB_POSTGRES;
  } else if (str_equal(text, S("on both"))) {
    t->skip = false;
  } else {
    section = false;
  }
  if (!section) add(t, line);
}

static void word(struct translation *t, struct str found) {
  struct str text = found;
  for (size_t i = 0; i < sizeof type_words / sizeof *type_words; i++)
    if (str_equal(found, str_from(type_words[i].word)))
      text = str_from(t->engine == DB_SQLITE ? type_words[i].sqlite : type_words[i].postgres);
  if (str_equal(found, S("TABLE")) && str_equal(t->before, S("CREATE"))) t->table = true;
  bool rowid = t->table && (str_equal(found, S("WITHOUT")) || str_equal(found, S("ROWID")));
  if (rowid) t->without_rowid = true;
  if (!rowid || t->engine == DB_SQLITE) add(t, text);
  t->before = found;
}

static void semicolon(struct translation *t) {
  if (t->table && t->engine == DB_SQLITE) add(t, t->without_rowid ? S(", STRICT") : S(" STRICT"));
  t->table = t->without_rowid = false;
  add(t, S(";"));
}

struct str migrate_translate(struct arena *arena, enum db_engine engine, struct str sql) {
  struct translation t = {.out = buf_in(arena), .engine = engine};
  while (sql.len) {
    size_t len = 1;
    if (str_starts(sql, S("--"))) {
      len = line_length(sql);
      comment(&t, str_take(sql, len));
    } else if (*sql.ptr == '\'') {
      len = string_length(sql);
      add(&t, str_take(sql, len));
    } else if (is_word(*sql.ptr)) {
      len = word_length(sql);
      word(&t, str_take(sql, len));
    } else if (*sql.ptr == ';') {
      semicolon(&t);
    } else {
      add(&t, str_take(sql, len));
    }
    sql = str_skip(sql, len);
  }
  return buf_str(&t.out);
}
