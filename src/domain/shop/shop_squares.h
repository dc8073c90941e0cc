/* Which squares of the map have changed: the index notes them as shops come, move and go, and
 * whoever counts the map's shops (domain/map) takes them out again. */
#ifndef DOMAIN_SHOP_SHOP_SQUARES_H
#define DOMAIN_SHOP_SHOP_SQUARES_H

#include "domain/shop/shop_entry.h"

enum { SQUARES_ALL = -1 }; /* in the place of a square's number */

struct square_change {
  int64_t number; /* of a square of SQUARE_CLOSE zoom, row by row; or SQUARES_ALL */
  int64_t times;
};

struct square_changes { /* by number: « all » first */
  struct square_change *items;
  size_t count;
};

int64_t square_number(unsigned zoom, struct square square);
struct square square_of_number(unsigned zoom, int64_t number);

/* Inside db_write. */
void square_note(struct ctx *ctx, struct square square);
void square_note_all(struct ctx *ctx);

/* The first of them, at most 64. */
struct square_changes square_changes(struct ctx *ctx);
/* Those that did not change again since they were read. Inside db_write. */
void square_changes_done(struct ctx *ctx, const struct square_changes *changes);

#endif
