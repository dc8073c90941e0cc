/* For tests that ask other programs: what a mail reader, a PDF viewer or a scanner sees. */
#ifndef TEST_COMMAND_H
#define TEST_COMMAND_H

#include "base/arena.h"
#include "base/str.h"
#include "jobs/jobs.h"

/* A folder that is gone at the end of the process. */
const char *test_folder(void);
/* Writes bytes to NAME in that folder; returns the path. */
const char *test_file(struct arena *arena, const char *name, struct str bytes);
/* Standard output of a shell command that must succeed; standard error goes nowhere. */
struct str test_output(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The whole file. */
struct str test_read(struct arena *arena, const char *path);

/* A real mail server for the tests of this process: the one of the environment (see
 * test/mailserver.sh), else one that it starts and that ends with it. */
struct test_mail_server {
  char host[64];
  int port;
  char ca_file[256];
  char maildir[256];
};
const struct test_mail_server *test_mail_server(void);
/* For a round of jobs that sends by it. */
struct jobs_options test_mail_options(const struct test_mail_server *server);
/* Waits up to five seconds for a message in the Maildir that holds `text`, and returns it. */
struct str test_mail_with(struct arena *arena, const char *text);

#endif
