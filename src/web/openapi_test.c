#include "base/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "web/openapi.h"

struct order {
  struct str shop, name, email, message;
  int64_t amount_minor, page;
  bool accept;
  struct day from;
};

static const struct field order_fields[] = {
    FIELD(struct order, shop, TEXT, .required = true, .help = "Slug of the shop"),
    {"buyer.name", FIELD_TEXT, offsetof(struct order, name), .max = 80, .present = SHAPE_ALWAYS},
    {"buyer.email", FIELD_EMAIL, offsetof(struct order, email), .required = true,
     .present = SHAPE_ALWAYS},
    FIELD(struct order, amount_minor, AMOUNT, .required = true, .min = 500, .max = 25000),
};
static const struct form order_form = FORM("VoucherOrder", struct order, order_fields);

static const struct field list_fields[] = {
    FIELD(struct order, page, INT, .min = 1, .max = 500, .help = "From 1"),
    FIELD(struct order, message, CHOICE, .choices = "value|count"),
    FIELD(struct order, from, DAY),
};
static const struct form list_form = FORM("List", struct order, list_fields);

struct shop {
  struct str name;
  struct money sold;
  bool has_open, open;
};

struct shops {
  struct {
    struct shop *items;
    size_t count;
  } shops;
};

static const struct shape_field shop_fields[] = {
    SHAPE_FIELD(struct shop, name, TEXT, "As on the door"),
    SHAPE_FIELD(struct shop, sold, MONEY, "Sold so far"),
    SHAPE_OPTIONAL(struct shop, open, BOOL, has_open, "Now"),
};
static const struct shape shop_shape = SHAPE("Shop", struct shop, shop_fields);
static const struct shape_field shops_fields[] = {
    SHAPE_PART(struct shops, shops, LIST, &shop_shape, "At most 24"),
};
static const struct shape shops_shape = SHAPE("Shops", struct shops, shops_fields);

static const struct route first_routes[] = {
    {.method = METHOD_GET, .path = "/commerces", .help = "A page"},
    {.method = METHOD_GET,
     .path = "/api/v1/shops",
     .form = &list_form,
     .reply = &shops_shape,
     .help = "Shops of the territory"},
    {.method = METHOD_GET, .path = "/api/v1/shops/{slug}", .reply = &shop_shape, .help = "A shop"},
};
static const struct route second_routes[] = {
    {.method = METHOD_POST,
     .path = "/api/v1/shops",
     .form = &order_form,
     .who = WHO_TILL,
     .idempotent = true,
     .reply = &shop_shape,
     .reply_status = 201,
     .help = "\"Buys\" a voucher"},
    {.method = METHOD_GET, .path = "/api/v1/openapi.json", .help = "This document"},
};
static const struct route_table tables[] = {{first_routes, 3}, {second_routes, 2}};

static struct buf written(struct arena *arena) {
  struct buf out = buf_in(arena);
  openapi_write(&out, tables, 2, S("Emplettes"), S("1.0"));
  return out;
}

/* Follows member names and list positions: "paths", "/api/v1/shops", "get", "parameters", "0". */
static const struct json *at(struct arena *arena, const char *const *path) {
  struct buf out = written(arena);
  struct json_error error;
  const struct json *json = json_parse(arena, buf_str(&out), &error);
  for (; json != NULL && *path != NULL; path++) {
    if (json->kind == JSON_KIND_LIST) {
      size_t index = strtoul(*path, NULL, 10);
      json = index < json->count ? &json->items[index] : NULL;
    } else {
      json = json_member(json, str_from(*path));
    }
  }
  return json;
}
#define AT(...) at(*state, (const char *const[]){__VA_ARGS__, NULL})

static void only_routes_of_the_api_are_described(void **state) {
  assert_int_equal(AT("paths")->count, 3);
  assert_null(AT("paths", "/commerces"));
}

static void methods_of_one_path_stand_together(void **state) {
  assert_int_equal(AT("paths", "/api/v1/shops")->count, 2);
  assert_text(*state, AT("paths", "/api/v1/shops", "get", "operationId")->text, "get_shops");
  assert_text(*state, AT("paths", "/api/v1/shops/{slug}", "get", "operationId")->text,
              "get_shops_by_slug");
  assert_text(*state, AT("paths", "/api/v1/openapi.json", "get", "operationId")->text,
              "get_openapi_json");
}

static void queries_and_paths_become_parameters(void **state) {
  assert_int_equal(AT("paths", "/api/v1/shops", "get", "parameters")->count, 3);
  assert_text(*state, AT("paths", "/api/v1/shops", "get", "parameters", "0", "name")->text, "page");
  assert_int_equal(
      AT("paths", "/api/v1/shops", "get", "parameters", "0", "schema", "maximum")->integer, 500);
  assert_text(*state,
              AT("paths", "/api/v1/shops", "get", "parameters", "1", "schema", "enum", "1")->text,
              "count");
  assert_text(*state, AT("paths", "/api/v1/shops/{slug}", "get", "parameters", "0", "in")->text,
              "path");
}

static void what_moves_money_takes_a_key(void **state) {
  assert_int_equal(AT("paths", "/api/v1/shops", "post", "parameters")->count, 1);
  assert_text(*state, AT("paths", "/api/v1/shops", "post", "parameters", "0", "name")->text,
              "Idempotency-Key");
}

static void rights_become_security(void **state) {
  assert_int_equal(AT("paths", "/api/v1/shops", "get", "security")->count, 0);
  assert_non_null(AT("paths", "/api/v1/shops", "post", "security", "0", "bearer"));
  assert_text(*state, AT("components", "securitySchemes", "bearer", "scheme")->text, "bearer");
}

static void a_form_with_dots_is_an_object_with_objects(void **state) {
  assert_text(*state,
              AT("components", "schemas", "VoucherOrder", "properties", "buyer", "properties",
                 "email", "format")
                  ->text,
              "email");
  assert_text(
      *state,
      AT("components", "schemas", "VoucherOrder", "properties", "buyer", "required", "0")->text,
      "email");
  assert_int_equal(AT("components", "schemas", "VoucherOrder", "required")->count, 3);
  assert_text(*state, AT("components", "schemas", "VoucherOrder", "required", "1")->text, "buyer");
}

static void shapes_inside_replies_are_described_too(void **state) {
  assert_text(*state,
              AT("components", "schemas", "Shops", "properties", "shops", "items", "$ref")->text,
              "#/components/schemas/Shop");
  assert_text(*state, AT("components", "schemas", "Shop", "properties", "sold", "$ref")->text,
              "#/components/schemas/Money");
  assert_int_equal(AT("components", "schemas", "Shop", "required")->count, 2);
  assert_non_null(AT("paths", "/api/v1/shops", "post", "responses", "201"));
  assert_non_null(AT("components", "responses", "Problem"));
}

int openapi_tests(void);
int openapi_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(only_routes_of_the_api_are_described),
      check_test(methods_of_one_path_stand_together),
      check_test(queries_and_paths_become_parameters),
      check_test(what_moves_money_takes_a_key),
      check_test(rights_become_security),
      check_test(a_form_with_dots_is_an_object_with_objects),
      check_test(shapes_inside_replies_are_described_too),
  };
  return cmocka_run_group_tests_name("openapi", tests, NULL, NULL);
}
