#include "base/args.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"

enum { MEMORY = 1024 * 1024, CONFIG_MAX_BYTES = 64 * 1024, COMMAND_WORDS_MAX = 2 };

static const struct arg_option config_option = {"config", ARG_TEXT, NULL, "FILE",
                                                "configuration file of lines \"option = value\""};

struct arg_value {
  const struct arg_option *option;
  struct str text; /* ptr NULL: not given */
  int64_t number;  /* of ARG_INT, ARG_FLAG, ARG_INSTANT, ARG_DAY */
};

struct args {
  struct arena *arena;
  const struct arg_program *program;
  const struct arg_command *command; /* NULL: only --help was asked */
  struct arg_value *values;
  size_t value_count;
  struct str_list operands;
  bool help;
};

/* While reading: the first mistake ends it. */
struct reading {
  struct args *args;
  struct str problem;
};

#define refuse(reading, ...)                                                                       \
  ((reading)->problem = str_format((reading)->args->arena, __VA_ARGS__), false)

static struct arg_value *find_value(const struct args *args, struct str name) {
  for (size_t i = 0; i < args->value_count; i++)
    if (str_equal(name, str_from(args->values[i].option->name))) return &args->values[i];
  return NULL;
}

/* ---- one value ---- */

static bool read_flag(struct str text, int64_t *number) {
  bool yes = str_equal(text, S("yes")) || str_equal(text, S("true")) || str_equal(text, S("1"));
  bool no = str_equal(text, S("no")) || str_equal(text, S("false")) || str_equal(text, S("0"));
  *number = yes;
  return yes || no;
}

static bool read_number(enum arg_kind kind, struct str text, int64_t *number) {
  struct instant instant;
  struct day day;
  switch (kind) {
  case ARG_TEXT:
    return true;
  case ARG_INT:
    return str_to_int(text, number) && *number >= 0;
  case ARG_FLAG:
    return read_flag(text, number);
  case ARG_INSTANT:
    if (!instant_parse(text, &instant)) return false;
    *number = instant.ms;
    return true;
  case ARG_DAY:
    if (!day_parse(text, &day)) return false;
    *number = day.number;
    return true;
  }
  return false;
}

/* `source` names the place in a complaint: "--listen", "EMPLETTES_LISTEN", "a.conf:3: listen". */
static bool set_value(struct reading *reading, struct arg_value *value, struct str text,
                      struct str source) {
  static const char *const expected[] = {
      [ARG_TEXT] = "a text",
      [ARG_INT] = "a whole number",
      [ARG_FLAG] = "yes or no",
      [ARG_INSTANT] = "an instant such as 2020-05-20T10:00:00Z",
      [ARG_DAY] = "a day such as 2020-05-20",
  };
  if (!read_number(value->option->kind, text, &value->number))
    return refuse(reading, "%.*s needs %s, not \"%.*s\"", STR_ARG(source),
                  expected[value->option->kind], STR_ARG(text));
  value->text = text.ptr ? text : S("");
  return true;
}

/* ---- the command line ---- */

static bool read_option(struct reading *reading, struct str_list words, size_t *at) {
  struct str rest, word = words.items[*at];
  struct str name = str_cut(str_skip(word, 2), '=', &rest);
  struct str source = str_take(word, name.len + 2);
  struct arg_value *value = find_value(reading->args, name);
  if (!value) return refuse(reading, "there is no option %.*s; see --help", STR_ARG(source));
  if (rest.ptr) return set_value(reading, value, rest, source);
  if (value->option->kind == ARG_FLAG) return set_value(reading, value, S("yes"), source);
  if (*at + 1 == words.count) return refuse(reading, "%.*s needs a value", STR_ARG(source));
  return set_value(reading, value, words.items[++*at], source);
}

static bool read_words(struct reading *reading, struct str_list words, size_t at) {
  struct args *args = reading->args;
  bool only_operands = false;
  args->operands.items = arena_array(args->arena, struct str, words.count);
  for (; at < words.count; at++) {
    struct str word = words.items[at];
    if (!only_operands && str_equal(word, S("--")))
      only_operands = true;
    else if (!only_operands && (str_equal(word, S("--help")) || str_equal(word, S("-h"))))
      args->help = true;
    else if (only_operands || !str_starts(word, S("-")) || word.len == 1)
      args->operands.items[args->operands.count++] = word;
    else if (!str_starts(word, S("--")))
      return refuse(reading, "there is no option %.*s; see --help", STR_ARG(word));
    else if (!read_option(reading, words, &at))
      return false;
  }
  return true;
}

