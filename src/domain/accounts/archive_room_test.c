/* A disk that is too small for an archive: a file system of its own, in a mount namespace that a
 * child keeps open, reached through /proc/PID/root. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "jobs/archive_job.h"
#include "test/command.h"
#include "test/scene.h"

static struct test_db *test;
static struct ctx *ctx;

static int open_town(void **state) {
  (void)state;
  test = test_db_open();
  ctx = scene_open(test);
  struct campaign campaign = scene_campaign();
  scene_add_campaign(ctx, &campaign);
  struct shop shop = scene_shop(ctx, S("Librairie"));
  scene_voucher(ctx, &shop, 2000);
  return 0;
}

static int close_town(void **state) {
  (void)state;
  test_db_close(test);
  return 0;
}

/* The process that keeps it, or 0 where nothing can be mounted. */
static pid_t mount_small(const char *options, FILE **pipe) {
  char command[512], line[64] = "";
  snprintf(command, sizeof command,
           "exec unshare --user --map-root-user --mount sh -c "
           "'mount -t tmpfs -o %s none %s && echo $$ && exec sleep 600' 2>/dev/null",
           options, test_folder());
  *pipe = popen(command, "r");
  if (fgets(line, sizeof line, *pipe) == NULL) {
    pclose(*pipe);
    return 0;
  }
  return (pid_t)strtol(line, NULL, 10);
}

static struct archive made_in(struct str folder) {
  struct archive_id id;
  struct archive archive;
  struct span may = {{18383}, {18413}};
  struct arena *before = ctx->arena;
  assert_int_equal(archive_ask(ctx, may, &id), ARCHIVE_RESULT_OK);
  ctx->arena = arena_create((size_t)256 << 20);
  assert_true(archive_job_round(ctx, folder));
  arena_destroy(ctx->arena);
  ctx->arena = before;
  assert_true(archive_find(ctx, id, &archive));
  return archive;
}

/* Temporary files and the archive itself on a file system with these options. */
static struct archive made_on(const char *options, struct str *left) {
  FILE *pipe;
  pid_t keeper = mount_small(options, &pipe);
  if (keeper == 0) {
    print_message("no file system can be mounted here: a full disk is not tried\n");
    skip();
  }
  char *was = getenv("TMPDIR") ? strdup(getenv("TMPDIR")) : NULL;
  const char *folder =
      str_format(ctx->arena, "/proc/%d/root%s%c", (int)keeper, test_folder(), 0).ptr;
  setenv("TMPDIR", folder, 1);
  struct archive archive = made_in(STR_CONCAT(ctx->arena, str_from(folder), S("/up")));
  *left = test_output(ctx->arena, "find %s -type f", folder);
  if (was)
    setenv("TMPDIR", was, 1);
  else
    unsetenv("TMPDIR");
  free(was);
  kill(keeper, SIGKILL);
  pclose(pipe);
  return archive;
}

static void a_disk_too_small_is_refused_with_what_is_needed_and_what_is_there(void **state) {
  (void)state;
  struct str left;
  struct archive archive = made_on("size=16m", &left);
  assert_int_equal(archive.state, ARCHIVE_FAILED);
  assert_int_equal(archive.why, ARCHIVE_FAILURE_ROOM);
  assert_in_range(archive.free_bytes, 15 << 20, 16 << 20);
  assert_in_range(archive.needed_bytes, 72 << 20, 73 << 20); /* papers, and what others need */
  assert_int_equal(left.len, 0);
}

/* Eight files and folders are all that fits. */
static void a_disk_that_fills_meanwhile_keeps_nothing(void **state) {
  (void)state;
  struct str left;
  struct archive archive = made_on("size=128m,nr_inodes=8", &left);
  assert_int_equal(archive.state, ARCHIVE_FAILED);
  assert_int_equal(archive.why, ARCHIVE_FAILURE_FAULT);
  assert_int_equal(left.len, 0);
  archive = made_on("size=128m", &left);
  assert_int_equal(archive.state, ARCHIVE_MADE);
  assert_true(str_find(left, S("archive-")) >= 0);
}

static void what_cannot_be_named_in_the_end_keeps_nothing(void **state) {
  (void)state;
  struct str folder = STR_CONCAT(ctx->arena, str_from(test_folder()), S("/taken"));
  struct archive archive = made_in(folder);
  assert_int_equal(archive.state, ARCHIVE_MADE);
  const char *kept =
      str_cstr(ctx->arena, STR_CONCAT(ctx->arena, folder, S("/"),
                                      archive_kept_name(ctx->arena, archive.digest)));
  assert_int_equal(unlink(kept), 0);
  assert_int_equal(mkdir(kept, 0700), 0);
  archive = made_in(folder);
  assert_int_equal(archive.state, ARCHIVE_FAILED);
  struct str left = test_output(ctx->arena, "find %.*s -type f", STR_ARG(folder));
  assert_int_equal(left.len, 0);
}

int archive_room_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_disk_too_small_is_refused_with_what_is_needed_and_what_is_there),
      cmocka_unit_test(a_disk_that_fills_meanwhile_keeps_nothing),
      cmocka_unit_test(what_cannot_be_named_in_the_end_keeps_nothing),
  };
  return cmocka_run_group_tests_name("archive_room", tests, open_town, close_town);
}
