#include "base/args.h"

#include "base/check.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

static int run_nothing(const struct args *args) {
  (void)args;
  return 0;
}

static int run_three(const struct args *args) {
  return (int)args_int(args, "workers");
}

static const struct arg_option serve_options[] = {
    {"listen", ARG_TEXT, "127.0.0.1:8080", "ADDRESS", "where to listen"},
    {"workers", ARG_INT, "8", "NUMBER", "requests worked on at a time"},
    {"body-limit", ARG_INT, NULL, "BYTES", "largest body of a request"},
    {"verbose", ARG_FLAG, NULL, NULL, "tell more"},
    {"now", ARG_INSTANT, NULL, "TIME", "simulated clock"},
};
static const struct arg_option import_options[] = {
    {"on", ARG_DAY, NULL, "DAY", "day of the data"},
};
static const struct arg_option common_options[] = {
    {"database", ARG_TEXT, "sqlite:var/emplettes.db", "URL", "where the data lies"},
};
static const struct arg_command commands[] = {
    {"serve", "Answers requests.", serve_options, 5, NULL, 0, 0, run_three},
    {"ledger verify", "Checks the books.", NULL, 0, NULL, 0, 0, run_nothing},
    {"import", "Reads shops.", import_options, 1, "FILE...", 1, 2, run_nothing},
};
static const struct arg_program program = {"emplettes", "Shops of a town.", common_options,
                                           1,           commands,           3};

static char *const nothing[] = {NULL};

struct outcome {
  const struct args *args;
  struct str problem;
  bool ok;
};

/* Reads words separated by single spaces. */
static struct outcome read_line(struct arena *arena, const char *line, char *const *environment) {
  struct outcome outcome;
  struct str_list words = {arena_array(arena, struct str, strlen(line) + 1), 0};
  for (struct str rest = str_from(line); rest.len;)
    words.items[words.count++] = str_cut(rest, ' ', &rest);
  outcome.ok = args_read(arena, &program, words, environment, &outcome.args, &outcome.problem);
  return outcome;
}

static const struct args *accepted(struct arena *arena, const char *line,
                                   char *const *environment) {
  struct outcome outcome = read_line(arena, line, environment);
  if (!outcome.ok) fail_msg("%.*s", STR_ARG(outcome.problem));
  return outcome.args;
}

static void assert_problem(struct arena *arena, const char *line, const char *problem) {
  struct outcome outcome = read_line(arena, line, nothing);
  assert_false(outcome.ok);
  assert_text(arena, outcome.problem, problem);
}

static void what_is_not_given_has_its_default(void **state) {
  const struct args *args = accepted(*state, "serve", nothing);
  assert_text(*state, args_text(args, "listen"), "127.0.0.1:8080");
  assert_text(*state, args_text(args, "database"), "sqlite:var/emplettes.db");
  assert_int_equal(args_int(args, "workers"), 8);
  assert_false(args_flag(args, "verbose"));
  assert_false(args_given(args, "now"));
  assert_null(args_text(args, "body-limit").ptr);
}

static void values_follow_their_option_or_an_equals_sign(void **state) {
  const struct args *args = accepted(
      *state, "serve --listen=[::1]:80 --workers 3 --verbose --now 1970-01-01T00:00:01Z", nothing);
  assert_text(*state, args_text(args, "listen"), "[::1]:80");
  assert_int_equal(args_int(args, "workers"), 3);
  assert_true(args_flag(args, "verbose"));
  assert_int_equal(args_instant(args, "now").ms, 1000);
}

static void commands_may_have_two_words_and_operands(void **state) {
  accepted(*state, "ledger verify --database x", nothing);
  const struct args *args = accepted(*state, "import a.csv --on 1970-01-03 -- --b.csv", nothing);
  assert_int_equal(args_operands(args).count, 2);
  assert_text(*state, args_operands(args).items[1], "--b.csv");
  assert_int_equal(args_day(args, "on").number, 2);
}

static void the_environment_stands_behind_the_command_line(void **state) {
  char *const environment[] = {"PATH=/bin", "EMPLETTES_BODY_LIMIT=5", "EMPLETTES_WORKERS=9",
                               "EMPLETTES_VERBOSE=yes", NULL};
  const struct args *args = accepted(*state, "serve --workers 3", environment);
  assert_int_equal(args_int(args, "body-limit"), 5);
  assert_int_equal(args_int(args, "workers"), 3);
  assert_true(args_flag(args, "verbose"));
}

