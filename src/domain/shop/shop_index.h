/* Keeps the index of shops (sql/migrations/0003_finding.sql) and reads it. Whoever changes a shop's
 * row calls shop_index() in the same write; whoever brings thousands shop_index_gather(). */
#ifndef DOMAIN_SHOP_SHOP_INDEX_H
#define DOMAIN_SHOP_SHOP_INDEX_H

#include "domain/shop/shop_entry.h"

/* Brings the index up to the shop's row: its sort key, its terms; nothing for a closed one. Inside
 * db_write. */
void shop_index(struct ctx *ctx, struct shop_id id);
/* A shop of that business has gone to another: the one that is left, if it is one. Inside
 * db_write. */
void shop_index_left(struct ctx *ctx, struct merchant_id merchant);
/* The whole territory's index anew, as today's rules make it. Inside db_write; returns how many
 * shops stand in it. */
int64_t shop_index_rebuild(struct ctx *ctx);
/* The same after thousands of rows came: the terms that were noted in a row are taken as they are.
 * Inside db_write. */
int64_t shop_index_gather(struct ctx *ctx);
/* False: rows were written whose index was left for later, and that never came. Walks all rows. */
bool shop_index_is_whole(struct ctx *ctx);

/* Its points of fragility, but what a measure does to it (shop_fragility.h). */
unsigned shop_index_points(struct ctx *ctx, struct shop_id id);

/* How many shops have a term. */
int64_t shop_term_size(struct ctx *ctx, struct str term);

struct shop_word { /* a term or a word, and how many shops have it */
  struct str text;
  int64_t shops;
};
struct shop_word_list {
  struct shop_word *items;
  size_t count;
};
/* The services that some shop has: their words. */
struct shop_word_list shop_index_services(struct ctx *ctx);
/* The terms that begin so, and how many shops have each: at most 64, in order. */
struct shop_word_list shop_index_terms(struct ctx *ctx, struct str beginning);
/* Whole words that begin so: the first hundred. */
struct shop_word_list shop_index_words(struct ctx *ctx, struct str beginning);
/* Whole words of which this is a spelling (shop_spellings). */
struct shop_word_list shop_index_spelt(struct ctx *ctx, struct str spelling);
/* The opening hours of that id, or "". */
struct str shop_index_hours(struct ctx *ctx, int64_t id);

/* A walk along one term, a few blocks at a time. */
struct posting {
  struct str term;
  struct shop_entries entries;
  size_t at;            /* the next entry is entries.items[at], if at < count */
  int64_t position, id; /* of the last block's first entry: where the walk goes on */
  bool ended;
  bool last;        /* nothing follows what was read */
  bool shared;      /* what is read is remembered for others: for walks that many make */
  size_t announced; /* for whoever announces what entries will need: as far as that is done */
  bool gap;         /* looked up: nothing stands between `entries` and this place */
  int64_t gap_position, gap_id;
};

/* Begins after (position, id); (-1, -1) is the start. */
struct posting posting_from(struct ctx *ctx, struct str term, int64_t position, int64_t id);
/* Announces what posting_peek() will read next. Between db_ahead_begin() and db_ahead_end(). */
void posting_ahead(struct ctx *ctx, const struct posting *posting);
/* The same of posting_find(), if that reads. */
void posting_find_ahead(struct ctx *ctx, struct str term, int64_t position, int64_t id);
/* The next entry without taking it, or NULL at the end. */
const struct shop_entry *posting_peek(struct ctx *ctx, struct posting *posting);
/* The term's entry of a shop at that place, or NULL. Asked in ascending order it reads each block
 * once, and none again where the list has nothing; *reads counts the blocks. */
const struct shop_entry *posting_find(struct ctx *ctx, struct posting *posting, int64_t position,
                                      int64_t id, unsigned *reads);

#endif
