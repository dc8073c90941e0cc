/* Paper lists at the desk: a grid to type into or a file, a preview line by line, then the result.
 */
#ifndef DOMAIN_KEYING_KEYING_PAGES_H
#define DOMAIN_KEYING_KEYING_PAGES_H

#include "domain/frame/frame.h"
#include "domain/keying/keying.h"

struct keying_shop {
  struct url root;
  struct str slug, name, place;
};
struct keying_shops {
  struct keying_shop *items;
  size_t count;
};
struct keying_home_page {
  struct page_frame frame;
  struct str q;
  bool asked;
  struct keying_shops shops;
};

struct keying_rows {
  struct keying_row {
    int64_t number;
    struct str code_name, amount_name, day_name; /* of the fields: "code3" */
    struct str code, amount, day;
    bool next; /* the amount is what comes next */
  } * items;
  size_t count;
};
struct keying_grid_page {
  struct page_frame frame;
  struct str slug, shop, problem;
  struct keying_rows rows;
  int64_t shown;
  bool may_grow;
};

struct keying_lines {
  struct keying_shown {
    int64_t number;
    struct str code, amount, day, sentence;
    bool good, before;
  } * items;
  size_t count;
};
struct keying_preview_page {
  struct page_frame frame;
  struct str slug, shop;
  struct str list; /* all lines; once it was taken, those that were refused */
  struct keying_lines lines;
  struct money sum;
  int64_t taken, before, refused;
  bool done; /* it was taken just now; else it would be */
  bool too_long;
};

extern const struct route_table keying_routes;

#endif