static bool check_operands(struct reading *reading) {
  const struct arg_command *command = reading->args->command;
  struct str_list operands = reading->args->operands;
  if (operands.count < command->operands_min)
    return refuse(reading, "%s needs %s; see --help", command->name, command->operands);
  if (operands.count > command->operands_max)
    return refuse(reading, "%s does not know what to do with \"%.*s\"; see --help", command->name,
                  STR_ARG(operands.items[command->operands_max]));
  return true;
}

/* ---- environment and configuration file ---- */

/* "EMPLETTES_BODY_LIMIT" for "body-limit". */
static struct str variable_name(struct arena *arena, const char *option) {
  struct buf name = buf_in(arena);
  buf_literal(&name, "EMPLETTES_");
  for (; *option; option++) {
    char c = *option == '-' ? '_' : *option;
    buf_add_char(&name, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
  }
  return buf_str(&name);
}

static bool read_environment(struct reading *reading, char *const *environment) {
  struct args *args = reading->args;
  for (size_t i = 0; i < args->value_count; i++) {
    struct arg_value *value = &args->values[i];
    struct str wanted = variable_name(args->arena, value->option->name);
    for (char *const *entry = environment; *entry && !value->text.ptr; entry++) {
      struct str text, name = str_cut(str_from(*entry), '=', &text);
      if (!str_equal(name, wanted)) continue;
      if (!set_value(reading, value, text, wanted)) return false;
    }
  }
  return true;
}

static bool option_in(const struct arg_option *options, size_t count, struct str name) {
  for (size_t i = 0; i < count; i++)
    if (str_equal(name, str_from(options[i].name))) return true;
  return false;
}

static bool known_to_any(const struct arg_program *program, struct str name) {
  if (option_in(program->options, program->option_count, name)) return true;
  for (size_t i = 0; i < program->command_count; i++) {
    const struct arg_command *command = &program->commands[i];
    if (option_in(command->options, command->option_count, name)) return true;
  }
  return false;
}

static bool read_config_line(struct reading *reading, struct str line, struct str place) {
  line = str_trim(line);
  if (str_is_empty(line) || line.ptr[0] == '#') return true;
  struct str text, name = str_trim(str_cut(line, '=', &text));
  if (!text.ptr) return refuse(reading, "%.*s: a line is \"option = value\"", STR_ARG(place));
  if (!known_to_any(reading->args->program, name))
    return refuse(reading, "%.*s: there is no option \"%.*s\"", STR_ARG(place), STR_ARG(name));
  struct arg_value *value = find_value(reading->args, name);
  if (!value || value->text.ptr) return true;
  struct str source = str_format(reading->args->arena, "%.*s: %.*s", STR_ARG(place), STR_ARG(name));
  return set_value(reading, value, str_trim(text), source);
}

static bool read_file(struct reading *reading, struct str path, struct str *text) {
  struct arena *arena = reading->args->arena;
  char *bytes = arena_raw(arena, CONFIG_MAX_BYTES + 1);
  FILE *file = fopen(str_cstr(arena, path), "re");
  if (!file) return refuse(reading, "%.*s: %s", STR_ARG(path), strerror(errno));
  size_t len = fread(bytes, 1, CONFIG_MAX_BYTES + 1, file);
  bool failed = ferror(file) != 0;
  fclose(file);
  if (failed) return refuse(reading, "%.*s: cannot be read", STR_ARG(path));
  if (len > CONFIG_MAX_BYTES) return refuse(reading, "%.*s: too large", STR_ARG(path));
  *text = str_slice(bytes, len);
  return true;
}

static bool read_config(struct reading *reading) {
  struct str text, path = find_value(reading->args, S("config"))->text;
  if (!path.ptr) return true;
  if (!read_file(reading, path, &text)) return false;
  for (int line = 1; text.ptr; line++) {
    struct str rest, here = str_cut(text, '\n', &rest);
    struct str place = str_format(reading->args->arena, "%.*s:%d", STR_ARG(path), line);
    if (!read_config_line(reading, here, place)) return false;
    text = rest;
  }
  return true;
}

static void use_defaults(struct reading *reading) {
  for (size_t i = 0; i < reading->args->value_count; i++) {
    struct arg_value *value = &reading->args->values[i];
    if (value->text.ptr || !value->option->fallback) continue;
    must(set_value(reading, value, str_from(value->option->fallback), S("default")));
  }
}

/* ---- the whole ---- */

/* Commands of two words ("ledger verify") first, then of one. */
static const struct arg_command *find_command(struct arena *arena,
                                              const struct arg_program *program,
                                              struct str_list words, size_t *taken) {
  for (*taken = COMMAND_WORDS_MAX; *taken > 0; --*taken) {
    if (*taken > words.count) continue;
    struct str name = words.items[0];
    if (*taken == 2) name = str_format(arena, "%.*s %.*s", STR_ARG(name), STR_ARG(words.items[1]));
    for (size_t i = 0; i < program->command_count; i++)
      if (str_equal(name, str_from(program->commands[i].name))) return &program->commands[i];
  }
  return NULL;
}

static void list_options(struct args *args, const struct arg_option *options, size_t count) {
  for (size_t i = 0; i < count; i++)
    args->values[args->value_count++].option = &options[i];
}

static struct args *args_new(struct arena *arena, const struct arg_program *program,
                             const struct arg_command *command) {
  struct args *args = arena_new(arena, struct args);
  size_t own = command ? command->option_count : 0;
  *args = (struct args){.arena = arena, .program = program, .command = command};
  args->values = arena_array(arena, struct arg_value, own + program->option_count + 1);
  if (command) list_options(args, command->options, own);
  list_options(args, program->options, program->option_count);
  list_options(args, &config_option, 1);
  return args;
}

static bool asks_for_help(struct str_list words) {
  return words.count == 0 || str_equal(words.items[0], S("--help")) ||
         str_equal(words.items[0], S("-h")) || str_equal(words.items[0], S("help"));
}

static bool read_all(struct reading *reading, struct str_list words, size_t at,
                     char *const *environment) {
  if (!read_words(reading, words, at)) return false;
  if (reading->args->help) return true;
  if (!check_operands(reading) || !read_environment(reading, environment) || !read_config(reading))
    return false;
  use_defaults(reading);
  return true;
}

bool args_read(struct arena *arena, const struct arg_program *program, struct str_list words,
               char *const *environment, const struct args **args, struct str *problem) {
  size_t taken;
  const struct arg_command *command = find_command(arena, program, words, &taken);
  struct reading reading = {.args = args_new(arena, program, command)};
  bool ok = true;
  if (asks_for_help(words))
    reading.args->help = true;
  else if (command)
    ok = read_all(&reading, words, taken, environment);
  else
    ok = refuse(&reading, "there is no command \"%.*s\"; see %s --help", STR_ARG(words.items[0]),
                program->name);
  *args = reading.args;
  *problem = reading.problem;
  return ok;
}

static int run_command(const struct args *args, struct str problem, bool ok) {
  if (!ok) {
    fprintf(stderr, "%s: %.*s\n", args->program->name, STR_ARG(problem));
    return ARGS_USAGE;
  }
  if (!args->help) return args->command->run(args);
  struct str help = args_help(args->arena, args->program, args->command);
  return fwrite(help.ptr, 1, help.len, stdout) == help.len ? 0 : 1;
}

struct running { /* what goes through the fault boundary */
  const struct arg_program *program;
  struct arena *arena;
  int argc;
  char **argv;
  int code;
};

static void run(void *arg) {
  struct running *running = arg;
  struct str_list words = {arena_array(running->arena, struct str, (size_t)running->argc), 0};
  for (int i = 1; i < running->argc; i++)
    words.items[words.count++] = str_from(running->argv[i]);
  const struct args *args;
  struct str problem;
  bool ok = args_read(running->arena, running->program, words, environ, &args, &problem);
  running->code = run_command(args, problem, ok);
}

int args_run(const struct arg_program *program, int argc, char **argv) {
  struct running running = {program, arena_create(MEMORY), argc, argv, 0};
  struct fault fault;
  if (!fault_catch(&fault, run, &running)) {
    fprintf(stderr, "%s: %s\n", program->name, fault.text);
    running.code = 1;
  }
  arena_destroy(running.arena);
  return running.code;
}

/* ---- asking ---- */

static const struct arg_value *value_of(const struct args *args, const char *name) {
  const struct arg_value *value = find_value(args, str_from(name));
  must(value);
  return value;
}

static int64_t number_of(const struct args *args, const char *name, enum arg_kind kind) {
  const struct arg_value *value = value_of(args, name);
  must(value->option->kind == kind);
  return value->number;
}

struct str args_text(const struct args *args, const char *name) {
  return value_of(args, name)->text;
}

int64_t args_int(const struct args *args, const char *name) {
  return number_of(args, name, ARG_INT);
}

bool args_flag(const struct args *args, const char *name) {
  return number_of(args, name, ARG_FLAG) != 0;
}

bool args_given(const struct args *args, const char *name) {
  return value_of(args, name)->text.ptr != NULL;
}

struct instant args_instant(const struct args *args, const char *name) {
  return (struct instant){number_of(args, name, ARG_INSTANT)};
}

struct day args_day(const struct args *args, const char *name) {
  return (struct day){(int32_t)number_of(args, name, ARG_DAY)};
}

struct str_list args_operands(const struct args *args) {
  return args->operands;
}
