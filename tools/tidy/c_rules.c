/* Rules for C: lengths, calls that are not made here, heads of headers. */
#include "tidy.h"

#include <ctype.h>

enum { FILE_LINES_MAX = 600, FUNCTION_LINES_MAX = 70 };

struct ban {
  const char *word;
  bool (*applies)(const char *path);
  const char *sentence;
};

static bool everywhere(const char *path) {
  (void)path;
  return true;
}

static bool is_product(const char *path) {
  return path_in(path, "src/") && !path_ends(path, "_test.c");
}

/* What belongs to a request lives in its arena. Rooms that keep things as long as the process, or
 * lend memory to a library, allocate one by one. */
static bool without_malloc(const char *path) {
  return is_product(path) && (path_in(path, "src/domain/") || path_in(path, "src/jobs/"));
}

/* Commands talk to a person on standard output; everything else logs. */
static bool without_printf(const char *path) {
  return is_product(path) && !path_in(path, "src/cli/") && strcmp(path, "src/main.c") != 0 &&
         strcmp(path, "src/base/args.c") != 0;
}

static bool in_domain(const char *path) {
  return is_product(path) && path_in(path, "src/domain/");
}

/* Positions on the map, and the sun over them, are the only numbers of the domain that are not
 * exact. */
static bool without_double(const char *path) {
  return in_domain(path) && !path_in(path, "src/domain/shop/") &&
         !path_in(path, "src/domain/search/") && !path_in(path, "src/domain/hours/") &&
         !path_in(path, "src/domain/ground/") && !path_in(path, "src/domain/map/") &&
         !path_in(path, "src/domain/open/") && !path_in(path, "src/domain/import/");
}

static const struct ban bans[] = {
    {"strcpy", is_product, "copies without a bound; use struct str"},
    {"strcat", is_product, "copies without a bound; use struct buf"},
    {"sprintf", everywhere, "writes without a bound; use buf_format"},
    {"vsprintf", everywhere, "writes without a bound; use buf_format"},
    {"gets", everywhere, "reads without a bound"},
    {"strtok", everywhere, "keeps hidden state; use str_cut"},
    {"atoi", is_product, "cannot fail; use str_to_int"},
    {"atol", is_product, "cannot fail; use str_to_int"},
    {"alloca", everywhere, "takes from the stack without a bound"},
    {"localtime", is_product, "is not safe in threads; use base/time.h"},
    {"gmtime", is_product, "is not safe in threads; use base/time.h"},
    {"rand", is_product, "is no chance; use ctx->random"},
    {"random", in_domain, "is no chance; use ctx->random"},
    {"time", in_domain, "time comes from ctx->now"},
    {"clock_now", in_domain, "time comes from ctx->now"},
    {"malloc", without_malloc, "memory comes from an arena"},
    {"calloc", without_malloc, "memory comes from an arena"},
    {"realloc", without_malloc, "memory comes from an arena"},
    {"strdup", without_malloc, "memory comes from an arena"},
    {"printf", without_printf, "nobody reads it here; log or answer"},
    {"puts", without_printf, "nobody reads it here; log or answer"},
};

static bool is_called(const char *word_end) {
  while (*word_end == ' ')
    word_end++;
  return *word_end == '(';
}

/* "->time(" and ".time(" are members, "struct random" is a type. */
static bool is_member(const char *start, const char *at) {
  return at > start && (at[-1] == '.' || at[-1] == '>');
}

static void check_bans(const struct file *file) {
  const char *code = file->code.ptr;
  for (size_t i = 0; i < sizeof bans / sizeof bans[0]; i++) {
    const struct ban *ban = &bans[i];
    if (!ban->applies(file->path)) continue;
    for (const char *at = code; (at = find_word(at, ban->word)) != NULL; at++) {
      if (!is_called(at + strlen(ban->word)) || is_member(code, at)) continue;
      report(file, line_of(file, at, code), "%s %s", ban->word, ban->sentence);
    }
  }
}

static void check_floats(const struct file *file) {
  static const char *const words[] = {"double", "float"};
  if (!without_double(file->path)) return;
  for (size_t i = 0; i < 2; i++) {
    for (const char *at = file->code.ptr; (at = find_word(at, words[i])) != NULL; at++) {
      report(file, line_of(file, at, file->code.ptr), "%s: the domain counts in whole numbers",
             words[i]);
    }
  }
}

/* A body that opens at the end of a line which began in column 0, and is no table or type. */
static bool opens_function(const char *line, size_t len) {
  if (len < 2 || line[len - 1] != '{') return false;
  if (memchr(line, '(', len) == NULL && !isspace((unsigned char)line[0])) return false;
  return memmem(line, len, "= {", 3) == NULL && memmem(line, len, "={", 2) == NULL;
}

static bool is_declaration_start(char c) {
  return isalpha((unsigned char)c) || c == '_';
}

/* Our layout, which clang-format keeps: what starts in column 0 ends with "}" in column 0. */
static void check_function_lengths(const struct file *file) {
  int number = 0, opened = 0;
  bool declaring = false;
  const char *end = file->code.ptr + file->code.len;
  for (const char *line = file->code.ptr; line < end;) {
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    size_t len = (size_t)((newline == NULL ? end : newline) - line), bare = len;
    number++;
    while (bare > 0 && line[bare - 1] == ' ')
      bare--;
    if (bare > 0 && is_declaration_start(line[0])) declaring = memchr(line, ';', bare) == NULL;
    if (declaring && opened == 0 && opens_function(line, bare)) opened = number;
    if (bare > 0 && line[0] == '}') {
      if (opened > 0 && number - opened + 1 > FUNCTION_LINES_MAX) {
        report(file, opened, "a function of %d lines; a noun is hiding in it", number - opened + 1);
      }
      opened = 0;
      declaring = false;
    }
    line += len + 1;
  }
}

static void check_file_length(const struct file *file) {
  int lines = line_of(file, file->text.ptr + file->text.len, file->text.ptr) - 1;
  if (lines > FILE_LINES_MAX) report(file, 0, "%d lines; two nouns share this room", lines);
}

static void check_head(const struct file *file) {
  bool ours = path_in(file->path, "src/") || path_in(file->path, "tools/");
  if (ours && path_ends(file->path, ".h") && strncmp(file->text.ptr, "/*", 2) != 0) {
    report(file, 1, "a header begins by saying what the room is for");
  }
}

void check_c(const struct tree *tree) {
  for (size_t i = 0; i < tree->count; i++) {
    const struct file *file = &tree->files[i];
    if (path_ends(file->path, ".mjs")) check_file_length(file);
    if (!file_is_c(file)) continue;
    check_file_length(file);
    check_head(file);
    check_bans(file);
    check_floats(file);
    check_function_lengths(file);
  }
}
