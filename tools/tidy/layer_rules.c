/* Who may include whom.
 *
 * base: base. db, paper: base. web: base and db (it opens a read transaction per request and asks
 * the database whether a kept page is still true). A domain module's x.c and x.h: base, db, and
 * modules named before it in src/domain/ORDER; its x_pages.c and x_api.c also web and paper.
 * cli, jobs, routes, main and tests: anything. Generated statements belong to the module whose
 * .sql they come from. A third-party header is used in one folder only. */
#include "tidy.h"

struct order {
  char *names[64];
  size_t count;
};

struct include {
  const struct file *file;
  int line;
  char path[200]; /* as written between "" or <> */
  bool angled;
};

struct rule {
  const char *folder;
  const char *allowed[4];
};

static const struct rule rules[] = {
    {"src/base/", {"base/"}},
    {"src/db/", {"base/", "db/"}},
    {"src/web/", {"base/", "db/", "web/"}},
    {"src/paper/", {"base/", "paper/"}},
};

static struct order order_read(const struct tree *tree) {
  struct order order = {.count = 0};
  const struct file *file = tree_find(tree, "src/domain/ORDER");
  if (file == NULL) return order;
  for (const char *at = file->text.ptr; *at != '\0';) {
    size_t len = strcspn(at, " \t\n");
    if (*at == '#') len = 0, at += strcspn(at, "\n");
    if (len > 0 && order.count < 64) order.names[order.count++] = strndup(at, len);
    at += len;
    at += strspn(at, " \t\n");
  }
  return order;
}

/* Position in the order from 1; 0: not in it. */
static size_t order_position(const struct order *order, const char *path) {
  size_t len = strcspn(path, "/");
  for (size_t i = 0; i < order->count; i++) {
    if (strlen(order->names[i]) == len && strncmp(order->names[i], path, len) == 0) return i + 1;
  }
  return 0;
}

static bool has_sibling(const struct tree *tree, const char *path, const char *end) {
  struct text sibling = {0};
  text_format(&sibling, "%.*s%s", (int)(strlen(path) - 2), path, end);
  bool found = tree_find(tree, sibling.ptr) != NULL;
  free(sibling.ptr);
  return found;
}

/* Pages and API, and the header of a module that has nothing else. */
static bool is_outer_room(const struct tree *tree, const char *path) {
  static const char *const ends[] = {"_pages.c", "_api.c",  "_page.c", "_pages.h",
                                     "_api.h",   "_page.h", NULL};
  for (size_t i = 0; ends[i] != NULL; i++) {
    if (path_ends(path, ends[i])) return true;
  }
  return path_ends(path, ".h") && !has_sibling(tree, path, ".c") &&
         (has_sibling(tree, path, "_pages.c") || has_sibling(tree, path, "_api.c"));
}

/* The source that a generated header comes from: "shop_sql.h" from "*_/shop.sql". */
static const struct file *generated_from(const struct tree *tree, const char *include) {
  static const struct {
    const char *end, *extension;
  } kinds[] = {{"_sql.h", ".sql"}, {"_html.h", ".html"}};
  for (size_t k = 0; k < 2; k++) {
    if (!path_ends(include, kinds[k].end)) continue;
    struct text name = {0};
    size_t stem = strlen(include) - strlen(kinds[k].end);
    text_format(&name, "/%.*s%s", (int)stem, include, kinds[k].extension);
    for (size_t i = 0; i < tree->count; i++) {
      if (path_in(tree->files[i].path, "src/") && path_ends(tree->files[i].path, name.ptr)) {
        return &tree->files[i];
      }
    }
  }
  return NULL;
}

static size_t folder_len(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

static bool same_folder(const char *a, const char *b) {
  return folder_len(a) == folder_len(b) && strncmp(a, b, folder_len(a)) == 0;
}

static void check_domain_module(const struct include *include, const struct order *order,
                                const char *module) {
  const char *mine = include->file->path + strlen("src/domain/");
  size_t my_place = order_position(order, mine), place = order_position(order, module);
  if (my_place > 0 && (place == 0 || place > my_place)) {
    report(include->file, include->line, "%s comes later than this module in src/domain/ORDER",
           include->path);
  }
}

static void check_domain_include(const struct tree *tree, const struct include *include,
                                 const struct order *order) {
  const char *path = include->path;
  bool outer = is_outer_room(tree, include->file->path);
  if (path_in(path, "domain/")) {
    check_domain_module(include, order, path + strlen("domain/"));
  } else if ((path_in(path, "web/") || path_in(path, "paper/")) && !outer) {
    report(include->file, include->line, "%s: only the pages and the API of a module know it",
           path);
  } else if (path_in(path, "jobs/") || path_in(path, "cli/") || strcmp(path, "routes.h") == 0) {
    report(include->file, include->line, "%s: the domain knows nobody above it", path);
  }
}

static void check_generated(const struct tree *tree, const struct include *include,
                            const struct order *order, const struct file *source) {
  const char *mine = include->file->path;
  if (same_folder(mine, source->path)) {
    bool inner = path_in(mine, "src/domain/") && !is_outer_room(tree, mine);
    if (inner && path_ends(source->path, ".html")) {
      report(include->file, include->line, "%s: rules show no pages", include->path);
    }
  } else if (path_ends(source->path, ".sql")) {
    report(include->file, include->line, "%s: a module's statements are its own", include->path);
  } else if (path_in(mine, "src/domain/") && path_in(source->path, "src/domain/")) {
    check_domain_module(include, order, source->path + strlen("src/domain/"));
  }
}

static void check_layer(const struct include *include) {
  for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
    if (!path_in(include->file->path, rules[i].folder)) continue;
    for (size_t j = 0; j < 4 && rules[i].allowed[j] != NULL; j++) {
      if (path_in(include->path, rules[i].allowed[j])) return;
    }
    report(include->file, include->line, "%s must not be known in %s", include->path,
           rules[i].folder);
  }
}

