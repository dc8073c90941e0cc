#include "base/room.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "base/fault.h"

int64_t room_free(struct arena *arena, struct str folder) {
  struct statvfs disk;
  if (statvfs(str_cstr(arena, folder), &disk) != 0)
    fault_raise(FAULT_IO, "%.*s: no free space can be asked: error %d", STR_ARG(folder), errno);
  return (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
}

static dev_t device_of(struct arena *arena, struct str folder) {
  struct stat facts;
  if (stat(str_cstr(arena, folder), &facts) != 0)
    fault_raise(FAULT_IO, "%.*s: not there: error %d", STR_ARG(folder), errno);
  return facts.st_dev;
}

bool room_is_shared(struct arena *arena, struct str one, struct str other) {
  return device_of(arena, one) == device_of(arena, other);
}
