/* The rules of the house that a compiler does not know: who may include whom, how long things may
 * get, what must not be called, what nobody uses any more. Each rule file walks the loaded tree
 * and reports; nothing is changed. */
#ifndef TOOLS_TIDY_H
#define TOOLS_TIDY_H

#include "../tool.h"

struct file {
  char *path; /* from the root: "src/domain/shop/shop.c" */
  struct text text;
  struct text code; /* C only: the same length, comments and strings blanked */
};

struct tree {
  const char *root;
  struct file *files; /* sorted by path */
  size_t count;
};

/* Every file of the folders that are ours; nothing generated, installed or built. */
struct tree tree_load(const char *root);
const struct file *tree_find(const struct tree *tree, const char *path);

bool path_in(const char *path, const char *folder); /* "src/base/x.c" in "src/base/" */
bool path_ends(const char *path, const char *end);
bool file_is_c(const struct file *file); /* .c and .h */
bool is_word_char(char c);
/* The next whole word at or after `from`, or NULL. */
const char *find_word(const char *from, const char *word);
int line_of(const struct file *file, const char *at, const char *start);

/* One finding: "path:line: sentence". line 0: of the whole file. */
__attribute__((format(printf, 3, 4))) void report(const struct file *file, int line,
                                                  const char *format, ...);
int findings(void);

void check_text(const struct tree *tree);   /* white space, columns, leftover words, paths */
void check_c(const struct tree *tree);      /* lengths, banned calls, heads of headers */
void check_layers(const struct tree *tree); /* includes */
void check_dead(const struct tree *tree);   /* statements, templates, messages nobody uses */

#endif
