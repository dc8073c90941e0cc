/* The process that decodes: libvips, loaded when it is needed, in a room with bounds. It owns
 * nothing, opens nothing once the libraries are there, and ends with the picture; memory is given
 * back by ending. */
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vips/vips.h>

#include "paper/picture.h"

enum { SIDE_MAX = 30000, MEMORY_MAX = 1 << 30, QUALITY = 78, LINK_QUALITY = 82 };

#define VIPS_CALLS(X)                                                                              \
  X(vips_init)                                                                                     \
  X(vips_concurrency_set)                                                                          \
  X(vips_cache_set_max)                                                                            \
  X(vips_block_untrusted_set)                                                                      \
  X(vips_foreign_find_load_buffer)                                                                 \
  X(vips_image_new_from_buffer)                                                                    \
  X(vips_image_get_width)                                                                          \
  X(vips_image_get_height)                                                                         \
  X(vips_image_hasalpha)                                                                           \
  X(vips_image_get_bands)                                                                          \
  X(vips_image_write_to_memory)                                                                    \
  X(vips_image_new_from_memory)                                                                    \
  X(vips_colourspace)                                                                              \
  X(vips_cast)                                                                                     \
  X(vips_thumbnail_buffer)                                                                         \
  X(vips_thumbnail_image)                                                                          \
  X(vips_array_double_new)                                                                         \
  X(vips_flatten)                                                                                  \
  X(vips_webpsave_buffer)                                                                          \
  X(vips_jpegsave_buffer)

static struct {
#define X(name) __typeof__(&name) name;
  VIPS_CALLS(X)
#undef X
} vips;

