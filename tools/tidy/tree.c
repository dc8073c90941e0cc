#include "tidy.h"

#include <ctype.h>
#include <dirent.h>
#include <sys/stat.h>

static int found;

void report(const struct file *file, int line, const char *format, ...) {
  va_list args;
  va_start(args, format);
  if (line > 0)
    printf("%s:%d: ", file->path, line);
  else
    printf("%s: ", file->path);
  vprintf(format, args);
  printf("\n");
  va_end(args);
  found++;
}

int findings(void) {
  return found;
}

bool path_in(const char *path, const char *folder) {
  return strncmp(path, folder, strlen(folder)) == 0;
}

bool path_ends(const char *path, const char *end) {
  size_t len = strlen(path), end_len = strlen(end);
  return len >= end_len && strcmp(path + len - end_len, end) == 0;
}

bool file_is_c(const struct file *file) {
  return path_ends(file->path, ".c") || path_ends(file->path, ".h");
}

bool is_word_char(char c) {
  return isalnum((unsigned char)c) || c == '_';
}

const char *find_word(const char *from, const char *word) {
  size_t len = strlen(word);
  for (const char *at = from; (at = strstr(at, word)) != NULL; at += len) {
    bool begins = at == from || !is_word_char(at[-1]);
    if (begins && !is_word_char(at[len])) return at;
  }
  return NULL;
}

int line_of(const struct file *file, const char *at, const char *start) {
  (void)file;
  int line = 1;
  for (const char *c = start; c < at; c++)
    line += *c == '\n';
  return line;
}

/* Blanks from *at to the end of a comment, string or character; line breaks stay. */
static size_t blank_until(char *code, size_t at, size_t len, const char *end, bool escapes) {
  size_t end_len = strlen(end);
  while (at < len) {
    if (escapes && code[at] == '\\' && at + 1 < len) {
      code[at] = ' ';
      if (code[at + 1] != '\n') code[at + 1] = ' ';
      at += 2;
      continue;
    }
    if (strncmp(code + at, end, end_len) == 0) {
      if (*end != '\n') memset(code + at, ' ', end_len);
      return at + end_len;
    }
    if (code[at] != '\n') code[at] = ' ';
    at++;
  }
  return len;
}

static struct text blank_comments(const struct text *text) {
  struct text code = {0};
  text_add(&code, text->ptr, text->len);
  for (size_t at = 0; at < code.len;) {
    const char *here = code.ptr + at;
    bool digit_separator = *here == '\'' && at > 0 && is_word_char(here[-1]);
    if (strncmp(here, "/*", 2) == 0)
      at = blank_until(code.ptr, at, code.len, "*/", false);
    else if (strncmp(here, "//", 2) == 0)
      at = blank_until(code.ptr, at, code.len, "\n", false);
    else if (*here == '"')
      at = blank_until(code.ptr, at + 1, code.len, "\"", true);
    else if (*here == '\'' && !digit_separator)
      at = blank_until(code.ptr, at + 1, code.len, "'", true);
    else
      at++;
  }
  return code;
}

static bool is_text(const char *name) {
  static const char *const ends[] = {
      ".c",    ".h",     ".sql", ".html",    ".po",   ".css",  ".js",      ".mjs", ".md", ".sh",
      ".json", ".story", ".txt", ".service", ".conf", "ORDER", "Makefile", "dev",  "run", NULL};
  for (size_t i = 0; ends[i] != NULL; i++) {
    if (path_ends(name, ends[i])) return true;
  }
  return false;
}

/* Files made by others or by tools, and bad examples made on purpose. */
static bool is_foreign(const char *path) {
  static const char *const folders[] = {"test/tidy/",    "test/fuzz/corpus/", "test/golden/",
                                        "assets/fonts/", "bench/out/",        NULL};
  for (size_t i = 0; folders[i] != NULL; i++) {
    if (path_in(path, folders[i])) return true;
  }
  return strcmp(path, "sql/schema.sql") == 0 || strcmp(path, "package-lock.json") == 0;
}

static void tree_add(struct tree *tree, const char *path, const char *on_disk) {
  if (!is_text(path) || is_foreign(path)) return;
  tree->files = tool_grow(tree->files, (tree->count + 1) * sizeof *tree->files);
  struct file *file = &tree->files[tree->count++];
  *file = (struct file){.path = strdup(path), .text = file_read(on_disk)};
  if (file_is_c(file)) file->code = blank_comments(&file->text);
}

static void tree_walk(struct tree *tree, const char *path) {
  struct text on_disk = {0};
  struct stat status;
  text_format(&on_disk, "%s/%s", tree->root, path);
  if (stat(on_disk.ptr, &status) != 0) return;
  DIR *dir = S_ISDIR(status.st_mode) ? opendir(on_disk.ptr) : NULL;
  if (dir == NULL) {
    tree_add(tree, path, on_disk.ptr);
    return;
  }
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    if (entry->d_name[0] == '.') continue;
    struct text inner = {0};
    text_format(&inner, "%s/%s", path, entry->d_name);
    tree_walk(tree, inner.ptr);
    free(inner.ptr);
  }
  closedir(dir);
  free(on_disk.ptr);
}

static int file_compare(const void *a, const void *b) {
  return strcmp(((const struct file *)a)->path, ((const struct file *)b)->path);
}

struct tree tree_load(const char *root) {
  static const char *const ours[] = {"src",       "tools",     "test",    "sql", "i18n",
                                     "assets",    "docs",      "bench",   "dev", "Makefile",
                                     "README.md", "packaging", ".ci/run", NULL};
  struct tree tree = {.root = root};
  for (size_t i = 0; ours[i] != NULL; i++)
    tree_walk(&tree, ours[i]);
  if (tree.count == 0) tool_fail("%s: nothing of ours lies here", root);
  qsort(tree.files, tree.count, sizeof *tree.files, file_compare);
  return tree;
}

const struct file *tree_find(const struct tree *tree, const char *path) {
  struct file wanted = {.path = (char *)path};
  return bsearch(&wanted, tree->files, tree->count, sizeof wanted, file_compare);
}
