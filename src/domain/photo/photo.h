/* Photos of shops, kept in the database under the digest of their largest size: a photo that is
 * there twice is there once, an address never changes its bytes, and a copy of the database holds
 * them all. What a file must be to become one is for src/paper/picture.h.
 *
 * Invariants
 * 1. All sizes of a photo are written together, in the transaction that begins to show it.
 * 2. A photo that no shop and no registration shows any more is gone with the transaction that
 *    took it away; what a forgotten draft leaves behind, with the next round of the jobs. */
#ifndef DOMAIN_PHOTO_PHOTO_H
#define DOMAIN_PHOTO_PHOTO_H

#include "base/ctx.h"

enum photo_size { PHOTO_SMALL = 1, PHOTO_LARGE = 2, PHOTO_MIDDLE = 3, PHOTO_LINK = 4 };
enum { PHOTO_SIZES = 4, PHOTO_TEXT_MAX = 200 };

struct photo {
  enum photo_size size;
  int64_t width, height;
  struct str bytes;
};
struct photos {
  struct photo items[PHOTO_SIZES];
  size_t count;
};

/* Returns its digest. Inside db_write. */
struct str photo_keep(struct ctx *ctx, const struct photos *made);
/* Unless something still shows it. Inside db_write. */
void photo_drop(struct ctx *ctx, struct str digest);
/* Whatever nothing shows. Inside db_write. */
void photo_drop_unused(struct ctx *ctx);

/* Without their bytes; none: there is no such photo. */
struct photos photo_find(struct ctx *ctx, struct str digest);
bool photo_read(struct ctx *ctx, struct str digest, enum photo_size size, struct str *bytes);
/* May anybody see it? A shop shows it. */
bool photo_public(struct ctx *ctx, struct str digest);

/* "/photos/4f…/960.webp", "/photos/4f…/lien.jpg" */
struct str photo_path(struct arena *arena, struct str digest, enum photo_size size);

#endif
