#include "paper/bundle.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "base/fault.h"

enum { PIECE = 1 << 30 /* the library counts in 32 bits */ };

struct bundle {
  struct arena *arena;
  const char *path;
  zipFile zip;
  zip_fileinfo about;
  bool in_member;
  struct sha256 *digest;
  struct bundle_member members[BUNDLE_MEMBERS_MAX];
  size_t count;
};

static void discard(void *thing) {
  struct bundle *bundle = thing;
  if (bundle->zip == NULL) return;
  if (bundle->in_member) zipCloseFileInZip(bundle->zip);
  zipClose(bundle->zip, NULL);
  unlink(bundle->path);
}

static void succeed(const struct bundle *bundle, int result) {
  if (result != ZIP_OK) fault_raise(FAULT_IO, "%s takes no more: error %d", bundle->path, result);
}

/* As ZIP writes it: years since 1980, month and day in the upper half, the time of day below. */
static uLong dos_midnight(int year, int month, int in_month) {
  return (uLong)((year - 1980) << 9 | month << 5 | in_month) << 16;
}

struct bundle *bundle_begin(struct arena *arena, struct str path, struct day day) {
  struct bundle *bundle = arena_new(arena, struct bundle);
  int year, month, in_month;
  day_split(day, &year, &month, &in_month);
  bundle->arena = arena;
  bundle->path = str_cstr(arena, path);
  bundle->about.dosDate = dos_midnight(year, month, in_month);
  arena_defer(arena, discard, bundle);
  bundle->zip = zipOpen64(bundle->path, APPEND_STATUS_CREATE);
  if (bundle->zip == NULL) fault_raise(FAULT_IO, "%s cannot be written", bundle->path);
  return bundle;
}

static void end_member(struct bundle *bundle) {
  if (!bundle->in_member) return;
  bundle->in_member = false;
  bundle->members[bundle->count - 1].digest = sha256_end(bundle->digest);
  succeed(bundle, zipCloseFileInZip(bundle->zip));
}

void bundle_member(struct bundle *bundle, struct str name) {
  end_member(bundle);
  must(bundle->count < BUNDLE_MEMBERS_MAX);
  struct bundle_member *member = &bundle->members[bundle->count++];
  *member = (struct bundle_member){.name = str_copy(bundle->arena, name)};
  bundle->digest = sha256_begin(bundle->arena);
  succeed(bundle,
          zipOpenNewFileInZip64(bundle->zip, str_cstr(bundle->arena, name), &bundle->about, NULL, 0,
                                NULL, 0, NULL, Z_DEFLATED, Z_DEFAULT_COMPRESSION, 1));
  bundle->in_member = true;
}

void bundle_add(struct bundle *bundle, struct str bytes) {
  must(bundle->in_member);
  bundle->members[bundle->count - 1].bytes += (int64_t)bytes.len;
  sha256_add(bundle->digest, bytes);
  while (bytes.len > 0) {
    size_t len = bytes.len < PIECE ? bytes.len : PIECE;
    succeed(bundle, zipWriteInFileInZip(bundle->zip, bytes.ptr, (unsigned)len));
    bytes = str_skip(bytes, len);
  }
}

struct bundle_members bundle_members(struct bundle *bundle) {
  end_member(bundle);
  return (struct bundle_members){bundle->members, bundle->count};
}

static void flush_to_disk(const struct bundle *bundle) {
  int fd = open(bundle->path, O_RDONLY | O_CLOEXEC);
  bool flushed = fd >= 0 && fsync(fd) == 0;
  if (fd >= 0) close(fd);
  if (!flushed) fault_raise(FAULT_IO, "%s did not reach the disk", bundle->path);
}

void bundle_end(struct bundle *bundle) {
  end_member(bundle);
  zipFile zip = bundle->zip;
  bundle->zip = NULL;
  if (zipClose(zip, NULL) != ZIP_OK) {
    unlink(bundle->path);
    fault_raise(FAULT_IO, "%s could not be finished", bundle->path);
  }
  flush_to_disk(bundle);
}
