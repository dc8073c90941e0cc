/* Rules for every text, whatever its language. */
#include "tidy.h"

enum { COLUMNS_MAX = 100, SCRIPT_COLUMNS_MAX = 125 };

/* In UTF-8 a byte of the form 10xxxxxx goes on with the letter before it. */
static size_t columns(const char *line, size_t len) {
  size_t count = 0;
  for (size_t i = 0; i < len; i++)
    count += ((unsigned char)line[i] & 0xc0) != 0x80;
  return count;
}

/* 0: as long as it likes. The header of an SQL statement is one line, whatever it takes. */
static size_t columns_max(const struct file *file, const char *line) {
  if (path_ends(file->path, ".sql")) return strncmp(line, "-- ", 3) == 0 ? 0 : COLUMNS_MAX;
  if (path_ends(file->path, ".mjs")) return SCRIPT_COLUMNS_MAX;
  return file_is_c(file) ? COLUMNS_MAX : 0;
}

static bool may_have_tabs(const struct file *file) {
  return path_ends(file->path, "Makefile");
}

static void check_line(const struct file *file, int number, const char *line, size_t len) {
  if (len > 0 && (line[len - 1] == ' ' || line[len - 1] == '\t')) {
    report(file, number, "white space at the end of the line");
  }
  if (memchr(line, '\r', len) != NULL) report(file, number, "a carriage return");
  if (!may_have_tabs(file) && memchr(line, '\t', len) != NULL) report(file, number, "a tab");
  size_t max = columns_max(file, line);
  if (max > 0 && columns(line, len) > max) {
    report(file, number, "%zu columns; %zu are enough", columns(line, len), max);
  }
}

static void check_lines(const struct file *file) {
  int number = 0;
  const char *end = file->text.ptr + file->text.len;
  for (const char *line = file->text.ptr; line < end;) {
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    size_t len = (size_t)((newline == NULL ? end : newline) - line);
    check_line(file, ++number, line, len);
    if (newline == NULL) report(file, number, "the last line is not ended");
    line += len + 1;
  }
}

/* What a finished text does not hold. The words are cut in two so that this file holds none. */
static void check_leftovers(const struct file *file) {
  static const char *const words[] = {"TO"
                                      "DO",
                                      "FIX"
                                      "ME",
                                      "XX"
                                      "X",
                                      "HA"
                                      "CK",
                                      NULL};
  for (size_t i = 0; words[i] != NULL; i++) {
    for (const char *at = file->text.ptr; (at = find_word(at, words[i])) != NULL; at++) {
      report(file, line_of(file, at, file->text.ptr), "%s: finish it or write an issue", words[i]);
    }
  }
}

/* mktemp may be told to keep a path short: a socket's has 107 bytes at most. */
static bool is_mktemp(const char *start, const char *at) {
  while (at > start && at[-1] != '\n')
    at--;
  size_t len = strcspn(at, "\n");
  return memmem(at, len, "mktemp", 6) != NULL;
}

/* Paths of one machine mean nothing on another. */
static void check_machine_paths(const struct file *file) {
  static const char *const paths[] = {"/wo"
                                      "rk/",
                                      "/ho"
                                      "me/",
                                      "/ro"
                                      "ot/",
                                      "/Us"
                                      "ers/",
                                      "/tm"
                                      "p/",
                                      NULL};
  for (size_t i = 0; paths[i] != NULL; i++) {
    for (const char *at = file->text.ptr; (at = strstr(at, paths[i])) != NULL; at++) {
      bool alone =
          at == file->text.ptr || (!is_word_char(at[-1]) && strchr(".}*>/~", at[-1]) == NULL);
      if (!alone || is_mktemp(file->text.ptr, at)) continue;
      report(file, line_of(file, at, file->text.ptr), "%s is a path of one machine", paths[i]);
    }
  }
}

void check_text(const struct tree *tree) {
  for (size_t i = 0; i < tree->count; i++) {
    check_lines(&tree->files[i]);
    check_leftovers(&tree->files[i]);
    check_machine_paths(&tree->files[i]);
  }
}