static bool load(void) {
  void *library = dlopen("libvips.so.42", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return false;
  void *found;
#define X(name)                                                                                    \
  if ((found = dlsym(library, #name)) == NULL) return false;                                       \
  memcpy(&vips.name, &found, sizeof found);
  VIPS_CALLS(X)
#undef X
  if (vips.vips_init("emplettes") != 0) return false;
  vips.vips_concurrency_set(1);
  vips.vips_cache_set_max(0);
  vips.vips_block_untrusted_set(TRUE);
  return true;
}

static void bound(enum __rlimit_resource what, rlim_t most) {
  struct rlimit limit = {most, most};
  setrlimit(what, &limit);
}

static void bounds_first(void) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_DUMPABLE, 0);
  bound(RLIMIT_CORE, 0);
  bound(RLIMIT_CPU, PICTURE_SECONDS);
  bound(RLIMIT_FSIZE, 16 << 20);
#ifndef __SANITIZE_ADDRESS__ /* which reserves more than any bound */
  bound(RLIMIT_AS, MEMORY_MAX);
#endif
}

/* The libraries are there: from now on nothing is opened, no file and no connection. */
static void bounds_then(void) {
  bound(RLIMIT_NOFILE, STDERR_FILENO + 1);
}

static struct str input(void) {
  struct stat file;
  if (fstat(STDIN_FILENO, &file) != 0 || file.st_size <= 0 || file.st_size > PICTURE_BYTES_MAX)
    return S("");
  size_t size = (size_t)file.st_size, have = 0;
  char *bytes = malloc(size);
  while (bytes && have < size) {
    ssize_t count = read(STDIN_FILENO, bytes + have, size - have);
    if (count <= 0) return S("");
    have += (size_t)count;
  }
  return str_slice(bytes, have);
}

static bool output(const void *bytes, size_t len) {
  for (const char *at = bytes; len > 0;) {
    ssize_t wrote = write(STDOUT_FILENO, at, len);
    if (wrote <= 0) return false;
    at += wrote;
    len -= (size_t)wrote;
  }
  return true;
}

static bool put(VipsImage *image, enum picture_size size) {
  void *bytes = NULL;
  size_t len = 0;
  int failed =
      size == PICTURE_LINK
          ? vips.vips_jpegsave_buffer(image, &bytes, &len, "Q", LINK_QUALITY, "strip", TRUE,
                                      "optimize_coding", TRUE, NULL)
          : vips.vips_webpsave_buffer(image, &bytes, &len, "Q", QUALITY, "strip", TRUE, NULL);
  struct picture_head head = {(int32_t)size, vips.vips_image_get_width(image),
                              vips.vips_image_get_height(image), (uint32_t)len};
  return !failed && output(&head, sizeof head) && output(bytes, len);
}

/* Only the head of the file is read for this. */
static enum picture_result judge(struct str bytes) {
  if (vips.vips_foreign_find_load_buffer(bytes.ptr, bytes.len) == NULL) return PICTURE_UNAVAILABLE;
  VipsImage *image = vips.vips_image_new_from_buffer(bytes.ptr, bytes.len, "", NULL);
  if (image == NULL) return PICTURE_BROKEN;
  int64_t width = vips.vips_image_get_width(image), height = vips.vips_image_get_height(image);
  if (width > SIDE_MAX || height > SIDE_MAX || width * height > PICTURE_PIXELS_MAX)
    return PICTURE_TOO_LARGE;
  return width < PICTURE_SIDE_MIN && height < PICTURE_SIDE_MIN ? PICTURE_TOO_SMALL : PICTURE_OK;
}

/* Nothing but points of red, green and blue: an image made of bare memory has nothing else to tell.
 */
static VipsImage *bare(VipsImage *image) {
  VipsImage *flat = image, *colours = NULL, *plain = NULL;
  double white[] = {255, 255, 255};
  VipsArrayDouble *paper = vips.vips_array_double_new(white, 3);
  if (vips.vips_colourspace(image, &colours, VIPS_INTERPRETATION_sRGB, NULL) != 0) return NULL;
  flat = colours;
  if (vips.vips_image_hasalpha(colours) &&
      vips.vips_flatten(colours, &flat, "background", paper, NULL) != 0)
    return NULL;
  if (vips.vips_cast(flat, &plain, VIPS_FORMAT_UCHAR, NULL) != 0) return NULL;
  if (vips.vips_image_get_bands(plain) != 3) return NULL;
  size_t size;
  void *points = vips.vips_image_write_to_memory(plain, &size);
  if (points == NULL) return NULL;
  return vips.vips_image_new_from_memory(points, size, vips.vips_image_get_width(plain),
                                         vips.vips_image_get_height(plain), 3, VIPS_FORMAT_UCHAR);
}

/* Upright, in sRGB, without holes; in memory, since four pictures are made of it. */
static VipsImage *largest(struct str bytes) {
  VipsImage *image = NULL;
  void *data = (void *)(uintptr_t)bytes.ptr;
  int failed = vips.vips_thumbnail_buffer(data, bytes.len, &image, 1600, "height", 1600, "size",
                                          VIPS_SIZE_DOWN, "export_profile", "srgb", "option_string",
                                          "[fail-on=truncated]", NULL);
  return failed ? NULL : bare(image);
}

static bool put_smaller(VipsImage *image, int side, enum picture_size size) {
  VipsImage *smaller = NULL;
  return vips.vips_thumbnail_image(image, &smaller, side, "height", side, "size", VIPS_SIZE_DOWN,
                                   NULL) == 0 &&
         put(smaller, size);
}

static bool put_link(VipsImage *image) {
  VipsImage *cut = NULL;
  return vips.vips_thumbnail_image(image, &cut, 1200, "height", 630, "crop",
                                   VIPS_INTERESTING_CENTRE, NULL) == 0 &&
         put(cut, PICTURE_LINK);
}

static enum picture_result make(struct str bytes) {
  enum picture_result judged = judge(bytes);
  if (judged != PICTURE_OK) return judged;
  VipsImage *image = largest(bytes);
  if (image == NULL) return PICTURE_BROKEN;
  bool good = put_smaller(image, 480, PICTURE_SMALL) && put_smaller(image, 960, PICTURE_MIDDLE) &&
              put(image, PICTURE_LARGE) && put_link(image);
  return good ? PICTURE_OK : PICTURE_BROKEN;
}

int picture_maker(void) {
  enum picture_result result = PICTURE_UNAVAILABLE;
  bounds_first();
  struct str bytes = input();
  if (picture_kind_of(bytes) == PICTURE_KIND_NONE)
    result = PICTURE_UNKNOWN_KIND;
  else if (load()) {
    bounds_then();
    result = make(bytes);
  }
  _exit(PICTURE_EXIT + (int)result);
}