static void check_ours(const struct tree *tree, const struct include *include,
                       const struct order *order) {
  const struct file *source = generated_from(tree, include->path);
  bool generated = strchr(include->path, '/') == NULL;
  if (source != NULL)
    check_generated(tree, include, order, source);
  else if (path_in(include->file->path, "src/domain/"))
    check_domain_include(tree, include, order);
  else if (!generated)
    check_layer(include);
}

/* Headers of the C library and of Linux. All others belong to a library we depend on. */
static bool is_system(const char *path) {
  static const char *const system[] = {
      "assert.h", "ctype.h",    "dirent.h",   "dlfcn.h",     "endian.h",    "errno.h",   "fcntl.h",
      "float.h",  "getopt.h",   "inttypes.h", "limits.h",    "locale.h",    "malloc.h",  "math.h",
      "netdb.h",  "poll.h",     "pthread.h",  "sched.h",     "semaphore.h", "setjmp.h",  "signal.h",
      "spawn.h",  "stdalign.h", "stdarg.h",   "stdatomic.h", "stdbool.h",   "stddef.h",  "stdint.h",
      "stdio.h",  "stdlib.h",   "string.h",   "strings.h",   "termios.h",   "threads.h", "time.h",
      "unistd.h", "wchar.h",    NULL};
  static const char *const folders[] = {"sys/",   "arpa/",      "net/", "netinet/",
                                        "linux/", "sanitizer/", NULL};
  for (size_t i = 0; system[i] != NULL; i++) {
    if (strcmp(system[i], path) == 0) return true;
  }
  for (size_t i = 0; folders[i] != NULL; i++) {
    if (path_in(path, folders[i])) return true;
  }
  return false;
}

/* "src/web/server.c" is in the room "src/web/", "src/domain/shop/shop.c" in "src/domain/". */
static size_t room_len(const char *path) {
  return strlen("src/") + strcspn(path + strlen("src/"), "/") + 1;
}

struct library {
  char header[200];
  const struct file *user;
};

struct libraries {
  struct library items[200];
  size_t count;
};

static void check_library(const struct include *include, struct libraries *libraries) {
  for (size_t i = 0; i < libraries->count; i++) {
    const struct library *library = &libraries->items[i];
    if (strcmp(library->header, include->path) != 0) continue;
    size_t len = room_len(library->user->path);
    if (strncmp(library->user->path, include->file->path, len) != 0) {
      report(include->file, include->line, "<%s> is the affair of %.*s (%s)", include->path,
             (int)len, library->user->path, library->user->path);
    }
    return;
  }
  if (libraries->count == 200) tool_fail("tidy: more third-party headers than it can remember");
  struct library *library = &libraries->items[libraries->count++];
  snprintf(library->header, sizeof library->header, "%s", include->path);
  library->user = include->file;
}

/* The include of this line, if it is one. */
static bool include_read(const char *line, struct include *include) {
  line += strspn(line, " ");
  if (*line++ != '#') return false;
  line += strspn(line, " ");
  if (strncmp(line, "include", 7) != 0) return false;
  line += 7 + strspn(line + 7, " ");
  if (*line != '"' && *line != '<') return false;
  include->angled = *line == '<';
  size_t len = strcspn(line + 1, "\">\n");
  if (len >= sizeof include->path) return false;
  memcpy(include->path, line + 1, len);
  include->path[len] = '\0';
  return true;
}

static void check_module(const struct file *file, const struct order *order) {
  const char *module = file->path + strlen("src/domain/");
  if (path_in(file->path, "src/domain/") && order_position(order, module) == 0) {
    report(file, 0, "the module is not named in src/domain/ORDER");
  }
}

static void check_file(const struct tree *tree, const struct file *file, const struct order *order,
                       struct libraries *libraries) {
  int number = 0;
  for (const char *line = file->text.ptr; line != NULL && *line != '\0';) {
    struct include include = {.file = file, .line = ++number};
    if (include_read(line, &include)) {
      if (!include.angled)
        check_ours(tree, &include, order);
      else if (!is_system(include.path))
        check_library(&include, libraries);
    }
    line = strchr(line, '\n');
    if (line != NULL) line++;
  }
}

void check_layers(const struct tree *tree) {
  struct order order = order_read(tree);
  struct libraries *libraries = tool_grow(NULL, sizeof *libraries);
  libraries->count = 0;
  for (size_t i = 0; i < tree->count; i++) {
    const struct file *file = &tree->files[i];
    bool test = path_ends(file->path, "_test.c") || path_ends(file->path, "/check.h");
    if (file_is_c(file) && path_in(file->path, "src/") && !test) {
      check_module(file, &order);
      check_file(tree, file, &order, libraries);
    }
  }
  free(libraries);
}
