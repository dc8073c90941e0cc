#include "paper/picture.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/wait.h"

enum { PATIENCE_S = 8, OUTPUT_MAX = 8 << 20 };

enum message picture_message(enum picture_result result) {
  static const enum message messages[] = {
#define X(name, message) MSG_##message,
      PICTURE_RESULTS(X)
#undef X
  };
  return messages[result];
}

enum picture_kind picture_kind_of(struct str bytes) {
  static const struct str heic[] = {S("heic"), S("heix"), S("heim"), S("heis"),
                                    S("mif1"), S("msf1"), S("avif")};
  if (str_starts(bytes, S("\xff\xd8\xff"))) return PICTURE_KIND_JPEG;
  if (str_starts(bytes, S("\x89PNG\r\n\x1a\n"))) return PICTURE_KIND_PNG;
  if (bytes.len < 16) return PICTURE_KIND_NONE;
  struct str brand = str_take(str_skip(bytes, 8), 4);
  if (str_starts(bytes, S("RIFF")) && str_equal(brand, S("WEBP"))) return PICTURE_KIND_WEBP;
  if (!str_equal(str_take(str_skip(bytes, 4), 4), S("ftyp"))) return PICTURE_KIND_NONE;
  for (size_t i = 0; i < sizeof heic / sizeof *heic; i++)
    if (str_equal(brand, heic[i])) return PICTURE_KIND_HEIC;
  return PICTURE_KIND_NONE;
}

/* One at a time: a decoder takes a processor and up to a gigabyte. */
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static bool turn_take(void) {
  struct timespec until;
  clock_gettime(CLOCK_MONOTONIC, &until);
  until.tv_sec += PATIENCE_S;
  return pthread_mutex_clocklock(&turn, CLOCK_MONOTONIC, &until) == 0;
}

struct work { /* files without a name: no pipe can block either side */
  int in, out;
};

static void work_close(void *arg) {
  const struct work *work = arg;
  if (work->in >= 0) close(work->in);
  if (work->out >= 0) close(work->out);
}

static bool write_all(int fd, struct str bytes) {
  while (bytes.len > 0) {
    ssize_t wrote = write(fd, bytes.ptr, bytes.len);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes = str_skip(bytes, (size_t)wrote);
  }
  return true;
}

static struct work *work_open(struct arena *arena, struct str bytes) {
  struct work *work = arena_new(arena, struct work);
  work->in = memfd_create("picture", MFD_CLOEXEC);
  work->out = memfd_create("pictures", MFD_CLOEXEC);
  arena_defer(arena, work_close, work);
  if (work->in < 0 || work->out < 0 || !write_all(work->in, bytes) ||
      lseek(work->in, 0, SEEK_SET) != 0)
    fault_raise(FAULT_IO, "no memory for a picture: %m");
  return work;
}

/* This program again, with nothing of the server but those two files. */
static bool start(const struct work *work, pid_t *pid) {
  char name[] = "emplettes", command[] = "picture";
  char *const argv[] = {name, command, NULL};
  char locale[] = "LC_ALL=C.UTF-8", plain[] = "VIPS_NOVECTOR=1", disc[] = "VIPS_DISC_THRESHOLD=2g";
  char leaks[] = "ASAN_OPTIONS=detect_leaks=0";
  char *const environment[] = {locale, plain, disc, leaks, NULL};
  posix_spawn_file_actions_t files;
  posix_spawnattr_t how;
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  if (posix_spawn_file_actions_init(&files) != 0) return false;
  posix_spawnattr_init(&how);
  posix_spawn_file_actions_adddup2(&files, work->in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, work->out, STDOUT_FILENO);
  /* libvips has a warning for each broken row. */
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
  posix_spawnattr_setsigmask(&how, &none);
  posix_spawnattr_setsigdefault(&how, &all);
  posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  int failed = posix_spawn(pid, "/proc/self/exe", &files, &how, argv, environment);
  posix_spawnattr_destroy(&how);
  posix_spawn_file_actions_destroy(&files);
  return failed == 0;
}

/* Its status; what takes too long is ended. */
static int wait_for(pid_t pid) {
  int status = 0, fd = pidfd_open(pid, 0);
  struct pollfd done = {.fd = fd, .events = POLLIN};
  if (fd < 0 || poll(&done, 1, PICTURE_SECONDS * 1000) <= 0) kill(pid, SIGKILL);
  if (fd >= 0) close(fd);
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
    continue;
  return status;
}

