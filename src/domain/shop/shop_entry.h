/* What the index knows of a shop: enough to filter, count and rank it without reading its row.
 * Entries are kept as bytes in blocks, 56 each, in the order of the list. */
#ifndef DOMAIN_SHOP_SHOP_ENTRY_H
#define DOMAIN_SHOP_SHOP_ENTRY_H

#include "domain/shop/shop.h"

/* Where a shop has a word; bits. */
enum {
  WHERE_NAME = 1,
  WHERE_STREET = 2,
  WHERE_DESCRIPTION = 4,
  WHERE_TOWN = 8,
};

enum {
  ENTRY_POINTS = 7,    /* of fragility (shop_fragility.h), but what a measure does to it */
  ENTRY_NAME_UNIT = 8, /* the rest of the flags: how many words its name has */
  ENTRY_NAME_MOST = 15
};

enum { BLOCK_ENTRIES = 64 };
#define ENTRY_NOWHERE INT32_MIN /* latitude of a shop without a position */

struct shop_entry {
  int64_t position; /* in the list; equal ones stand by id */
  int64_t id;
  int64_t town;
  int64_t hours;  /* `opening`.id, 0 for none */
  uint64_t words; /* shop_word_bits() of every stem: without a word's bits a shop lacks it */
  int32_t latitude, longitude; /* millionths of a degree */
  uint32_t services;           /* bits of enum shop_service */
  uint16_t trade;              /* trade_number() */
  uint8_t where;               /* the term of this block */
  uint8_t flags;
};

struct shop_entries {
  struct shop_entry *items;
  size_t count;
};

/* The place in the order of lists that a sort key stands for. */
int64_t shop_position(struct str sort_key);
/* By position, then id: <0, 0, >0. */
int shop_entry_compare(const struct shop_entry *a, const struct shop_entry *b);
uint64_t shop_word_bits(struct str stem);
/* `opening`.id of a text; 0 for "". */
int64_t shop_hours_id(struct str opening_hours);

/* Between a block's bytes and its entries. Bytes that are no whole entries are a bug. */
struct shop_entries shop_entries_read(struct arena *arena, struct str bytes);
struct str shop_entries_bytes(const struct shop_entries *entries);

/* Squares of the map: those of web maps, so that a tile is a square (zoom 0 is the world). */
struct square {
  int64_t x, y;
};
struct square square_at(unsigned zoom, double latitude, double longitude);

#endif
