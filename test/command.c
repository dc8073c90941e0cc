#include "command.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/fault.h"

static char folder[256];

static void remove_folder(void) {
  char command[300];
  snprintf(command, sizeof command, "rm -rf '%s'", folder);
  if (system(command) != 0) fprintf(stderr, "%s stays behind\n", folder);
}

const char *test_folder(void) {
  if (folder[0] == 0) {
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/emplettes.XXXXXX", base != NULL ? base : "/tmp");
    must(mkdtemp(folder) != NULL);
    atexit(remove_folder);
  }
  return folder;
}

const char *test_file(struct arena *arena, const char *name, struct str bytes) {
  const char *path = str_format(arena, "%s/%s%c", test_folder(), name, 0).ptr;
  FILE *file = fopen(path, "wb");
  must(file != NULL);
  must(fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len);
  must(fclose(file) == 0);
  return path;
}

static struct str read_all(struct arena *arena, FILE *file) {
  struct buf out = buf_in(arena);
  size_t count;
  do {
    char *room = buf_reserve(&out, 4096);
    count = fread(room, 1, 4096, file);
    out.len += count;
  } while (count > 0);
  return buf_str(&out);
}

struct str test_output(struct arena *arena, const char *format, ...) {
  char command[4096];
  va_list values;
  va_start(values, format);
  int len = vsnprintf(command, sizeof command - 16, format, values);
  va_end(values);
  must(len > 0 && (size_t)len < sizeof command - 16);
  FILE *output = popen(strcat(command, " 2>/dev/null"), "r");
  must(output != NULL);
  struct str text = read_all(arena, output);
  int status = pclose(output);
  if (status != 0) fail_msg("failed (%d): %s", status, command);
  return text;
}

struct str test_read(struct arena *arena, const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) fprintf(stderr, "cannot read %s\n", path);
  must(file != NULL);
  struct str text = read_all(arena, file);
  fclose(file);
  return text;
}

/* The mail server. */

static struct test_mail_server mail_server;
static FILE *keep_running; /* the server lives as long as this pipe is open */
static pid_t mail_process;

static void stop_mail_server(void) {
  fclose(keep_running);
  waitpid(mail_process, NULL, 0);
}

static void set_mail_server(const char *address, const char *ca_file, const char *maildir) {
  must(sscanf(address, "%63[^:]:%d", mail_server.host, &mail_server.port) == 2);
  snprintf(mail_server.ca_file, sizeof mail_server.ca_file, "%s", ca_file);
  snprintf(mail_server.maildir, sizeof mail_server.maildir, "%s", maildir);
}

static _Noreturn void run_mail_server(const int to_child[2], const int from_child[2]) {
  dup2(to_child[0], 0);
  dup2(from_child[1], 1);
  close(to_child[1]);
  close(from_child[0]);
  execl("/bin/sh", "sh", "test/mailserver.sh", "run", "sh", "-c",
        "echo \"$TEST_SMTP $TEST_SMTP_CA $TEST_MAILDIR\"; cat >/dev/null", (char *)NULL);
  _exit(127);
}

static void start_mail_server(void) {
  int to_child[2], from_child[2];
  must(pipe2(to_child, 0) == 0 && pipe2(from_child, 0) == 0);
  mail_process = fork();
  must(mail_process >= 0);
  if (mail_process == 0) run_mail_server(to_child, from_child);
  close(to_child[0]);
  close(from_child[1]);
  keep_running = fdopen(to_child[1], "w");
  atexit(stop_mail_server);
  char address[80], ca_file[256], maildir[256];
  FILE *told = fdopen(from_child[0], "r");
  must(fscanf(told, "%79s %255s %255s", address, ca_file, maildir) == 3);
  fclose(told);
  set_mail_server(address, ca_file, maildir);
}

const struct test_mail_server *test_mail_server(void) {
  const char *address = getenv("TEST_SMTP");
  if (mail_server.port == 0 && address != NULL)
    set_mail_server(address, getenv("TEST_SMTP_CA"), getenv("TEST_MAILDIR"));
  else if (mail_server.port == 0)
    start_mail_server();
  return &mail_server;
}

static struct str mail_now(struct arena *arena, const char *text) {
  char path[256 + 300];
  snprintf(path, sizeof path, "%s/new", mail_server.maildir);
  struct str found = {NULL, 0};
  DIR *mails = opendir(path);
  if (mails == NULL) return found;
  for (struct dirent *entry; (entry = readdir(mails)) != NULL && found.ptr == NULL;) {
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/new/%s", mail_server.maildir, entry->d_name);
    struct str mail = test_read(arena, path);
    if (str_find(mail, str_from(text)) >= 0) found = mail;
  }
  closedir(mails);
  return found;
}

struct str test_mail_with(struct arena *arena, const char *text) {
  struct str found = mail_now(arena, text);
  for (int wait = 0; wait < 100 && found.ptr == NULL; wait++) {
    usleep(50000);
    found = mail_now(arena, text);
  }
  if (found.ptr == NULL) fail_msg("no mail with \"%s\" arrived", text);
  return found;
}

struct jobs_options test_mail_options(const struct test_mail_server *server) {
  return (struct jobs_options){
      .smtp_host = str_from(server->host),
      .smtp_port = (unsigned)server->port,
      .smtp_security = S("none"),
      .smtp_user = S(""),
      .smtp_password = S(""),
      .mail_from = S("bons@bourg.example"),
      .base_url = S("https://{host}"),
  };
}
