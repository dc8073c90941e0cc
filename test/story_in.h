/* Between the files that tell stories: what an act sees. */
#ifndef TEST_STORY_IN_H
#define TEST_STORY_IN_H

#include "domain/checkout/checkout.h"
#include "domain/measure/measure.h"
#include "domain/payout/payout.h"
#include "test/scene.h"

enum { STORY_WORDS = 20, STORY_THINGS = 32 };

struct named { /* what a story calls by a name: an order, a shop, a batch, a measure */
  struct str name;
  struct shop shop;
  struct order_id order;
  struct payment_id payment;
  struct batch_id batch;
  struct measure measure;
};

struct story {
  struct ctx *ctx;
  const char *path;
  int line;
  struct str words[STORY_WORDS];
  size_t count;
  struct named things[STORY_THINGS];
  size_t thing_count;
};

/* Made when it is first named. */
struct named *story_thing(struct story *story, struct str name);
/* "" behind the last one. */
struct str story_word(const struct story *story, size_t index);
struct day story_day(struct str text);

/* ---- test/story_measure.c: the crisis switch ----
 *
 *   place NAME TRADE TOWN HOURS              a shop; "_" in its hours is a space
 *   measure NAME TRADES TOWN FROM..UNTIL keeps SERVICES vouchers yes|no
 *                                            described, not yet in force; commas between words
 *   preview NAME  => how many shops it would touch
 *   put NAME, lift NAME                      => ok, or the refusal's name
 *   counter SHOP  => open, closed, unknown   now, for the public
 *   allowed SHOP SERVICE => yes, no          by the measure that holds, or because none does */
struct str act_place(struct story *story);
struct str act_measure(struct story *story);
struct str act_preview(struct story *story);
struct str act_put(struct story *story);
struct str act_lift(struct story *story);
struct str act_counter(struct story *story);
struct str act_allowed(struct story *story);

#endif
