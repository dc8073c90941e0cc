#include "domain/editor/shop_fields.h"

#include <stdlib.h>

#include "base/text.h"
#include "domain/ground/ground.h"
#include "domain/shop/shop_service.h"
#include "domain/shop/shop_summary.h"
#include "domain/shop/trade.h"

enum { PHONE_DIGITS_MIN = 4, TOWNS_SHOWN = 300 };

struct str shop_problem(struct request *request, const char *field) {
  struct form_problem problem;
  if (!form_problem(request, field, &problem)) return S("");
  return form_problem_text(request->ctx->arena, request->ctx->language, &problem);
}

struct shop_typed shop_typed_of(struct ctx *ctx, const struct shop_facts *facts) {
  struct position position = {facts->has_position, facts->latitude, facts->longitude};
  return (struct shop_typed){.name = facts->name,
                             .trade = facts->trade,
                             .street = facts->street,
                             .postcode = facts->postcode,
                             .town = facts->town,
                             .latitude = position_latitude(ctx->arena, position),
                             .longitude = position_longitude(ctx->arena, position),
                             .phone = facts->phone,
                             .website = facts->website,
                             .description = facts->description,
                             .services = facts->services};
}

/* Reading. */

static bool phone_ok(struct str phone) {
  size_t digits = 0;
  for (size_t i = 0; i < phone.len; i++) {
    char c = phone.ptr[i];
    digits += c >= '0' && c <= '9';
    if (!(c >= '0' && c <= '9') && str_find(S(" +().-/;"), str_slice(&c, 1)) < 0) return false;
  }
  return phone.len == 0 || digits >= PHONE_DIGITS_MIN;
}

static bool website_read(struct arena *arena, struct str typed, struct str *website) {
  *website = typed;
  if (typed.len == 0) return true;
  bool scheme = str_starts(typed, S("https://")) || str_starts(typed, S("http://"));
  if (!scheme) *website = str_format(arena, "https://%.*s", STR_ARG(typed));
  bool blank = str_find(typed, S(" ")) >= 0, dot = str_find(typed, S(".")) > 0;
  return dot && !blank && !str_equal(url_of(*website).text, S("#"));
}

static void read_town(struct request *request, const struct shop_typed *typed, bool new_towns,
                      struct shop_facts *facts) {
  struct town town;
  struct ctx *ctx = request->ctx;
  facts->town = typed->town;
  if (typed->town.len == 0) return;
  if (town_find_by_slug(ctx, text_slug(ctx->arena, typed->town), &town))
    facts->town = town.name;
  else if (!new_towns)
    form_refuse(request, "town", MSG_fields_no_town);
}

/* A shop that an import put elsewhere may stay there; nobody puts one there by hand. */
static void read_position(struct request *request, const struct shop_typed *typed,
                          struct shop_facts *facts) {
  struct position position, before = {facts->has_position, facts->latitude, facts->longitude};
  if (!position_read(typed->latitude, typed->longitude, &position)) {
    form_refuse(request, "latitude", MSG_fields_bad_position);
    return;
  }
  if (!position.known)
    position_look_up(request->ctx, facts->street, facts->town, &position);
  else if ((!before.known || position_metres(before, position) > 2) &&
           !ground_holds_place(request->ctx, position.latitude, position.longitude))
    form_refuse(request, "latitude", MSG_fields_outside);
  shop_facts_place(facts, position);
}

struct str shop_typed_locate(struct request *request, struct shop_typed *typed) {
  static const enum message said[] = {MSG_fields_located_nowhere, MSG_fields_located_town,
                                      MSG_fields_located_street};
  struct ctx *ctx = request->ctx;
  struct position position;
  enum position_found found = position_look_up(ctx, typed->street, typed->town, &position);
  if (found != POSITION_NOWHERE) {
    typed->latitude = position_latitude(ctx->arena, position);
    typed->longitude = position_longitude(ctx->arena, position);
  }
  return message_text(ctx->language, said[found]);
}

