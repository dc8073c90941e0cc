/* What a shop does for a living: one closed list for all territories, in three languages. */
#ifndef DOMAIN_SHOP_TRADE_H
#define DOMAIN_SHOP_TRADE_H

#include "base/arena.h"
#include "base/language.h"

struct trade {
  struct str key; /* OpenStreetMap's value: "books" */
  struct str name[LANGUAGE_COUNT];
};

struct trades {
  const struct trade *items;
  size_t count;
};

/* All, by key. */
struct trades trade_list(void);
/* NULL if there is no such trade. */
const struct trade *trade_find(struct str key);
/* "Librairie"; the key itself for a trade that is not in the list. */
struct str trade_name(struct str key, enum language language);
/* What else it is called in French, parted by |; "" if nothing. */
struct str trade_synonyms(struct str key);
/* The same from our own list, in French, Swiss French and German. */
struct str trade_house_names(struct str key);
/* The key of the trade that is called so: its key, its name in any language, a name of our own
 * list, in the plural too; "" for none. */
struct str trade_said(struct arena *arena, struct str text);
/* The name of the quiet pattern that stands where a shop has no photo: "books", or "shop". */
struct str trade_pattern(struct str key);

/* A number for the index, the same for ever: a hash of the key, different for every trade of the
 * list (a test sees to it). */
uint16_t trade_number(struct str key);
/* The trade of that number, or NULL. */
const struct trade *trade_by_number(uint16_t number);

#endif
