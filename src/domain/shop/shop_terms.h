/* The terms by which a shop is found. Pure: texts in, texts out.
 *
 *   *            every shop             wboulanger   the stem of a word, in any of three languages
 *   tbakery      a trade                =boulangerie a whole word, for what is half typed
 *   v0ABC...     a town, by its id      z12.033110013203, z9., z15.   squares of the map
 *   stakeaway    a service */
#ifndef DOMAIN_SHOP_SHOP_TERMS_H
#define DOMAIN_SHOP_SHOP_TERMS_H

#include "domain/shop/shop_entry.h"

enum { TERMS_MAX = 256, SQUARE_CLOSE = 15, SQUARE_NEAR = 12, SQUARE_FAR = 9 };

struct shop_term {
  struct str term;
  uint8_t where; /* of a word */
};

struct shop_terms {
  struct shop_term items[TERMS_MAX];
  size_t count;
};

struct shop_text { /* what is indexed of a shop */
  struct str name, trade, town, street, description, services;
  struct town_id town_id;
  bool takes_vouchers;
  bool has_position;
  double latitude, longitude;
};

struct shop_terms shop_terms_of(struct arena *arena, const struct shop_text *text);

struct str shop_term_town(struct arena *arena, struct town_id town);
/* Its digits are those of the square's way down from the world, a quarter at a time, so that the
 * squares within one are the terms that begin with its digits. */
struct str shop_term_square(struct arena *arena, unsigned zoom, struct square square);
/* What the terms of all squares of `within` zoom begin with that lie in this one of `zoom`. */
struct str shop_term_squares(struct arena *arena, unsigned within, unsigned zoom,
                             struct square square);
/* The square of such a term. */
struct square shop_term_square_read(struct str term);
/* The closest square that a shop's terms name; false without a position. */
bool shop_terms_square(const struct shop_terms *terms, struct square *square);
struct str shop_term_of(struct arena *arena, char kind, struct str rest);

/* The terms as one text and back, with the sort key they were indexed under. */
struct shop_indexed {
  struct str sort_key;
  struct shop_terms terms;
};
struct str shop_indexed_text(struct arena *arena, const struct shop_indexed *indexed);
/* False for a text of another make: an older version's. */
bool shop_indexed_read(struct str text, struct shop_indexed *indexed);

/* « rue », « avenue »: they lead nowhere. Folded. */
bool shop_word_of_streets(struct str word);

#endif
