#include "base/pieces.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"

enum { WINDOW_FIRST = 1 << 18 };

struct pieces {
  int fd; /* -1: of a text, whose window is all of it */
  char *window;
  size_t capacity, begin, end; /* of the window: what is not done with yet */
  uint64_t offset;             /* in the file, of `begin` */
  uint64_t size;
  bool ended; /* the window holds the last byte */
};

static void close_file(void *arg) {
  struct pieces *pieces = arg;
  close(pieces->fd);
  free(pieces->window);
}

struct pieces *pieces_of_file(struct arena *arena, struct str path) {
  struct pieces *pieces = arena_new(arena, struct pieces);
  struct stat facts;
  pieces->fd = open(str_cstr(arena, path), O_RDONLY | O_CLOEXEC);
  if (pieces->fd < 0) fault_raise(FAULT_IO, "%.*s cannot be read: %m", STR_ARG(path));
  pieces->capacity = WINDOW_FIRST;
  pieces->window = malloc(pieces->capacity);
  must(pieces->window != NULL);
  arena_defer(arena, close_file, pieces);
  if (fstat(pieces->fd, &facts) != 0 || !S_ISREG(facts.st_mode))
    fault_raise(FAULT_IO, "%.*s is not a file", STR_ARG(path));
  pieces->size = (uint64_t)facts.st_size;
  return pieces;
}

bool pieces_exist(struct arena *arena, struct str path) {
  return access(str_cstr(arena, path), R_OK) == 0;
}

struct pieces *pieces_of_text(struct arena *arena, struct str text) {
  struct pieces *pieces = arena_new(arena, struct pieces);
  *pieces = (struct pieces){.fd = -1,
                            .window = (char *)(uintptr_t)text.ptr,
                            .end = text.len,
                            .size = text.len,
                            .ended = true};
  return pieces;
}

static void make_room(struct pieces *pieces, size_t wanted) {
  size_t held = pieces->end - pieces->begin;
  memmove(pieces->window, pieces->window + pieces->begin, held);
  pieces->begin = 0;
  pieces->end = held;
  while (pieces->capacity < wanted)
    pieces->capacity *= 2;
  pieces->window = realloc(pieces->window, pieces->capacity);
  must(pieces->window != NULL);
}

static void fill(struct pieces *pieces) {
  while (pieces->end < pieces->capacity && !pieces->ended) {
    ssize_t got = read(pieces->fd, pieces->window + pieces->end, pieces->capacity - pieces->end);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fault_raise(FAULT_IO, "a file cannot be read: %m");
    pieces->ended = got == 0;
    pieces->end += (size_t)got;
  }
}

struct str pieces_see(struct pieces *pieces, size_t wanted) {
  if (wanted > PIECES_WINDOW_MAX) wanted = PIECES_WINDOW_MAX;
  if (pieces->end - pieces->begin < wanted && !pieces->ended) {
    make_room(pieces, wanted);
    fill(pieces);
  }
  size_t held = pieces->end - pieces->begin;
  if (held == 0) return S("");
  return str_slice(pieces->window + pieces->begin,
                   held > PIECES_WINDOW_MAX ? PIECES_WINDOW_MAX : held);
}

void pieces_skip(struct pieces *pieces, size_t count) {
  must(count <= pieces->end - pieces->begin);
  pieces->begin += count;
  pieces->offset += count;
}

uint64_t pieces_offset(const struct pieces *pieces) {
  return pieces->offset;
}

uint64_t pieces_size(const struct pieces *pieces) {
  return pieces->size;
}

void pieces_rewind(struct pieces *pieces) {
  if (pieces->fd < 0) {
    pieces->begin = 0;
  } else {
    if (lseek(pieces->fd, 0, SEEK_SET) != 0) fault_raise(FAULT_IO, "a file cannot be rewound: %m");
    pieces->begin = pieces->end = 0;
    pieces->ended = false;
  }
  pieces->offset = 0;
}
