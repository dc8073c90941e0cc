/* emplettes import: brings a file of shops into a territory and prints what became of it. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cli/cli.h"
#include "domain/import/import.h"
#include "domain/map/map.h"
#include "domain/territory/territory.h"

enum { BATCH = 5000, PROGRESS_US = 1000 * 1000 };

struct watching {
  int64_t began_us, said_us;
  bool quiet, tty;
};

static const char *pass_name(const struct import_run *run) {
  return run->state == IMPORT_APPLYING_STATE ? "importing" : "checking";
}

static void say_progress(void *arg, const struct import_run *run) {
  struct watching *watching = arg;
  int64_t now = clock_monotonic_us();
  if (watching->quiet || now - watching->said_us < PROGRESS_US) return;
  watching->said_us = now;
  double share =
      run->file_bytes > 0 ? 100.0 * (double)run->read_bytes / (double)run->file_bytes : 0;
  fprintf(stderr, "%s: %5.1f %%, %lld places, %lld added, %lld changed, %lld refused, %.0f s\n",
          pass_name(run), share, (long long)run->counts.places, (long long)run->counts.added,
          (long long)run->counts.changed, (long long)run->counts.refused,
          (double)(now - watching->began_us) / 1e6);
}

static double seconds(struct timeval time) {
  return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

/* What it cost, for whoever wonders which machine to rent. */
static void say_cost(const struct watching *watching) {
  struct rusage usage;
  if (watching->quiet || getrusage(RUSAGE_SELF, &usage) != 0) return;
  fprintf(stderr, "took %.1f s, %.1f s of processor time, %ld MiB of memory at most\n",
          (double)(clock_monotonic_us() - watching->began_us) / 1e6,
          seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss / 1024);
}

/* One line of the report: kind, line or byte, id, name, sentence. */
static void print_line(void *arg, const struct import_line *line) {
  static const char *const kinds[] = {"refused", "warning", "missing", "note"};
  struct str text = import_line_text(arg, line);
  char place[32] = "-";
  if (line->line > 0)
    snprintf(place, sizeof place, "line %lld", (long long)line->line);
  else if (line->place > 0)
    snprintf(place, sizeof place, "byte %lld", (long long)line->at);
  printf("%s\t%s\t%.*s\t%.*s\t%.*s\n", kinds[line->kind], place, STR_ARG(line->source_id),
         STR_ARG(line->name), STR_ARG(text));
}

static void print_sums(const struct import_run *run, const char *would) {
  const struct import_counts *counts = &run->counts;
  if (counts->lines > IMPORT_LINES_MAX)
    printf("... and %lld more lines\n", (long long)(counts->lines - IMPORT_LINES_MAX));
  printf(
      "%lld places: %s%lld added, %lld changed, %lld unchanged, %lld refused; %lld with warnings, "
      "%lld no longer in the source\n",
      (long long)counts->places, would, (long long)counts->added, (long long)counts->changed,
      (long long)counts->unchanged, (long long)counts->refused, (long long)counts->warned,
      (long long)counts->missing);
}

static struct str text_or(const struct args *args, const char *name, struct str otherwise) {
  struct str text = args_text(args, name);
  return text.len > 0 ? text : otherwise;
}

/* What the command line says wins over what is remembered, that over what we know by heart. */
static void set_source(struct cli *cli, struct import_source *source) {
  const struct args *args = cli->args;
  struct str name = args_text(args, "source");
  bool known = import_source_find(&cli->ctx, name, source) || import_source_known(name, source);
  if (!known) *source = (struct import_source){.title = name};
  source->name = name;
  source->title = text_or(args, "title", source->title);
  source->licence = text_or(args, "licence", source->licence);
  source->attribution = text_or(args, "attribution", source->attribution);
  source->url = text_or(args, "url", source->url);
  source->extract_on =
      args_given(args, "on") ? args_day(args, "on") : zone_day(cli->ctx.zone, cli->ctx.now);
  if (source->licence.len == 0)
    fault_raise(FAULT_INPUT, "under which licence is \"%.*s\" published? Say --licence",
                STR_ARG(name));
}