/* The file lies in memory, under its name in /proc. */
static struct outcome read_with_config(struct arena *arena, const char *line, const char *text,
                                       char *const *environment) {
  int file = memfd_create("config", 0);
  assert_int_equal(write(file, text, strlen(text)), strlen(text));
  struct str whole = str_format(arena, "%s --config /proc/self/fd/%d", line, file);
  struct outcome outcome = read_line(arena, str_cstr(arena, whole), environment);
  close(file);
  return outcome;
}

static void the_file_stands_behind_the_environment(void **state) {
  char *const environment[] = {"EMPLETTES_WORKERS=9", NULL};
  struct outcome outcome = read_with_config(*state, "serve",
                                            "# how we run it\n\n workers = 4\r\nlisten=a = b\n"
                                            "verbose = no\non = 2020-01-01",
                                            environment);
  assert_true(outcome.ok); /* `on` belongs to another command */
  assert_int_equal(args_int(outcome.args, "workers"), 9);
  assert_text(*state, args_text(outcome.args, "listen"), "a = b");
  assert_false(args_flag(outcome.args, "verbose"));
}

static void a_mistake_in_the_file_is_told_with_its_line(void **state) {
  struct outcome outcome = read_with_config(*state, "serve", "\nworker = 4\n", nothing);
  assert_true(str_ends(outcome.problem, S(":2: there is no option \"worker\"")));
  outcome = read_with_config(*state, "serve", "workers = many\n", nothing);
  assert_true(str_ends(outcome.problem, S(":1: workers needs a whole number, not \"many\"")));
  outcome = read_with_config(*state, "serve", "workers\n", nothing);
  assert_true(str_ends(outcome.problem, S(":1: a line is \"option = value\"")));
}

static void mistakes_on_the_command_line_are_told_in_a_sentence(void **state) {
  assert_problem(*state, "sell", "there is no command \"sell\"; see emplettes --help");
  assert_problem(*state, "serve --port 80", "there is no option --port; see --help");
  assert_problem(*state, "serve --on 2020-01-01", "there is no option --on; see --help");
  assert_problem(*state, "serve -v", "there is no option -v; see --help");
  assert_problem(*state, "serve --workers", "--workers needs a value");
  assert_problem(*state, "serve --workers=-1", "--workers needs a whole number, not \"-1\"");
  assert_problem(*state, "serve --verbose=maybe", "--verbose needs yes or no, not \"maybe\"");
  assert_problem(*state, "serve x", "serve does not know what to do with \"x\"; see --help");
  assert_problem(*state, "import", "import needs FILE...; see --help");
  assert_problem(*state, "serve --config /no/such", "/no/such: No such file or directory");
  assert_problem(*state, "serve --now tomorrow",
                 "--now needs an instant such as 2020-05-20T10:00:00Z, not \"tomorrow\"");
}

static void help_lists_every_command_and_every_option(void **state) {
  struct str all = args_help(*state, &program, NULL);
  struct str serve = args_help(*state, &program, &commands[0]);
  for (size_t i = 0; i < 3; i++)
    assert_true(str_find(all, str_from(commands[i].name)) > 0);
  for (size_t i = 0; i < 5; i++)
    assert_true(str_find(serve, str_from(serve_options[i].name)) > 0);
  assert_true(str_find(serve, S("--database URL")) > 0);
  assert_true(str_find(serve, S("(default: 127.0.0.1:8080)")) > 0);
}

static void the_exit_code_is_the_commands_or_64(void **state) {
  (void)state;
  char *good[] = {"emplettes", "serve", "--workers", "3", NULL};
  char *bad[] = {"emplettes", "serve", "--workers", "x", NULL};
  assert_int_equal(args_run(&program, 4, good), 3);
  int real = dup(STDERR_FILENO);
  assert_non_null(freopen("/dev/null", "w", stderr));
  int code = args_run(&program, 4, bad);
  fflush(stderr);
  dup2(real, STDERR_FILENO);
  close(real);
  assert_int_equal(code, 64);
}

int args_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(what_is_not_given_has_its_default),
      check_test(values_follow_their_option_or_an_equals_sign),
      check_test(commands_may_have_two_words_and_operands),
      check_test(the_environment_stands_behind_the_command_line),
      check_test(the_file_stands_behind_the_environment),
      check_test(a_mistake_in_the_file_is_told_with_its_line),
      check_test(mistakes_on_the_command_line_are_told_in_a_sentence),
      check_test(help_lists_every_command_and_every_option),
      check_test(the_exit_code_is_the_commands_or_64),
  };
  return cmocka_run_group_tests_name("args", tests, NULL, NULL);
}
