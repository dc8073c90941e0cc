#include "web/supervisor.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/args.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/time.h"

enum { BACKLOG = 1024, FIRST_PAUSE_MS = 100, LONGEST_PAUSE_MS = 5000, LASTED_US = 1000000 };
/* The child's exit code for wrong options: starting again would not help. */
enum { REFUSED_TO_START = ARGS_USAGE };

/* ---- listening ---- */

struct listen_name {
  char host[256], port[8];
};

/* "127.0.0.1:8080", "[::]:80"; the host may be empty: every address. */
static struct listen_name listen_split(struct str listen) {
  struct listen_name name = {0};
  size_t colon = listen.len;
  while (colon > 0 && listen.ptr[colon - 1] != ':')
    colon--;
  struct str port = str_skip(listen, colon), host = str_take(listen, colon ? colon - 1 : 0);
  if (host.len >= 2 && host.ptr[0] == '[') host = str_slice(host.ptr + 1, host.len - 2);
  if (colon == 0 || port.len == 0 || port.len >= sizeof name.port || host.len >= sizeof name.host) {
    fault_raise(FAULT_INPUT, "listen: \"%.*s\" is not host:port", STR_ARG(listen));
  }
  memcpy(name.host, host.ptr, host.len);
  memcpy(name.port, port.ptr, port.len);
  return name;
}

static int bind_one(const struct addrinfo *address) {
  int on = 1, flags = SOCK_CLOEXEC | SOCK_NONBLOCK;
  int fd = socket(address->ai_family, address->ai_socktype | flags, address->ai_protocol);
  if (fd < 0) return -1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(fd, address->ai_addr, address->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0) return fd;
  int error = errno;
  close(fd);
  errno = error;
  return -1;
}

int listen_open(struct str listen) {
  struct listen_name name = listen_split(listen);
  struct addrinfo *addresses,
      hints = {.ai_flags = AI_PASSIVE | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
  int failed = getaddrinfo(name.host[0] ? name.host : NULL, name.port, &hints, &addresses);
  if (failed) fault_raise(FAULT_IO, "listen %.*s: %s", STR_ARG(listen), gai_strerror(failed));
  int fd = -1;
  for (struct addrinfo *at = addresses; at && fd < 0; at = at->ai_next)
    fd = bind_one(at);
  int error = errno;
  freeaddrinfo(addresses);
  if (fd < 0) fault_raise(FAULT_IO, "listen %.*s: %s", STR_ARG(listen), strerror(error));
  return fd;
}

unsigned listen_port(int listen_fd) {
  struct sockaddr_storage address = {0};
  socklen_t len = sizeof address;
  getsockname(listen_fd, (struct sockaddr *)&address, &len);
  if (address.ss_family == AF_INET6) {
    return ntohs(((struct sockaddr_in6 *)(void *)&address)->sin6_port);
  }
  return ntohs(((struct sockaddr_in *)(void *)&address)->sin_port);
}

/* ---- supervising ---- */

static sigset_t watched_signals(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGCHLD);
  return set;
}

static pid_t start(int (*child)(int listen_fd, void *arg), void *arg, int listen_fd) {
  pid_t parent = getpid(), pid = fork();
  if (pid < 0) fault_raise(FAULT_IO, "fork: %s", strerror(errno));
  if (pid > 0) return pid;
  sigset_t set = watched_signals();
  sigprocmask(SIG_UNBLOCK, &set, NULL);
  /* A server without its supervisor would not be restarted and could not be told to stop. */
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(1);
  int code = child(listen_fd, arg);
  fflush(NULL);
  _exit(code);
}

struct watch {
  pid_t pid;
  bool stopping; /* we were told to */
  int status;    /* of waitpid, once it is gone */
};

/* Passes signals on until the child is gone. */
static void watch_child(struct watch *watch) {
  sigset_t set = watched_signals();
  for (;;) {
    int signal_number = sigwaitinfo(&set, NULL);
    if (signal_number == SIGTERM || signal_number == SIGINT) {
      watch->stopping = true;
      kill(watch->pid, SIGTERM);
    }
    if (waitpid(watch->pid, &watch->status, WNOHANG) == watch->pid) return;
  }
}

static int exit_code(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* True if told to stop meanwhile. */
static bool pause_before_restart(int64_t pause_ms) {
  sigset_t set = watched_signals();
  sigdelset(&set, SIGCHLD);
  struct timespec pause = {pause_ms / 1000, pause_ms % 1000 * 1000000};
  return sigtimedwait(&set, NULL, &pause) > 0;
}

/* A server that came up and died is started at once: whoever can kill it shall not gain a pause as
 * well. One that dies while starting (its disk is full, its database gone) waits ever longer. */
static int64_t next_pause(int64_t pause_ms, int64_t lived_us) {
  if (lived_us > LASTED_US) return 0;
  int64_t longer = pause_ms ? pause_ms * 2 : FIRST_PAUSE_MS;
  return longer < LONGEST_PAUSE_MS ? longer : LONGEST_PAUSE_MS;
}

int supervise(int (*child)(int listen_fd, void *arg), void *arg, struct str listen) {
  int listen_fd = listen_open(listen);
  sigset_t set = watched_signals();
  sigprocmask(SIG_BLOCK, &set, NULL);
  for (int64_t pause_ms = 0;;) {
    int64_t started_us = clock_monotonic_us();
    struct watch watch = {.pid = start(child, arg, listen_fd)};
    watch_child(&watch);
    int64_t lived_us = clock_monotonic_us() - started_us;
    bool final = exit_code(watch.status) == 0 || exit_code(watch.status) == REFUSED_TO_START;
    if (final || watch.stopping) return exit_code(watch.status);
    log_error("server_died", 0, LOG_INT("code", exit_code(watch.status)),
              LOG_INT("restart_after_ms", pause_ms));
    if (pause_before_restart(pause_ms)) return exit_code(watch.status);
    pause_ms = next_pause(pause_ms, lived_us);
  }
}