/* "name=Enseigne,trade=Code NAF": columns by hand. */
static struct str mapping_of(struct cli *cli) {
  struct str rest = args_text(cli->args, "columns");
  struct buf text = buf_in(cli->ctx.arena);
  while (rest.len > 0) {
    struct str column, pair = str_cut(rest, ',', &rest), word = str_cut(pair, '=', &column);
    bool known = false;
    for (int i = 0; i < IMPORT_COLUMN_COUNT; i++)
      known = known || str_equal(word, import_column_word((enum import_column)i));
    if (!known || column.len == 0)
      fault_raise(FAULT_INPUT, "--columns: \"%.*s\" is no FIELD=COLUMN", STR_ARG(pair));
    buf_format(&text, "%.*s\t%.*s\n", STR_ARG(word), STR_ARG(column));
  }
  return buf_str(&text);
}

static bool communes_body(struct ctx *ctx, void *arg) {
  communes_keep(ctx, arg);
  return true;
}

static void keep_communes(struct cli *cli) {
  struct str path = args_text(cli->args, "communes");
  if (path.len == 0) return;
  struct communes communes = communes_read(cli->ctx.arena, cli_read_file(cli->ctx.arena, path));
  db_write(&cli->ctx, communes_body, &communes);
}

static bool create_body(struct ctx *ctx, void *arg) {
  import_create(ctx, arg);
  return true;
}

static bool cancel_body(struct ctx *ctx, void *arg) {
  const struct import_run *run = arg;
  return import_cancel(ctx, run->id);
}

/* The first pass alone, with what would happen. */
static void rehearse(struct ctx *ctx, struct import_run *run, struct pieces *pieces,
                     const struct import_pace *pace) {
  run->kind = import_recognise(ctx->arena, pieces, &run->broken);
  run->file_bytes = (int64_t)pieces_size(pieces);
  run->state = run->broken.why ? IMPORT_BROKEN_STATE : IMPORT_CHECKING_STATE;
  if (!run->broken.why && run->source.mapping.len == 0)
    run->source.mapping = import_mapping_for(ctx, pieces, run->kind, run->source.name);
  db_write(ctx, create_body, run);
  if (run->state == IMPORT_BROKEN_STATE) return;
  import_work(ctx, run, pieces, pace);
  if (run->state == IMPORT_CHECKED_STATE) db_write(ctx, cancel_body, run);
}

static int import(const struct args *args) {
  struct cli cli;
  bool dry = args_flag(args, "dry-run");
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  cli_enter(&cli);
  cli.ctx.language = LANGUAGE_EN;
  if (args_given(args, "language") &&
      !language_from_code(args_text(args, "language"), &cli.ctx.language))
    fault_raise(FAULT_INPUT, "--language is fr, de or en");
  struct import_run run = {.file_name = args_operands(args).items[0],
                           .whole = !args_flag(args, "partial")};
  struct watching watching = {.began_us = clock_monotonic_us(), .quiet = args_flag(args, "quiet")};
  struct import_pace pace = {
      .scan = !dry, .batch = BATCH, .now = clock_now, .progress = say_progress, .arg = &watching};
  watching.said_us = watching.began_us;
  set_source(&cli, &run.source);
  struct str columns = mapping_of(&cli);
  if (columns.len > 0)
    run.source.mapping = columns;
  else
    run.source.mapping = S("");
  keep_communes(&cli);
  struct pieces *pieces = pieces_of_file(cli.ctx.arena, run.file_name);
  if (dry)
    rehearse(&cli.ctx, &run, pieces, &pace);
  else
    import_now(&cli.ctx, &run, pieces, &pace);
  /* Else the server's job would do it, among visitors: two seconds for 500,000 shops. */
  if (!dry) map_count_changed(&cli.ctx);
  int code = 0;
  if (run.state == IMPORT_BROKEN_STATE) {
    struct str why = import_break_text(&cli.ctx, &run.broken);
    fprintf(stderr, "emplettes: %.*s: %.*s\n", STR_ARG(run.file_name), STR_ARG(why));
    code = ARGS_USAGE;
  } else {
    if (run.kind.latin1) printf("note\t-\t\t\tThe file was not UTF-8: read as Windows-1252.\n");
    import_lines_each(&cli.ctx, run.id, print_line, &cli.ctx);
    print_sums(&run, dry ? "would be " : "");
    say_cost(&watching);
    code = run.counts.refused > 0 ? EXIT_NO : 0;
  }
  cli_close(&cli);
  return code;
}

int import_command(const struct args *args) {
  return cli_run(args, import);
}
