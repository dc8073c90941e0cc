/* Answers of any length: what a handler has written leaves the arena for a file without a name, and
 * the HTTP library sends that. The file is closed with the request's arena; a fault on the way
 * therefore leaves nothing behind. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fault.h"
#include "web/exchange.h"
#include "web/response.h"

enum { SPILL_AT = 64 << 10 };

static void spill_close(void *thing) {
  close(((struct spill *)thing)->fd);
}

static struct spill *spill_of(struct response *response, int fd) {
  struct arena *arena = response->body.arena; /* the request's, whatever ctx works in now */
  struct spill *spill = arena_new(arena, struct spill);
  spill->fd = fd;
  arena_defer(arena, spill_close, spill);
  response->spill = spill;
  return spill;
}

/* On disk, not in memory: an export of half a million shops is 200 MB. */
static int file_without_name(void) {
  char path[] = P_tmpdir "/emplettes-XXXXXX";
  int fd = mkostemp(path, O_CLOEXEC);
  if (fd < 0) fault_raise(FAULT_IO, "no temporary file: error %d", errno);
  unlink(path);
  return fd;
}

static void write_all(struct spill *spill, struct str bytes) {
  while (bytes.len > 0) {
    ssize_t written = write(spill->fd, bytes.ptr, bytes.len);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fault_raise(FAULT_IO, "a temporary file takes no more: error %d", errno);
    spill->bytes += (size_t)written;
    bytes = str_skip(bytes, (size_t)written);
  }
}

static void move_out(struct response *response) {
  struct spill *spill = response->spill;
  if (!spill) spill = spill_of(response, file_without_name());
  write_all(spill, buf_str(&response->body));
  buf_clear(&response->body);
}

struct buf *response_stream(struct response *response, struct str content_type,
                            struct str download_name) {
  response_begin(response, 200, content_type);
  response_name_download(response, download_name);
  buf_reserve(&response->body, SPILL_AT);
  return &response->body;
}

void response_spill(struct response *response) {
  if (response->body.len >= SPILL_AT / 2) move_out(response);
}

void response_stream_end(struct response *response) {
  if (response->spill && response->body.len > 0) move_out(response);
}

void response_file(struct response *response, struct str content_type, int fd,
                   struct str download_name) {
  response_begin(response, 200, content_type);
  response_name_download(response, download_name);
  off_t end = lseek(fd, 0, SEEK_END);
  struct spill *spill = spill_of(response, fd);
  if (end < 0) fault_raise(FAULT_IO, "a file of ours has no length: error %d", errno);
  spill->bytes = (size_t)end;
}

size_t response_bytes_count(const struct response *response) {
  return response->spill ? response->spill->bytes : response->body.len;
}
