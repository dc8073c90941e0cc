#include "base/check.h"

#include <math.h>

#include "web/shape.h"

struct town {
  struct str name;
  double lat;
  bool has_lat;
};

struct sample {
  struct str name;
  int64_t count;
  bool open;
  struct instant made_at;
  struct day made_on;
  struct money price;
  struct town town;
  struct {
    struct town *items;
    size_t count;
  } towns;
};

static const struct shape_field town_fields[] = {
    SHAPE_FIELD(struct town, name, TEXT, "Name"),
    SHAPE_OPTIONAL(struct town, lat, REAL, has_lat, "Latitude"),
};
static const struct shape town_shape = SHAPE("Town", struct town, town_fields);

static const struct shape_field sample_fields[] = {
    SHAPE_FIELD(struct sample, name, TEXT, "Name"),
    SHAPE_NAMED("number", struct sample, count, INT, "Number"),
    SHAPE_FIELD(struct sample, open, BOOL, "Open"),
    SHAPE_FIELD(struct sample, made_at, INSTANT, "When"),
    SHAPE_FIELD(struct sample, made_on, DAY, "Day"),
    SHAPE_FIELD(struct sample, price, MONEY, "Price"),
    SHAPE_PART(struct sample, town, OBJECT, &town_shape, "Town"),
    SHAPE_PART(struct sample, towns, LIST, &town_shape, "Towns"),
};
static const struct shape sample_shape = SHAPE("Sample", struct sample, sample_fields);

static struct town towns[] = {{S("Lyon"), 45.75, true}, {S("Dole"), 0, false}};

static struct sample sample_of(struct str name) {
  return (struct sample){.name = name,
                         .count = -7,
                         .open = true,
                         .made_at = {86400000},
                         .made_on = {1},
                         .price = {5000, CURRENCY_EUR},
                         .town = towns[0],
                         .towns = {towns, 2}};
}

static void json_follows_the_table(void **state) {
  struct arena *arena = *state;
  struct buf out = buf_in(arena);
  struct sample sample = sample_of(S("L'Œuf"));
  shape_json(&out, &sample_shape, &sample);
  assert_text(arena, buf_str(&out),
              "{\"name\":\"L'Œuf\",\"number\":-7,\"open\":true,"
              "\"made_at\":\"1970-01-02T00:00:00.000Z\",\"made_on\":\"1970-01-02\","
              "\"price\":{\"amount_minor\":5000,\"currency\":\"EUR\"},"
              "\"town\":{\"name\":\"Lyon\",\"lat\":45.75},"
              "\"towns\":[{\"name\":\"Lyon\",\"lat\":45.75},{\"name\":\"Dole\"}]}");
}

static void csv_holds_the_flat_fields_and_money_in_two_columns(void **state) {
  struct arena *arena = *state;
  struct buf out = buf_in(arena);
  struct sample samples[] = {sample_of(S("a,\"b\"")), sample_of(S("plain"))};
  shape_csv(&out, &sample_shape, samples, 2);
  assert_text(arena, buf_str(&out),
              "name,number,open,made_at,made_on,price,price_currency\n"
              "\"a,\"\"b\"\"\",-7,true,1970-01-02T00:00:00.000Z,1970-01-02,50.00,EUR\n"
              "plain,-7,true,1970-01-02T00:00:00.000Z,1970-01-02,50.00,EUR\n");
}

static void what_is_absent_is_an_empty_cell(void **state) {
  struct arena *arena = *state;
  struct buf out = buf_in(arena);
  shape_csv(&out, &town_shape, towns, 2);
  assert_text(arena, buf_str(&out), "name,lat\nLyon,45.75\nDole,\n");
}

static void json_texts_are_escaped(void **state) {
  struct arena *arena = *state;
  struct buf out = buf_in(arena);
  json_string(&out, S("\"a\\b\n\t\r\x01\x1f/é"));
  assert_text(arena, buf_str(&out), "\"\\\"a\\\\b\\n\\t\\r\\u0001\\u001f/é\"");
}

static void an_empty_object_and_an_empty_list_are_whole(void **state) {
  struct arena *arena = *state;
  struct buf out = buf_in(arena);
  struct sample sample = {.towns = {NULL, 0}};
  static const struct shape_field list_only[] = {
      SHAPE_PART(struct sample, towns, LIST, &town_shape, "Towns")};
  static const struct shape list_shape = SHAPE("List", struct sample, list_only);
  static const struct shape nothing = {"Nothing", sizeof(struct sample), NULL, 0};
  shape_json(&out, &list_shape, &sample);
  shape_json(&out, &nothing, &sample);
  assert_text(arena, buf_str(&out), "{\"towns\":[]}{}");
}

static void coordinates_have_six_decimals_and_no_noise(void **state) {
  struct arena *arena = *state;
  static const struct {
    double value;
    const char *expected;
  } cases[] = {{0, "{\"name\":\"\",\"lat\":0}"},
               {-0.5791800, "{\"name\":\"\",\"lat\":-0.57918}"},
               {100, "{\"name\":\"\",\"lat\":100}"},
               {NAN, "{\"name\":\"\",\"lat\":null}"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct buf out = buf_in(arena);
    struct town town = {.lat = cases[i].value, .has_lat = true};
    shape_json(&out, &town_shape, &town);
    assert_text(arena, buf_str(&out), cases[i].expected);
  }
}

int shape_tests(void);
int shape_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(json_follows_the_table),
      check_test(csv_holds_the_flat_fields_and_money_in_two_columns),
      check_test(what_is_absent_is_an_empty_cell),
      check_test(json_texts_are_escaped),
      check_test(an_empty_object_and_an_empty_list_are_whole),
      check_test(coordinates_have_six_decimals_and_no_noise),
  };
  return cmocka_run_group_tests_name("shape", tests, NULL, NULL);
}
