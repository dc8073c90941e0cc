/* Options of a command, from four places: the command line (--listen ADDRESS or
 * --listen=ADDRESS), the environment (EMPLETTES_LISTEN), the configuration file (listen =
 * ADDRESS) and the option's default, in this order. One table says all; --help is printed from
 * it. A mistake is one clear sentence and exit code 64 (EX_USAGE of sysexits.h). */
#ifndef BASE_ARGS_H
#define BASE_ARGS_H

#include "base/buf.h"
#include "base/time.h"

enum arg_kind {
  ARG_TEXT,
  ARG_INT,     /* whole number, not negative */
  ARG_FLAG,    /* given or not; elsewhere "yes" or "no" */
  ARG_INSTANT, /* ISO 8601, as 2020-05-20T10:00:00Z */
  ARG_DAY      /* 2020-05-20 */
};

struct arg_option {
  const char *name; /* "body-limit": --body-limit, EMPLETTES_BODY_LIMIT, body-limit = */
  enum arg_kind kind;
  const char *fallback; /* as it would be typed; NULL: none */
  const char *value;    /* what it is called in --help: "ADDRESS" */
  const char *help;     /* one line */
};

struct args;
struct arg_command {
  const char *name; /* "serve", "ledger verify" */
  const char *help; /* one line */
  const struct arg_option *options;
  size_t option_count;
  const char *operands; /* as shown in --help: "FILE..."; NULL: none */
  size_t operands_min, operands_max;
  int (*run)(const struct args *args); /* returns the exit code */
};

struct arg_program {
  const char *name; /* "emplettes" */
  const char *help;
  const struct arg_option *options; /* those of every command */
  size_t option_count;
  const struct arg_command *commands;
  size_t command_count;
};

enum { ARGS_USAGE = 64 };

/* Reads argv and runs the command it names; what to return from main. --help, also of a command,
 * prints on standard output and gives 0. --config FILE (EMPLETTES_CONFIG) names the configuration
 * file; a key that no command knows is a mistake, one that another command knows is not. */
int args_run(const struct arg_program *program, int argc, char **argv);

/* What was given. Asking for an option that the command has not is a bug. */
struct str args_text(const struct args *args, const char *name); /* ptr NULL: not given */
int64_t args_int(const struct args *args, const char *name);
bool args_flag(const struct args *args, const char *name);
bool args_given(const struct args *args, const char *name); /* or has a default */
struct instant args_instant(const struct args *args, const char *name);
struct day args_day(const struct args *args, const char *name);
struct str_list args_operands(const struct args *args);

/* For tests: reads without running. False: *problem is the sentence. `environment` as environ. */
bool args_read(struct arena *arena, const struct arg_program *program, struct str_list words,
               char *const *environment, const struct args **args, struct str *problem);
/* The text of --help, of the program (command NULL) or of a command. */
struct str args_help(struct arena *arena, const struct arg_program *program,
                     const struct arg_command *command);

#endif
