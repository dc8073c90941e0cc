/* Photographs for pages, out of whatever a camera or a telephone wrote: turned upright, brought to
 * sRGB, made smaller and written anew, so that nothing of the file but what can be seen goes on: no
 * place, no name of a camera, no text behind the picture. Bytes in, bytes out, no database.
 *
 * Decoders are where a prepared file does harm. They run in a process of their own that this
 * program starts for each picture, one at a time, with bounds on memory, time and what it may open;
 * the server itself never loads libvips, and where it is not installed there are no photographs.
 *
 * 1. What comes out is WebP (and one JPEG, for links), whatever went in.
 * 2. No picture costs more than PICTURE_BYTES_MAX, PICTURE_PIXELS_MAX and PICTURE_SECONDS. */
#ifndef PAPER_PICTURE_H
#define PAPER_PICTURE_H

#include "base/arena.h"
#include "base/message.h"
#include "base/str.h"

enum {
  PICTURE_BYTES_MAX = 12 << 20,
  PICTURE_PIXELS_MAX = 64 * 1000 * 1000,
  PICTURE_SIDE_MIN = 300, /* of the longer side: less is a thumbnail of something */
  PICTURE_SECONDS = 10,
};

/* In order of precedence; the messages stand beside the field. */
#define PICTURE_RESULTS(X)                                                                         \
  X(OK, picture_ok)                                                                                \
  X(TOO_HEAVY, picture_too_heavy)       /* bytes */                                                \
  X(UNKNOWN_KIND, picture_unknown_kind) /* neither JPEG, PNG, WebP nor HEIC */                     \
  X(BUSY, picture_busy)                 /* others wait before it */                                \
  X(UNAVAILABLE, picture_unavailable)   /* no libvips, or no decoder for this kind */              \
  X(BROKEN, picture_broken)             /* cut off, or not what it says */                         \
  X(TOO_LARGE, picture_too_large)       /* pixels */                                               \
  X(TOO_SMALL, picture_too_small)                                                                  \
  X(TOO_SLOW, picture_too_slow)

enum picture_result {
#define X(name, message) PICTURE_##name,
  PICTURE_RESULTS(X)
#undef X
};
enum message picture_message(enum picture_result result);

enum picture_size {
  PICTURE_SMALL = 1,  /* 480 pixels at most, wide and high */
  PICTURE_LARGE = 2,  /* 1,600 */
  PICTURE_MIDDLE = 3, /* 960 */
  PICTURE_LINK = 4    /* 1,200 by 630 cut out of it, JPEG: beside links on other sites */
};
enum { PICTURE_SIZES = 4 };

struct picture {
  enum picture_size size;
  int width, height;
  struct str bytes;
};
/* All four. Nothing is enlarged but the cutting for links: of a small original several are alike.
 */
struct pictures {
  struct picture items[PICTURE_SIZES];
  size_t count;
};

enum picture_result picture_make(struct arena *arena, struct str bytes, struct pictures *made);

/* The other side: reads a picture from standard input, writes pictures to standard output. Returns
 * an exit code. */
int picture_maker(void);

/* What both sides share. */

enum picture_kind {
  PICTURE_KIND_NONE,
  PICTURE_KIND_JPEG,
  PICTURE_KIND_PNG,
  PICTURE_KIND_WEBP,
  PICTURE_KIND_HEIC
};
/* By its first bytes, never by its name. */
enum picture_kind picture_kind_of(struct str bytes);

struct picture_head { /* before the bytes of each picture on standard output */
  int32_t size, width, height;
  uint32_t len;
};
enum { PICTURE_EXIT = 100 }; /* exit code 100 + enum picture_result */

#endif
