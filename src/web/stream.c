/* Answers of any length: what a handler has written leaves the arena for a file without a name, and
 * the HTTP library sends that. The file is closed with the request's arena; a fault on the way
 * therefore leaves nothing behind. */
#include <errno.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/spool.h"
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

static void move_out(struct response *response) {
  struct spill *spill = response->spill;
  if (!spill) spill = spill_of(response, spool_file());
  spool_write(spill->fd, buf_str(&response->body));
  spill->bytes += response->body.len;
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
