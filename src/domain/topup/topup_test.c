/* Rules of real campaigns, with figures by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/db.h"
#include "domain/topup/queue.h"
#include "domain/topup/topup.h"
#include "test/scene.h"

/* Kariyon, Fribourg, 2020: 20 % of vouchers up to CHF 100 each, CHF 1,000 a person. */
static const struct topup_rule kariyon = {.form = TOPUP_RATE,
                                          .give = 2000,
                                          .counts = TOPUP_COUNTS_VALUE,
                                          .voucher_most_minor = 10000,
                                          .person_most_minor = 100000,
                                          .person = TOPUP_BY_EMAIL,
                                          .hold_minutes = 15};
/* Kariyon restÔbistro: 15 %, from 16 to 25 years 25 %, CHF 700 a person. */
static const struct topup_rule bistro = {
    .form = TOPUP_RATE,
    .give = 1500,
    .counts = TOPUP_COUNTS_VALUE,
    .person_most_minor = 70000,
    .person = TOPUP_BY_EMAIL,
    .hold_minutes = 15,
    .cases = {{.kind = TOPUP_AGE, .give = 2500, .from_age = 16, .to_age = 25}},
    .case_count = 1};
/* Biscarrosse: for two vouchers bought a third is given, so a third of each 30.00. */
static const struct topup_rule two_get_one = {.form = TOPUP_AMOUNT,
                                              .give = 1000,
                                              .step_minor = 3000,
                                              .counts = TOPUP_COUNTS_VALUE,
                                              .hold_minutes = 15};
/* Châlons: pay 20, get 25. */
static const struct topup_rule twenty_get_25 = {.form = TOPUP_AMOUNT,
                                                .give = 500,
                                                .step_minor = 2500,
                                                .counts = TOPUP_COUNTS_VALUE,
                                                .hold_minutes = 15};
/* Vitry-le-François: as much again, up to 20.00 of public money. */
static const struct topup_rule one_to_one = {.form = TOPUP_RATE,
                                             .give = 5000,
                                             .counts = TOPUP_COUNTS_MONEY,
                                             .voucher_most_minor = 2000,
                                             .hold_minutes = 15};

static struct topup_answer judge(struct arena *arena, const struct topup_rule *rule,
                                 struct topup_facts facts) {
  return topup_judge(arena, rule, &facts);
}

#define GETS(rule, expected_minor, ...)                                                            \
  do {                                                                                             \
    struct topup_answer got = judge(*state, &(rule), (struct topup_facts){__VA_ARGS__});           \
    assert_int_equal(got.result, TOPUP_OK);                                                        \
    assert_int_equal(got.minor, expected_minor);                                                   \
  } while (0)
#define REFUSED(rule, why, ...)                                                                    \
  assert_int_equal(judge(*state, &(rule), (struct topup_facts){__VA_ARGS__}).result, why)

static void kariyon_pays_a_fifth_of_vouchers_up_to_100_and_1000_a_person(void **state) {
  GETS(kariyon, 400, .value_minor = 2000, .verified = true);
  GETS(kariyon, 2000, .value_minor = 10000, .verified = true);
  GETS(kariyon, 2000, .value_minor = 15000, .verified = true); /* of 100 of the 150 */
  GETS(kariyon, 2000, .value_minor = 10000, .verified = true, .used_minor = 90000);
  GETS(kariyon, 1000, .value_minor = 10000, .verified = true, .used_minor = 95000);
  REFUSED(kariyon, TOPUP_CEILING_PERSON, .value_minor = 10000, .verified = true,
          .used_minor = 100000);
  struct topup_answer cut =
      judge(*state, &kariyon,
            (struct topup_facts){.value_minor = 15000, .verified = true, .used_minor = 95000});
  assert_int_equal(cut.minor, 1000);
  assert_int_equal(cut.counted_minor, 5000);
  assert_true(cut.cut_voucher && cut.cut_person);
}

static void restobistro_pays_more_to_those_from_16_to_25(void **state) {
  GETS(bistro, 750, .value_minor = 5000, .verified = true);
  GETS(bistro, 750, .value_minor = 5000, .verified = true, .age = 15);
  GETS(bistro, 1250, .value_minor = 5000, .verified = true, .age = 16);
  GETS(bistro, 1250, .value_minor = 5000, .verified = true, .age = 25);
  GETS(bistro, 750, .value_minor = 5000, .verified = true, .age = 26);
  GETS(bistro, 500, .value_minor = 5000, .verified = true, .age = 20, .used_minor = 68000);
  struct topup_answer young = judge(
      *state, &bistro, (struct topup_facts){.value_minor = 5000, .verified = true, .age = 20});
  assert_int_equal(young.number, 1);
  assert_int_equal(young.give, 2500);
}