bool shop_typed_read(struct request *request, const struct shop_typed *typed, bool new_towns,
                     struct shop_facts *facts) {
  facts->name = typed->name;
  facts->trade = typed->trade;
  facts->street = typed->street;
  facts->postcode = typed->postcode;
  facts->phone = typed->phone;
  facts->description = typed->description;
  facts->services = typed->services;
  if (typed->trade.len > 0 && !trade_find(typed->trade))
    form_refuse(request, "trade", MSG_shop_no_trade);
  if (!phone_ok(typed->phone)) form_refuse(request, "phone", MSG_fields_bad_phone);
  if (!website_read(request->ctx->arena, typed->website, &facts->website))
    form_refuse(request, "website", MSG_fields_bad_website);
  read_town(request, typed, new_towns, facts);
  read_position(request, typed, facts);
  return form_ok(request);
}

/* Drawing. */

static struct shop_input input(struct request *request, const char *name, struct str value,
                               bool refused) {
  struct shop_input one = {.name = name, .value = value};
  if (refused) one.error = shop_problem(request, name);
  return one;
}

static int by_label(const void *a, const void *b) {
  const struct shop_option *left = a, *right = b;
  return str_compare(left->value, right->value);
}

/* All trades, in the order of their names in the reader's language. */
static struct shop_options trade_options(struct ctx *ctx, struct str chosen) {
  struct trades trades = trade_list();
  struct shop_options list = {arena_array(ctx->arena, struct shop_option, trades.count),
                              trades.count};
  for (size_t i = 0; i < trades.count; i++) {
    struct str name = trades.items[i].name[ctx->language];
    list.items[i] = (struct shop_option){
        .name = trades.items[i].key, .value = text_fold(ctx->arena, name), .label = name};
  }
  qsort(list.items, list.count, sizeof *list.items, by_label);
  for (size_t i = 0; i < list.count; i++) {
    list.items[i].value = list.items[i].name;
    list.items[i].chosen = str_equal(list.items[i].value, chosen);
  }
  return list;
}

static struct shop_options town_options(struct ctx *ctx) {
  struct towns towns = shop_summary(ctx).towns;
  size_t count = towns.count < TOWNS_SHOWN ? towns.count : TOWNS_SHOWN;
  struct shop_options list = {arena_array(ctx->arena, struct shop_option, count), count};
  for (size_t i = 0; i < count; i++)
    list.items[i].value = towns.items[i].name;
  return list;
}

static bool has_word(struct str words, struct str word) {
  for (struct str rest = words; rest.len > 0;)
    if (str_equal(str_cut(rest, ' ', &rest), word)) return true;
  return false;
}

/* Boxes for those from `first` to before `end`: one form field, two questions. */
static struct shop_options service_options(struct ctx *ctx, struct str chosen,
                                           enum shop_service first, enum shop_service end) {
  struct shop_options list = {arena_array(ctx->arena, struct shop_option, (size_t)(end - first)),
                              0};
  for (enum shop_service service = first; service < end; service++) {
    struct str word = shop_service_word(service);
    list.items[list.count++] = (struct shop_option){
        S("services"), word, message_text(ctx->language, shop_service_message(service)),
        has_word(chosen, word)};
  }
  return list;
}

struct shop_fields_view shop_fields_of(struct request *request, const struct shop_typed *typed,
                                       bool refused) {
  struct ctx *ctx = request->ctx;
  struct position position;
  struct shop_fields_view view = {
      .name = input(request, "name", typed->name, refused),
      .trade = input(request, "trade", typed->trade, refused),
      .street = input(request, "street", typed->street, refused),
      .postcode = input(request, "postcode", typed->postcode, refused),
      .town = input(request, "town", typed->town, refused),
      .phone = input(request, "phone", typed->phone, refused),
      .website = input(request, "website", typed->website, refused),
      .description = input(request, "description", typed->description, refused),
      .position = input(request, "latitude", S(""), refused),
      .latitude = typed->latitude,
      .longitude = typed->longitude,
      .trades = trade_options(ctx, typed->trade),
      .towns = town_options(ctx),
      .services = service_options(ctx, typed->services, SERVICE_TAKEAWAY, SERVICE_CARDS),
      .payments = service_options(ctx, typed->services, SERVICE_CARDS, SERVICE_COUNT)};
  if (!position_read(typed->latitude, typed->longitude, &position)) position.known = false;
  view.has_map = position_map_of(request, position, &view.map);
  return view;
}
