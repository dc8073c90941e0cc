/* The supervisor in a process of its own, with children that die as told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/args.h"
#include "web/supervisor.h"

struct story { /* shared by all processes */
  int starts;
  unsigned port;
};

static struct story *story_new(void) {
  void *place =
      mmap(NULL, sizeof(struct story), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  assert_ptr_not_equal(place, MAP_FAILED);
  return place;
}

/* Runs supervise() in a child of the test. */
static pid_t start(int (*child)(int listen_fd, void *arg), struct story *story) {
  pid_t pid = fork();
  if (pid == 0) _exit(supervise(child, story, S("127.0.0.1:0")));
  return pid;
}

static int result_of(pid_t pid) {
  int status;
  while (waitpid(pid, &status, 0) < 0)
    assert_int_equal(errno, EINTR);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int die_twice(int listen_fd, void *arg) {
  struct story *story = arg;
  (void)listen_fd;
  int start_number = ++story->starts;
  if (start_number == 1) kill(getpid(), SIGKILL);
  return start_number == 2 ? 1 : 0;
}

static void a_server_that_dies_is_started_again(void **state) {
  (void)state;
  struct story *story = story_new();
  assert_int_equal(result_of(start(die_twice, story)), 0);
  assert_int_equal(story->starts, 3);
}

static int refuse_to_start(int listen_fd, void *arg) {
  (void)listen_fd;
  ((struct story *)arg)->starts++;
  return ARGS_USAGE;
}

static void wrong_options_are_not_tried_again(void **state) {
  (void)state;
  struct story *story = story_new();
  assert_int_equal(result_of(start(refuse_to_start, story)), ARGS_USAGE);
  assert_int_equal(story->starts, 1);
}

/* Serves one connection, then waits to be stopped; the first of its kind dies before. */
static int accept_one(int listen_fd, void *arg) {
  struct story *story = arg;
  sigset_t stop;
  int signal_number;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigprocmask(SIG_BLOCK, &stop, NULL);
  __atomic_store_n(&story->port, listen_port(listen_fd), __ATOMIC_RELEASE);
  if (++story->starts == 1) {
    usleep(100000);
    abort();
  }
  int fd = -1;
  while (fd < 0)
    fd = accept(listen_fd, NULL, NULL), usleep(1000);
  if (write(fd, "x", 1) != 1) return 9;
  sigwait(&stop, &signal_number);
  return 7;
}

static void who_connects_between_two_servers_waits_for_the_second(void **state) {
  (void)state;
  struct story *story = story_new();
  pid_t supervisor = start(accept_one, story);
  while (__atomic_load_n(&story->port, __ATOMIC_ACQUIRE) == 0)
    usleep(1000);
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)story->port),
                                .sin_addr = {htonl(INADDR_LOOPBACK)}};
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  char byte = 0;
  assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
  assert_int_equal(read(fd, &byte, 1), 1);
  assert_int_equal(story->starts, 2);
  /* Told to stop, it tells the server and returns its code. */
  kill(supervisor, SIGTERM);
  assert_int_equal(result_of(supervisor), 7);
  assert_int_equal(story->starts, 2);
  close(fd);
}

int supervisor_tests(void);
int supervisor_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_server_that_dies_is_started_again),
      cmocka_unit_test(wrong_options_are_not_tried_again),
      cmocka_unit_test(who_connects_between_two_servers_waits_for_the_second),
  };
  return cmocka_run_group_tests_name("supervisor", tests, NULL, NULL);
}
