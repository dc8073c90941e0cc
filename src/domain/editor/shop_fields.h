/* The facts of a shop as a form: for its keeper, for an agent, and for somebody who registers. */
#ifndef DOMAIN_EDITOR_SHOP_FIELDS_H
#define DOMAIN_EDITOR_SHOP_FIELDS_H

#include "domain/editor/position_map.h"
#include "web/web.h"

struct shop_typed {
  struct str name, trade, street, postcode, town, latitude, longitude, phone, website;
  struct str description, services;
  bool locate; /* only look the address up */
};
/* Lines of a form's table, for a struct whose member `shop` is a struct shop_typed. */
#define SHOP_TYPED_FIELD(type, member, field_kind, ...)                                            \
  {                                                                                                \
    .name = #member, .kind = FIELD_##field_kind, .offset = offsetof(type, shop.member),            \
    .present = SHAPE_ALWAYS, __VA_ARGS__                                                           \
  }
#define SHOP_TYPED_FIELDS(type)                                                                    \
  SHOP_TYPED_FIELD(type, name, TEXT, .required = true, .max = 120),                                \
      SHOP_TYPED_FIELD(type, trade, TEXT, .required = true, .max = 60),                            \
      SHOP_TYPED_FIELD(type, street, TEXT, .max = 150),                                            \
      SHOP_TYPED_FIELD(type, postcode, TEXT, .max = 12),                                           \
      SHOP_TYPED_FIELD(type, town, TEXT, .required = true, .max = 100),                            \
      SHOP_TYPED_FIELD(type, latitude, TEXT, .max = 20),                                           \
      SHOP_TYPED_FIELD(type, longitude, TEXT, .max = 20),                                          \
      SHOP_TYPED_FIELD(type, phone, TEXT, .max = 40),                                              \
      SHOP_TYPED_FIELD(type, website, TEXT, .max = 200),                                           \
      SHOP_TYPED_FIELD(type, description, LONGTEXT, .max = 1000),                                  \
      SHOP_TYPED_FIELD(type, services, WORDS), SHOP_TYPED_FIELD(type, locate, FLAG)

struct shop_input {
  const char *name;
  struct str value, error;
};

struct shop_options {
  struct shop_option {
    struct str name, value, label;
    bool chosen;
  } * items;
  size_t count;
};

struct shop_fields_view {
  struct shop_input name, trade, street, postcode, town, phone, website, description, position;
  struct str latitude, longitude;
  struct shop_options trades, towns, services, payments;
  bool has_map;
  struct position_map map;
  struct str located; /* what looking the address up has found, or "" */
};

/* As a form shows it first. */
struct shop_typed shop_typed_of(struct ctx *ctx, const struct shop_facts *facts);
/* Somebody only wants the address on the map: fills in where it is. */
struct str shop_typed_locate(struct request *request, struct shop_typed *typed);
/* Takes what was typed into the facts; notes what is wrong beside the fields. A shop without a
 * position of its own gets that of its address (position_look_up); a new position lies in the
 * territory (ground_holds). `new_towns`: may it name a town the territory does
 * not have yet? */
bool shop_typed_read(struct request *request, const struct shop_typed *typed, bool new_towns,
                     struct shop_facts *facts);
struct shop_fields_view shop_fields_of(struct request *request, const struct shop_typed *typed,
                                       bool refused);

/* A field's problem as a sentence, or "". */
struct str shop_problem(struct request *request, const char *field);

#endif
