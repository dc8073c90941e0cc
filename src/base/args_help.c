/* The text of --help, from the same tables that args.c reads by. */
#include "base/args.h"

enum { NAME_COLUMN = 26 };

/* A name too long for its column has the help below it. */
static void add_padded(struct buf *out, struct str name, const char *help) {
  buf_literal(out, "  ");
  buf_add(out, name);
  size_t at = name.len;
  if (at + 2 > NAME_COLUMN) {
    buf_literal(out, "\n  ");
    at = 0;
  }
  for (; at < NAME_COLUMN; at++)
    buf_add_char(out, ' ');
  buf_add(out, str_from(help));
}

static void add_option(struct buf *out, const struct arg_option *option) {
  struct buf name = buf_in(out->arena);
  buf_format(&name, "--%s", option->name);
  if (option->kind != ARG_FLAG) buf_format(&name, " %s", option->value ? option->value : "VALUE");
  add_padded(out, buf_str(&name), option->help);
  if (option->fallback) buf_format(out, " (default: %s)", option->fallback);
  buf_add_char(out, '\n');
}

static void add_options(struct buf *out, const struct arg_program *program,
                        const struct arg_command *command) {
  buf_literal(out, "\nOptions:\n");
  for (size_t i = 0; i < command->option_count; i++)
    add_option(out, &command->options[i]);
  for (size_t i = 0; i < program->option_count; i++)
    add_option(out, &program->options[i]);
  buf_literal(out,
              "  --config FILE             options from a file, a line each: listen = ADDRESS\n"
              "  --help                    this text\n"
              "\nEvery option can also be set in the environment, as EMPLETTES_LISTEN for\n"
              "--listen. The command line comes before the environment, the environment\n"
              "before the file.\n");
}

static void add_command_help(struct buf *out, const struct arg_program *program,
                             const struct arg_command *command) {
  buf_format(out, "Usage: %s %s [options]", program->name, command->name);
  if (command->operands) buf_format(out, " %s", command->operands);
  buf_format(out, "\n%s\n", command->help);
  add_options(out, program, command);
}

static void add_program_help(struct buf *out, const struct arg_program *program) {
  buf_format(out, "Usage: %s COMMAND [options]\n%s\n\nCommands:\n", program->name, program->help);
  for (size_t i = 0; i < program->command_count; i++) {
    add_padded(out, str_from(program->commands[i].name), program->commands[i].help);
    buf_add_char(out, '\n');
  }
  buf_format(out, "\n\"%s COMMAND --help\" lists the options of a command.\n", program->name);
}

struct str args_help(struct arena *arena, const struct arg_program *program,
                     const struct arg_command *command) {
  struct buf out = buf_in(arena);
  if (command)
    add_command_help(&out, program, command);
  else
    add_program_help(&out, program);
  return buf_str(&out);
}
