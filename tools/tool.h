/* What our build tools share: text that grows, files in and out, and the one way to fail.
 * A tool is a short process: it frees nothing and ends at the first thing it cannot do. */
#ifndef TOOLS_TOOL_H
#define TOOLS_TOOL_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* vasprintf */
#endif
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text {
  char *ptr; /* always closed by a zero byte once something was added */
  size_t len;
  size_t capacity;
};

static inline _Noreturn __attribute__((format(printf, 1, 2))) void tool_fail(const char *format,
                                                                             ...) {
  va_list args;
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  fputc('\n', stderr);
  exit(1);
}

static inline void *tool_grow(void *ptr, size_t size) {
  void *grown = realloc(ptr, size == 0 ? 1 : size);
  if (grown == NULL) tool_fail("out of memory");
  return grown;
}

static inline void text_add(struct text *text, const char *bytes, size_t len) {
  if (text->capacity - text->len < len + 1) {
    text->capacity = (text->capacity + len + 1) * 2;
    text->ptr = tool_grow(text->ptr, text->capacity);
  }
  if (len > 0) memcpy(text->ptr + text->len, bytes, len);
  text->len += len;
  text->ptr[text->len] = '\0';
}

static inline __attribute__((format(printf, 2, 3))) void text_format(struct text *text,
                                                                     const char *format, ...) {
  char *made = NULL;
  va_list args;
  va_start(args, format);
  int len = vasprintf(&made, format, args);
  va_end(args);
  if (len < 0) tool_fail("out of memory");
  text_add(text, made, (size_t)len);
  free(made);
}

/* The bytes as the inside of a C string literal. Everything but plain ASCII is written in
 * three octal digits: a following digit then cannot change its meaning, nor can trigraphs. */
static inline void text_add_c(struct text *text, const char *bytes, size_t len) {
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)bytes[i];
    if (c == '\n')
      text_add(text, "\\n", 2);
    else if (c == '"' || c == '\\')
      text_format(text, "\\%c", c);
    else if (c < ' ' || c > '~' || c == '?')
      text_format(text, "\\%03o", c);
    else
      text_add(text, bytes + i, 1);
  }
}

static inline bool file_load(const char *path, struct text *text) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return false;
  char chunk[65536];
  for (size_t len; (len = fread(chunk, 1, sizeof chunk, file)) > 0;)
    text_add(text, chunk, len);
  bool whole = !ferror(file);
  fclose(file);
  text_add(text, "", 0);
  return whole;
}

static inline struct text file_read(const char *path) {
  struct text text = {0};
  if (!file_load(path, &text)) tool_fail("%s: cannot be read", path);
  return text;
}

/* A file that already holds these bytes keeps its date, so that nothing is compiled again. */
static inline void file_write(const char *path, const struct text *text) {
  struct text old = {0};
  if (file_load(path, &old) && old.len == text->len && memcmp(old.ptr, text->ptr, old.len) == 0) {
    free(old.ptr);
    return;
  }
  free(old.ptr);
  FILE *file = fopen(path, "wb");
  if (file == NULL) tool_fail("%s: cannot be written", path);
  bool written = fwrite(text->ptr, 1, text->len, file) == text->len;
  if (fclose(file) != 0 || !written) tool_fail("%s: cannot be written", path);
}

#endif
