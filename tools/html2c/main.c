/* html2c -o OUTDIR [--assets MANIFEST] [--icons FOLDER] FILE.html...: compiles templates to C.
 *
 * Writes OUTDIR/NAME_html.h and NAME_html.c for each NAME.html. All templates of the product are
 * given at once, so that a call of one that does not exist is refused here. What a template may
 * say is in docs/templates.md. */
#include "html2c.h"

struct job {
  const char *path;
  struct text text;
  struct compiler compiler;
};

struct jobs {
  struct job *items;
  size_t count;
  const char *out, *assets, *icons;
};

static struct jobs read_arguments(int argc, char **argv) {
  struct jobs jobs = {.items = tool_grow(NULL, (size_t)argc * sizeof(struct job)), .icons = "."};
  for (int i = 1; i < argc; i++) {
    const char **option = strcmp(argv[i], "-o") == 0         ? &jobs.out
                          : strcmp(argv[i], "--assets") == 0 ? &jobs.assets
                          : strcmp(argv[i], "--icons") == 0  ? &jobs.icons
                                                             : NULL;
    if (option == NULL) {
      jobs.items[jobs.count++] = (struct job){.path = argv[i]};
    } else if (++i < argc) {
      *option = argv[i];
    }
  }
  if (jobs.out == NULL) {
    tool_fail("usage: html2c -o OUTDIR [--assets MANIFEST] [--icons FOLDER] FILE.html...");
  }
  return jobs;
}

static bool complain(const struct job *job) {
  const struct template_error *error = &job->compiler.error;
  fprintf(stderr, "%s:%d: %s\n", job->path, error->line, error->sentence);
  return false;
}

/* The file's stem is the prefix of its functions. */
static bool stem_agrees(struct job *job) {
  const char *slash = strrchr(job->path, '/');
  const char *stem = slash == NULL ? job->path : slash + 1;
  struct slice wanted = {stem, strcspn(stem, ".")}, name = job->compiler.template.name;
  if (wanted.len == name.len && memcmp(wanted.ptr, name.ptr, name.len) == 0) return true;
  job->compiler.error.line = 1;
  snprintf(job->compiler.error.sentence, sizeof job->compiler.error.sentence,
           "the template is called %.*s but the file %.*s", (int)name.len, name.ptr,
           (int)wanted.len, wanted.ptr);
  return complain(job);
}

static bool job_compile(struct job *job) {
  job->text = file_read(job->path);
  if (!template_compile(&job->compiler, job->text.ptr, job->text.len)) return complain(job);
  return stem_agrees(job);
}

static void job_write_file(const struct job *job, const char *out, const char *end,
                           const struct text *bytes) {
  struct text path = {0};
  text_format(&path, "%s/%.*s_html%s", out, (int)job->compiler.template.name.len,
              job->compiler.template.name.ptr, end);
  file_write(path.ptr, bytes);
}

static bool job_write(struct job *job, const struct surroundings *around, const char *out) {
  struct text header = {0}, source = {0};
  if (setjmp(job->compiler.refused) != 0) return complain(job);
  emit_header(&header, &job->compiler.template);
  emit_source(&source, &job->compiler, around);
  job_write_file(job, out, ".h", &header);
  job_write_file(job, out, ".c", &source);
  return true;
}

int main(int argc, char **argv) {
  struct jobs jobs = read_arguments(argc, argv);
  bool good = true;
  for (size_t i = 0; i < jobs.count; i++)
    good &= job_compile(&jobs.items[i]);
  if (!good) return 1;
  struct template *templates = tool_grow(NULL, jobs.count * sizeof *templates);
  for (size_t i = 0; i < jobs.count; i++)
    templates[i] = jobs.items[i].compiler.template;
  struct surroundings around = {
      .templates = templates, .count = jobs.count, .icons_path = jobs.icons};
  if (jobs.assets != NULL) around.assets = file_read(jobs.assets);
  for (size_t i = 0; i < jobs.count; i++)
    good &= job_write(&jobs.items[i], &around, jobs.out);
  return good ? 0 : 1;
}
