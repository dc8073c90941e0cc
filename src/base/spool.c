#include "base/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fault.h"

enum { SPILL_AT = 64 << 10, PIECE = 256 << 10 };

struct str spool_folder(void) {
  const char *chosen = getenv("TMPDIR");
  return str_from(chosen != NULL && chosen[0] == '/' ? chosen : P_tmpdir);
}

/* On disk, not in memory: an export of half a million shops is 200 MB. */
static int create(char path[PATH_MAX]) {
  struct str folder = spool_folder();
  int len = snprintf(path, PATH_MAX, "%.*s/emplettes-XXXXXX", STR_ARG(folder));
  if (len < PATH_MAX) return mkostemp(path, O_CLOEXEC);
  errno = ENAMETOOLONG;
  return -1;
}

int spool_file_try(void) {
  char path[PATH_MAX];
  int fd = create(path);
  if (fd >= 0) unlink(path);
  return fd;
}

static int or_fault(int fd) {
  if (fd < 0) fault_raise(FAULT_IO, "no temporary file: error %d", errno);
  return fd;
}

int spool_file(void) {
  return or_fault(spool_file_try());
}

int spool_file_named(struct arena *arena, const char **path) {
  char name[PATH_MAX];
  int fd = or_fault(create(name));
  *path = str_cstr(arena, str_from(name));
  return fd;
}

void spool_write(int fd, struct str bytes) {
  while (bytes.len > 0) {
    ssize_t written = write(fd, bytes.ptr, bytes.len);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fault_raise(FAULT_IO, "a temporary file takes no more: error %d", errno);
    bytes = str_skip(bytes, (size_t)written);
  }
}

struct spool {
  struct arena *arena;
  int fd;
  struct buf out;
};

static void spool_close(void *thing) {
  close(((struct spool *)thing)->fd);
}

struct spool *spool_open(struct arena *arena) {
  struct spool *spool = arena_new(arena, struct spool);
  *spool = (struct spool){.arena = arena, .out = buf_in(arena), .fd = spool_file()};
  arena_defer(arena, spool_close, spool);
  buf_reserve(&spool->out, SPILL_AT);
  return spool;
}

struct buf *spool_out(struct spool *spool) {
  return &spool->out;
}

static void move_out(struct spool *spool) {
  spool_write(spool->fd, buf_str(&spool->out));
  buf_clear(&spool->out);
}

void spool_spill(struct spool *spool) {
  if (spool->out.len >= SPILL_AT / 2) move_out(spool);
}

void spool_each(struct spool *spool, void (*each)(void *arg, struct str piece), void *arg) {
  char *piece = arena_raw(spool->arena, PIECE);
  move_out(spool);
  for (off_t at = 0;;) {
    ssize_t len = pread(spool->fd, piece, PIECE, at);
    if (len < 0 && errno == EINTR) continue;
    if (len < 0) fault_raise(FAULT_IO, "a temporary file cannot be read: error %d", errno);
    if (len == 0) return;
    each(arg, str_slice(piece, (size_t)len));
    at += len;
  }
}
