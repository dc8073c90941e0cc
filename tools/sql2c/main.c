/* sql2c -o OUT FILE.sql... --schema MIGRATION.sql...
 *
 * Writes OUT/NAME_sql.h and OUT/NAME_sql.c for each file, and OUT/statements.h and .c for all. */
#include "sql2c.h"
#include "tool.h"

static void fail_at(const struct sql_error *error) {
  tool_fail("%s:%d: %s", error->file, error->line, error->text);
}

static struct slice load(const char *path) {
  struct text text = file_read(path);
  return (struct slice){text.ptr, text.len};
}

/* "src/domain/voucher/voucher.sql" gives "voucher". */
static char *module_of(const char *path) {
  const char *slash = strrchr(path, '/');
  const char *name = slash ? slash + 1 : path;
  const char *dot = strrchr(name, '.');
  return strndup(name, dot ? (size_t)(dot - name) : strlen(name));
}

static void write_out(const char *folder, const char *name, const char *suffix,
                      struct text *content) {
  struct text path = {0};
  text_format(&path, "%s/%s%s", folder, name, suffix);
  file_write(path.ptr, content);
}

static struct sql_file *compile(struct pool *pool, const char *path, const char *folder,
                                const struct schema *schema) {
  struct sql_error error;
  struct sql_file *file = sql_parse(pool, path, load(path), schema, &error);
  if (!file) fail_at(&error);
  char *module = module_of(path);
  struct text header = {0}, source = {0};
  emit_header(&header, file, module);
  emit_source(&source, file, module);
  write_out(folder, module, "_sql.h", &header);
  write_out(folder, module, "_sql.c", &source);
  return file;
}

static void names_unique(struct sql_file *const *files, size_t count) {
  for (size_t a = 0; a < count; a++)
    for (struct statement *s = files[a]->statements; s; s = s->next)
      for (size_t b = 0; b < a; b++)
        for (struct statement *t = files[b]->statements; t; t = t->next)
          if (slice_same(s->name, t->name))
            tool_fail("%s:%d: %.*s is also in %s", files[a]->path, s->line, (int)s->name.len,
                      s->name.ptr, files[b]->path);
}

int main(int argc, char **argv) {
  if (argc < 3 || strcmp(argv[1], "-o") != 0)
    tool_fail("usage: sql2c -o OUT FILE.sql... --schema MIGRATION.sql...");
  int split = 3;
  while (split < argc && strcmp(argv[split], "--schema") != 0)
    split++;
  static struct schema schema;
  for (int i = split + 1; i < argc; i++) {
    struct sql_error error;
    if (!schema_read(&schema, argv[i], load(argv[i]), 1, &error)) fail_at(&error);
  }
  struct pool pool = {0};
  struct sql_file **files = pool_alloc(&pool, sizeof *files * (size_t)argc);
  size_t count = 0;
  for (int i = 3; i < split; i++)
    files[count++] = compile(&pool, argv[i], argv[2], &schema);
  names_unique(files, count);
  struct text header = {0}, source = {0};
  emit_registry_header(&header, files, count);
  emit_registry_source(&source, files, count);
  write_out(argv[2], "statements", ".h", &header);
  write_out(argv[2], "statements", ".c", &source);
  pool_free(&pool);
  return 0;
}