static enum picture_result result_of(int status) {
  int code = WIFEXITED(status) ? WEXITSTATUS(status) - PICTURE_EXIT : -1;
  if (code >= PICTURE_OK && code <= PICTURE_TOO_SLOW) return (enum picture_result)code;
  int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  log_warn("picture_maker_died", 0, LOG_INT("signal", number), LOG_INT("status", status));
  return number == SIGKILL || number == SIGXCPU ? PICTURE_TOO_SLOW : PICTURE_BROKEN;
}

static enum picture_result run(const struct work *work) {
  pid_t pid;
  if (!turn_take()) return PICTURE_BUSY;
  wait_begin();
  bool started = start(work, &pid);
  int status = started ? wait_for(pid) : 0;
  wait_end();
  pthread_mutex_unlock(&turn);
  return started ? result_of(status) : PICTURE_UNAVAILABLE;
}

static uint32_t little_endian(struct str bytes) {
  const unsigned char *at = (const unsigned char *)bytes.ptr;
  return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static struct str webp_of(struct arena *arena, struct str chunk) {
  uint32_t size = (uint32_t)chunk.len + 4;
  char head[] = {
      'R', 'I', 'F', 'F', (char)size, (char)(size >> 8), (char)(size >> 16), (char)(size >> 24),
      'W', 'E', 'B', 'P'};
  struct buf out = buf_in(arena);
  buf_add(&out, str_slice(head, sizeof head));
  buf_add(&out, chunk);
  return buf_str(&out);
}

/* A file of the simple form (RFC 9649, 2.5): of all chunks only the one with the picture. The saver
 * of libvips 8.14 writes an EXIF chunk of its own, whatever it is told. */
static bool plain_webp(struct arena *arena, struct str bytes, struct str *plain) {
  enum { HEAD = 8 };
  if (picture_kind_of(bytes) != PICTURE_KIND_WEBP) return false;
  for (struct str rest = str_skip(bytes, 12); rest.len >= HEAD;) {
    size_t len = little_endian(str_skip(rest, 4)), whole = HEAD + len + len % 2;
    if (whole > rest.len) return false;
    if (str_starts(rest, S("VP8 "))) {
      *plain = webp_of(arena, str_take(rest, whole));
      return true;
    }
    rest = str_skip(rest, whole);
  }
  return false;
}

/* A decoder may have been taken over: what it wrote is looked at like anything from outside. */
static bool take_one(struct arena *arena, struct str *rest, struct picture *one) {
  struct picture_head head;
  if (rest->len < sizeof head) return false;
  memcpy(&head, rest->ptr, sizeof head);
  *rest = str_skip(*rest, sizeof head);
  bool sane = head.size >= PICTURE_SMALL && head.size <= PICTURE_LINK && head.width > 0 &&
              head.width <= 1600 && head.height > 0 && head.height <= 1600 && head.len <= rest->len;
  if (!sane) return false;
  *one = (struct picture){(enum picture_size)head.size, head.width, head.height,
                          str_take(*rest, head.len)};
  *rest = str_skip(*rest, head.len);
  return one->size == PICTURE_LINK ? picture_kind_of(one->bytes) == PICTURE_KIND_JPEG
                                   : plain_webp(arena, one->bytes, &one->bytes);
}

static bool take_all(struct arena *arena, int fd, struct pictures *made) {
  struct stat file;
  if (fstat(fd, &file) != 0 || file.st_size <= 0 || file.st_size > OUTPUT_MAX) return false;
  char *bytes = arena_raw(arena, (size_t)file.st_size);
  if (pread(fd, bytes, (size_t)file.st_size, 0) != file.st_size) return false;
  struct str rest = str_slice(bytes, (size_t)file.st_size);
  for (made->count = 0; rest.len > 0; made->count++)
    if (made->count == PICTURE_SIZES || !take_one(arena, &rest, &made->items[made->count]))
      return false;
  return made->count == PICTURE_SIZES;
}

enum picture_result picture_make(struct arena *arena, struct str bytes, struct pictures *made) {
  *made = (struct pictures){.count = 0};
  if (bytes.len > PICTURE_BYTES_MAX) return PICTURE_TOO_HEAVY;
  if (picture_kind_of(bytes) == PICTURE_KIND_NONE) return PICTURE_UNKNOWN_KIND;
  struct work *work = work_open(arena, bytes);
  enum picture_result result = run(work);
  if (result == PICTURE_OK && !take_all(arena, work->out, made)) result = PICTURE_BROKEN;
  return result;
}
