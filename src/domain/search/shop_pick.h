/* Naming a shop in a form of the desk: by its name as people say it, or by what stands in the
 * address of its page. Where several shops answer to what was typed, the form shows them and one is
 * chosen; a shop is never guessed. It finds shops and decides nothing about them.
 *
 * Invariants
 * 1. What was chosen counts only while the words it was chosen for still stand in the field. */
#ifndef DOMAIN_SEARCH_SHOP_PICK_H
#define DOMAIN_SEARCH_SHOP_PICK_H

#include "base/message.h"
#include "domain/search/search.h"

enum { SHOP_PICK_HITS = 8 };

struct shop_pick_typed {
  struct str shop;       /* the words */
  struct str shop_of;    /* the slug of the one chosen, or "" */
  struct str shop_asked; /* the words it was chosen for */
};
/* Three lines of a table of fields (web/form.h); `member` is a struct shop_pick_typed of `type`. */
#define SHOP_PICK_FIELDS(type, member)                                                             \
  {.name = "shop",                                                                                 \
   .kind = FIELD_TEXT,                                                                             \
   .offset = offsetof(type, member.shop),                                                          \
   .max = 100,                                                                                     \
   .present = SHAPE_ALWAYS,                                                                        \
   .help = "A shop: its name, or its slug"},                                                       \
      {.name = "shop_of",                                                                          \
       .kind = FIELD_TEXT,                                                                         \
       .offset = offsetof(type, member.shop_of),                                                   \
       .max = 100,                                                                                 \
       .present = SHAPE_ALWAYS,                                                                    \
       .help = "The slug of the one that was chosen of several"},                                  \
  {                                                                                                \
    .name = "shop_asked", .kind = FIELD_TEXT, .offset = offsetof(type, member.shop_asked),         \
    .max = 100, .present = SHAPE_ALWAYS, .help = "The words it was chosen for"                     \
  }

enum shop_pick_result { SHOP_PICK_NONE, SHOP_PICK_FOUND, SHOP_PICK_SEVERAL, SHOP_PICK_UNKNOWN };

/* The field as search/shop_pick.html draws it. */
struct shop_pick_field {
  enum message label;
  bool optional;
  struct str typed;
  struct str problem; /* why none is meant, or "" */
  struct shop_pick_hits {
    struct shop_pick_hit {
      struct str slug, name, place;
      bool chosen;
    } * items;
    size_t count;
  } hits;
  bool more; /* there are others than those shown */
};

struct shop_pick {
  enum shop_pick_result result;
  struct shop shop; /* with FOUND */
  struct shop_pick_field field;
};
struct shop_pick shop_pick_read(struct ctx *ctx, const struct shop_pick_typed *typed);

#endif
