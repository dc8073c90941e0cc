#include "paper/link_picture.h"

#include "base/crypto.h"
#include "paper/sheet.h"

enum { WIDTH = 1200, HEIGHT = 630, EDGE = 84 };

static const struct ink paper = {0.980, 0.965, 0.933}, text_ink = {0.141, 0.122, 0.102},
                        soft_ink = {0.40, 0.365, 0.318};

static struct ink accent_of(const struct link_picture *picture) {
  unsigned char rgb[3];
  if (picture->accent.len != 7 || !hex_bytes(str_skip(picture->accent, 1), rgb, sizeof rgb))
    return text_ink;
  return (struct ink){rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0};
}

static void draw(struct sheet *sheet, const void *content) {
  const struct link_picture *picture = content;
  const double wide = WIDTH - 2 * EDGE;
  struct type title = {.face = "EB Garamond 12,EB Garamond, Semi-Bold",
                       .size = 112,
                       .least = 56,
                       .leading = 1.05,
                       .tag = "H1",
                       .ink = text_ink};
  struct type line = {
      .face = "Lato", .size = 40, .least = 26, .leading = 1.3, .tag = "P", .ink = soft_ink};
  struct type foot = {.face = "Lato, Bold",
                      .size = 34,
                      .least = 24,
                      .leading = 1.2,
                      .tag = "P",
                      .ink = accent_of(picture)};
  sheet_fill(sheet, paper, (struct box){0, 0, WIDTH, HEIGHT});
  sheet_fill(sheet, accent_of(picture), (struct box){0, 0, WIDTH, 20});
  double height = sheet_text(sheet, &title, (struct box){EDGE, 96, wide, 290}, picture->title);
  sheet_text(sheet, &line, (struct box){EDGE, 96 + height + 22, wide, 110}, picture->line);
  sheet_text(sheet, &foot, (struct box){EDGE, HEIGHT - 92, wide, 60}, picture->territory);
}

struct str link_picture_png(struct arena *arena, const struct link_picture *picture) {
  return sheet_png(arena, WIDTH, HEIGHT, draw, picture);
}
