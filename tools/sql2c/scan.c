/* The smallest reading of SQL that can tell a word from a string, a comment and a parameter. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sql2c.h"

struct pool_block {
  struct pool_block *next;
};

void *pool_alloc(struct pool *pool, size_t size) {
  struct pool_block *block = calloc(1, sizeof *block + 16 + size);
  if (!block) {
    fputs("sql2c: out of memory\n", stderr);
    exit(1);
  }
  block->next = pool->blocks;
  pool->blocks = block;
  return (char *)block + 16;
}

void pool_free(struct pool *pool) {
  while (pool->blocks) {
    struct pool_block *next = pool->blocks->next;
    free(pool->blocks);
    pool->blocks = next;
  }
}

bool slice_same(struct slice a, struct slice b) {
  return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

bool slice_is(struct slice slice, const char *text) {
  return slice_same(slice, (struct slice){text, strlen(text)});
}

bool slice_is_word(struct slice slice, const char *keyword) {
  return slice.len == strlen(keyword) && strncasecmp(slice.ptr, keyword, slice.len) == 0;
}

bool scan_fail(struct scanner *scanner, int line, const char *format, ...) {
  if (scanner->error->line) return false;
  scanner->error->line = line;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(scanner->error->text, sizeof scanner->error->text, format, arguments);
  va_end(arguments);
  return false;
}

static bool is_word(char c) {
  return isalnum((unsigned char)c) || c == '_';
}

static bool begins(const struct scanner *scanner, const char *text) {
  size_t len = strlen(text);
  return (size_t)(scanner->end - scanner->at) >= len && memcmp(scanner->at, text, len) == 0;
}

static void skip_block_comment(struct scanner *scanner) {
  int line = scanner->line;
  while (scanner->at < scanner->end && !begins(scanner, "*/")) {
    if (*scanner->at++ == '\n') scanner->line++;
  }
  if (scanner->at == scanner->end) {
    scan_fail(scanner, line, "this comment is never closed");
    return;
  }
  scanner->at += 2;
}

static void skip_space(struct scanner *scanner) {
  while (scanner->at < scanner->end) {
    if (begins(scanner, "--")) {
      while (scanner->at < scanner->end && *scanner->at != '\n')
        scanner->at++;
    } else if (begins(scanner, "/*")) {
      scanner->at += 2;
      skip_block_comment(scanner);
    } else if (isspace((unsigned char)*scanner->at)) {
      if (*scanner->at++ == '\n') scanner->line++;
    } else {
      return;
    }
  }
}

/* 'it''s': a doubled quote stays inside. */
static void scan_string(struct scanner *scanner, struct token *token) {
  token->kind = TOKEN_STRING;
  for (scanner->at++; scanner->at < scanner->end; scanner->at++) {
    if (*scanner->at == '\n') scanner->line++;
    if (*scanner->at != '\'') continue;
    if (begins(scanner, "''")) {
      scanner->at++;
    } else {
      scanner->at++;
      return;
    }
  }
  scan_fail(scanner, token->line, "this string is never closed");
}

static void scan_word(struct scanner *scanner) {
  while (scanner->at < scanner->end && is_word(*scanner->at))
    scanner->at++;
}

/* What the two engines read differently is refused here, once for all statements. */
static void refuse_sign(struct scanner *scanner, int line) {
  char c = *scanner->at;
  if (c == '"')
    scan_fail(scanner, line, "double quotes: SQLite would read a misspelt name as text");
  if (c == '`' || c == '[') scan_fail(scanner, line, "only plain names, without %c", c);
  if (c == '?' || c == '$' || c == '@') scan_fail(scanner, line, "write :name, not %c", c);
  if (begins(scanner, "::")) scan_fail(scanner, line, "write CAST(... AS ...), not ::");
  if ((unsigned char)c >= 0x80) scan_fail(scanner, line, "letters beyond ASCII only in strings");
}

struct token scan(struct scanner *scanner) {
  skip_space(scanner);
  struct token token = {TOKEN_END, {scanner->at, 0}, scanner->at, scanner->line};
  if (scanner->at == scanner->end || scanner->error->line) return token;
  char c = *scanner->at;
  refuse_sign(scanner, token.line);
  if (c == '\'') {
    scan_string(scanner, &token);
  } else if (is_word(c)) {
    token.kind = isdigit((unsigned char)c) ? TOKEN_NUMBER : TOKEN_WORD;
    scan_word(scanner);
  } else if (c == ':' && scanner->at + 1 < scanner->end && is_word(scanner->at[1])) {
    token.kind = TOKEN_PARAMETER;
    token.text.ptr = ++scanner->at;
    scan_word(scanner);
  } else {
    token.kind = TOKEN_SIGN;
    scanner->at++;
  }
  token.text.len = (size_t)(scanner->at - token.text.ptr);
  if (scanner->error->line) token.kind = TOKEN_END;
  return token;
}