static void buy_two_get_one_counts_full_thirds_only(void **state) {
  GETS(two_get_one, 1000, .value_minor = 3000);
  GETS(two_get_one, 1000, .value_minor = 5999);
  GETS(two_get_one, 2000, .value_minor = 6000);
  REFUSED(two_get_one, TOPUP_BELOW_LEAST, .value_minor = 2999);
}

static void pay_20_get_25_holds_for_each_full_25(void **state) {
  GETS(twenty_get_25, 500, .value_minor = 2500);
  GETS(twenty_get_25, 500, .value_minor = 4900);
  GETS(twenty_get_25, 2000, .value_minor = 10000);
}

static void one_to_one_stops_at_20(void **state) {
  GETS(one_to_one, 1000, .value_minor = 2000);
  GETS(one_to_one, 2000, .value_minor = 4000);
  GETS(one_to_one, 2000, .value_minor = 6000);
}

static void fractions_of_a_cent_stay_with_the_public_purse(void **state) {
  struct topup_rule rule = {.form = TOPUP_RATE, .give = 3333, .hold_minutes = 15};
  GETS(rule, 999, .value_minor = 3000);  /* 9.999 */
  GETS(rule, 1666, .value_minor = 4999); /* 16.661667 */
  rule.give = 1;
  GETS(rule, 1, .value_minor = 10000);
  REFUSED(rule, TOPUP_BELOW_LEAST, .value_minor = 9999);
}

static void the_buyer_always_pays_a_euro_at_least(void **state) {
  struct topup_rule rule = {.form = TOPUP_RATE, .give = 9000, .hold_minutes = 15};
  GETS(rule, 900, .value_minor = 1000);
  GETS(rule, 400, .value_minor = 500); /* not 450 */
  REFUSED(rule, TOPUP_BELOW_LEAST, .value_minor = 100);
  rule = (struct topup_rule){.form = TOPUP_AMOUNT, .give = 2000, .hold_minutes = 15};
  GETS(rule, 1900, .value_minor = 2000);
}

static void the_best_case_counts_and_of_equals_the_first(void **state) {
  struct topup_rule rule = {
      .form = TOPUP_RATE,
      .hold_minutes = 15,
      .cases = {{.kind = TOPUP_PLACE, .give = 2000, .places = S("33700, 33185,Le Haillan")},
                {.kind = TOPUP_FRAGILE, .give = 3000, .fragility = 3},
                {.kind = TOPUP_AGE, .give = 3000, .from_age = 16, .to_age = 25}},
      .case_count = 3};
  REFUSED(rule, TOPUP_NOT_ELIGIBLE, .value_minor = 5000);
  REFUSED(rule, TOPUP_NOT_ELIGIBLE, .value_minor = 5000, .place = S("33000"), .fragility = 2);
  GETS(rule, 1000, .value_minor = 5000, .place = S(" 33185"));
  GETS(rule, 1000, .value_minor = 5000, .place = S("le  HAILLAN"));
  GETS(rule, 1500, .value_minor = 5000, .place = S("33700"), .fragility = 3);
  struct topup_answer both =
      judge(*state, &rule, (struct topup_facts){.value_minor = 5000, .fragility = 4, .age = 18});
  assert_int_equal(both.number, 2);
  assert_int_equal(topup_most_give(&rule), 3000);
  assert_true(topup_asks(&rule, TOPUP_AGE) && topup_asks(&rule, TOPUP_PLACE));
}

static void a_ceiling_per_person_needs_a_person(void **state) {
  struct topup_answer answer = judge(*state, &kariyon, (struct topup_facts){.value_minor = 10000});
  assert_int_equal(answer.result, TOPUP_NOT_VERIFIED);
  assert_int_equal(answer.minor, 2000); /* what it will be */
  struct topup_rule rule = kariyon;
  rule.person = TOPUP_ANYBODY;
  assert_int_equal(topup_faults(&rule), 1 << TOPUP_EDIT_NO_PERSON);
}

