/* The picture that stands beside a link to a page on other sites: 1200 by 630, a name and two lines
 * in the territory's colour. PNG bytes out. */
#ifndef PAPER_LINK_PICTURE_H
#define PAPER_LINK_PICTURE_H

#include "base/arena.h"
#include "base/str.h"

struct link_picture {
  struct str title;     /* large */
  struct str line;      /* below it */
  struct str territory; /* at the foot */
  struct str accent;    /* "#7a1f3d" */
};
struct str link_picture_png(struct arena *arena, const struct link_picture *picture);

#endif
