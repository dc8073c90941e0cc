/* What nobody uses any more: statements, templates, messages, and functions that a header still
 * offers. Names are looked for as whole words in everything that could mention them. */
#include "tidy.h"

#include <ctype.h>

/* All words of a set of files, sorted, each once, with where it stands. */
struct word {
  const char *ptr;
  size_t len;
  const struct file *file; /* the only file that holds it, or NULL for several */
};

struct words {
  struct word *items;
  size_t count, capacity;
};

static int word_compare(const void *a, const void *b) {
  const struct word *left = a, *right = b;
  size_t len = left->len < right->len ? left->len : right->len;
  int order = memcmp(left->ptr, right->ptr, len);
  if (order != 0) return order;
  return (left->len > right->len) - (left->len < right->len);
}

static void words_add(struct words *words, const char *ptr, size_t len, const struct file *file) {
  if (words->count == words->capacity) {
    words->capacity = words->capacity * 2 + 1024;
    words->items = tool_grow(words->items, words->capacity * sizeof *words->items);
  }
  words->items[words->count++] = (struct word){ptr, len, file};
}

static void words_of(struct words *words, const struct file *file, const char *text) {
  for (const char *at = text; *at != '\0';) {
    size_t len = 0;
    while (is_word_char(at[len]))
      len++;
    if (len > 0 && !isdigit((unsigned char)*at)) words_add(words, at, len, file);
    at += len > 0 ? len : 1;
  }
}

static void words_sort(struct words *words) {
  if (words->count == 0) return;
  qsort(words->items, words->count, sizeof *words->items, word_compare);
  size_t kept = 0;
  for (size_t i = 1; i < words->count; i++) {
    struct word *last = &words->items[kept];
    if (word_compare(last, &words->items[i]) != 0)
      words->items[++kept] = words->items[i];
    else if (last->file != words->items[i].file)
      last->file = NULL;
  }
  words->count = kept + 1;
}

static const struct word *words_find(const struct words *words, const char *ptr, size_t len) {
  struct word wanted = {ptr, len, NULL};
  return bsearch(&wanted, words->items, words->count, sizeof wanted, word_compare);
}

/* C without its comments but with its strings (messages are also found by name), templates. */
static struct words words_of_tree(const struct tree *tree) {
  struct words words = {.count = 0};
  for (size_t i = 0; i < tree->count; i++) {
    const struct file *file = &tree->files[i];
    bool ours = path_in(file->path, "src/") || path_in(file->path, "test/");
    if (!ours || path_ends(file->path, ".sql")) continue;
    if (path_ends(file->path, ".c") || path_ends(file->path, ".h") ||
        path_ends(file->path, ".html")) {
      words_of(&words, file, file->text.ptr);
    }
  }
  words_sort(&words);
  return words;
}

static bool is_mentioned(const struct words *words, const char *prefix, const char *name,
                         size_t len, const char *suffix) {
  struct text word = {0};
  text_format(&word, "%s%.*s%s", prefix, (int)len, name, suffix);
  bool found = words_find(words, word.ptr, word.len) != NULL;
  free(word.ptr);
  return found;
}

static size_t name_len(const char *name) {
  size_t len = 0;
  while (is_word_char(name[len]))
    len++;
  return len;
}

/* "-- voucher_find: one (...) -> ..." */
static void check_statements(const struct file *file, const struct words *words) {
  static const char *const kinds[] = {"one", "many", "each", "run", "change", NULL};
  int number = 0;
  for (const char *line = file->text.ptr; line != NULL && *line != '\0'; number++) {
    const char *name = strncmp(line, "-- ", 3) == 0 ? line + 3 : "";
    size_t len = name_len(name);
    const char *kind = name[len] == ':' ? name + len + 1 + strspn(name + len + 1, " ") : "";
    for (size_t k = 0; len > 0 && kinds[k] != NULL; k++) {
      bool is_kind =
          name_len(kind) == strlen(kinds[k]) && strncmp(kind, kinds[k], name_len(kind)) == 0;
      if (is_kind && !is_mentioned(words, "", name, len, "")) {
        report(file, number + 1, "no one runs %.*s", (int)len, name);
      }
    }
    line = strchr(line, '\n');
    if (line != NULL) line++;
  }
}

static void check_template(const struct file *file, const struct tree *tree,
                           const struct words *words) {
  const char *slash = strrchr(file->path, '/');
  size_t len = name_len(slash + 1);
  if (is_mentioned(words, "", slash + 1, len, "_html")) return;
  for (size_t i = 0; i < tree->count; i++) {
    const struct file *other = &tree->files[i];
    if (other == file || !path_ends(other->path, ".html")) continue;
    struct text call = {0};
    text_format(&call, "%.*s(", (int)len, slash + 1);
    bool called = strstr(other->text.ptr, call.ptr) != NULL;
    free(call.ptr);
    if (called) return;
  }
  report(file, 0, "no one shows this template");
}

static void check_messages(const struct file *file, const struct words *words) {
  int number = 0;
  for (const char *line = file->text.ptr; line != NULL && *line != '\0'; number++) {
    if (strncmp(line, "msgid \"", 7) == 0) {
      const char *key = line + 7;
      size_t len = name_len(key);
      bool used = len == 0 || is_mentioned(words, "MSG_", key, len, "") ||
                  is_mentioned(words, "", key, len, "");
      if (!used) report(file, number + 1, "no one says %.*s", (int)len, key);
    }
    line = strchr(line, '\n');
    if (line != NULL) line++;
  }
}

/* Every folder of messages speaks all three languages; po2c compares what they say. */
static void check_languages(const struct tree *tree, const struct file *file) {
  static const char *const names[] = {"fr.po", "de.po", "en.po"};
  int folder = (int)(strrchr(file->path, '/') - file->path);
  for (size_t i = 0; i < 3; i++) {
    struct text path = {0};
    text_format(&path, "%.*s/%s", folder, file->path, names[i]);
    if (tree_find(tree, path.ptr) == NULL) report(file, 0, "its sister %s is missing", names[i]);
    free(path.ptr);
  }
}

void check_dead(const struct tree *tree) {
  struct words words = words_of_tree(tree);
  for (size_t i = 0; i < tree->count; i++) {
    const struct file *file = &tree->files[i];
    bool product = path_in(file->path, "src/");
    bool probe = path_ends(file->path, "_test.sql");
    if (product && !probe && path_ends(file->path, ".sql")) check_statements(file, &words);
    if (product && path_ends(file->path, ".html")) check_template(file, tree, &words);
    if (path_ends(file->path, "/fr.po")) check_messages(file, &words);
    if (path_ends(file->path, ".po")) check_languages(tree, file);
  }
  free(words.items);
}