static void a_rule_that_cannot_work_is_refused_by_name(void **state) {
  (void)state;
  assert_int_equal(topup_faults(&kariyon), 0);
  assert_int_equal(topup_faults(&bistro), 0);
  assert_int_equal(topup_faults(&two_get_one), 0);
  assert_int_equal(topup_faults(&one_to_one), 0);
  struct topup_rule rule = bistro;
  rule.give = 9001;
  assert_int_equal(topup_faults(&rule), 1 << TOPUP_EDIT_BAD_RATE);
  rule = bistro;
  rule.cases[0].to_age = 15;
  assert_int_equal(topup_faults(&rule), 1 << TOPUP_EDIT_BAD_CASE);
  rule = two_get_one;
  rule.give = 3000; /* of each 30.00 */
  assert_int_equal(topup_faults(&rule), 1 << TOPUP_EDIT_BAD_AMOUNT);
  rule.give = 0;
  assert_int_equal(topup_faults(&rule), 1 << TOPUP_EDIT_BAD_AMOUNT);
  rule = kariyon;
  rule.hold_minutes = 0;
  assert_int_equal(topup_faults(&rule), 1 << TOPUP_EDIT_BAD_HOLD);
}

struct keeping {
  struct campaign_id id;
  const struct topup_rule *rule;
  enum topup_edit_result result;
};

static bool keep_body(struct ctx *ctx, void *arg) {
  struct keeping *keeping = arg;
  keeping->result = topup_keep(ctx, keeping->id, keeping->rule);
  return keeping->result == TOPUP_EDIT_OK;
}

static bool end_body(struct ctx *ctx, void *arg) {
  return campaign_turn(ctx, *(struct campaign_id *)arg, CAMPAIGN_STATE_ENDED) == CAMPAIGN_EDIT_OK;
}

static void a_rule_is_kept_as_it_was_typed_until_the_campaign_ends(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct campaign campaign = scene_campaign();
  struct topup_rule found, none = {.form = TOPUP_NONE};
  struct keeping keeping = {scene_add_campaign(ctx, &campaign), &bistro, TOPUP_EDIT_OK};
  assert_false(topup_find(ctx, keeping.id, &found));
  assert_int_equal(found.hold_minutes, 15);
  assert_true(db_write(ctx, keep_body, &keeping));
  assert_true(topup_find(ctx, keeping.id, &found));
  assert_int_equal(found.give, 1500);
  assert_int_equal(found.person_most_minor, 70000);
  assert_int_equal(found.case_count, 1);
  assert_int_equal(found.cases[0].to_age, 25);
  keeping.rule = &none;
  assert_true(db_write(ctx, keep_body, &keeping));
  assert_false(topup_find(ctx, keeping.id, &found));
  assert_int_equal(found.case_count, 0);
  assert_true(db_write(ctx, end_body, &keeping.id));
  keeping.rule = &kariyon;
  assert_false(db_write(ctx, keep_body, &keeping));
  assert_int_equal(keeping.result, TOPUP_EDIT_OVER);
  test_db_close(test);
}

int topup_tests(void);
static void an_address_stands_in_line_once_however_it_is_written(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct campaign campaign = scene_campaign();
  struct queued wish = {.campaign_id = scene_add_campaign(ctx, &campaign),
                        .value_minor = 5000,
                        .minor = 1000,
                        .email = S("ada@exemple.fr")};
  struct queue_id first = queue_join(ctx, &wish);
  wish.email = S("ADA@Exemple.fr");
  assert_int_equal(queue_join(ctx, &wish).value, first.value);
  wish.email = S("ada+bons@exemple.fr");
  assert_int_equal(queue_join(ctx, &wish).value, first.value);
  wish.email = S("basile@exemple.fr");
  assert_true(queue_join(ctx, &wish).value != first.value);
  test_db_close(test);
}

int topup_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(kariyon_pays_a_fifth_of_vouchers_up_to_100_and_1000_a_person),
      check_test(restobistro_pays_more_to_those_from_16_to_25),
      check_test(buy_two_get_one_counts_full_thirds_only),
      check_test(pay_20_get_25_holds_for_each_full_25),
      check_test(one_to_one_stops_at_20),
      check_test(fractions_of_a_cent_stay_with_the_public_purse),
      check_test(the_buyer_always_pays_a_euro_at_least),
      check_test(the_best_case_counts_and_of_equals_the_first),
      check_test(a_ceiling_per_person_needs_a_person),
      cmocka_unit_test(a_rule_that_cannot_work_is_refused_by_name),
      cmocka_unit_test(a_rule_is_kept_as_it_was_typed_until_the_campaign_ends),
      cmocka_unit_test(an_address_stands_in_line_once_however_it_is_written),
  };
  return cmocka_run_group_tests_name("topup", tests, NULL, NULL);
}
