#include "domain/transit/transit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test/scene.h"
#include "test/story.h"

static void a_payout_is_booked_when_it_leaves_and_when_it_comes(void **state) {
  (void)state;
  story_run("src/domain/transit/transit.story");
}

/* Matching, by cases. */

static struct transit payout(const char *name, const char *trace) {
  return (struct transit){.provider = PROVIDER_STRIPE,
                          .name = str_from(name),
                          .trace = str_from(trace),
                          .descriptor = S("BONS DU BOURG"),
                          .due_on = {18400}};
}

static bool leave_body(struct ctx *ctx, void *arg) {
  struct transit *facts = arg;
  facts->id = transit_leave(ctx, facts, facts->open_minor, 7);
  return true;
}

static void leaves(struct ctx *ctx, struct transit *facts, int64_t minor) {
  facts->open_minor = minor;
  db_write(ctx, leave_body, facts);
}

static struct transit_seen seen(int64_t minor, int day, const char *words) {
  return (struct transit_seen){.minor = minor, .on = {day}, .texts = {S(""), str_from(words)}};
}

static void the_bank_names_it_by_sum_days_and_words(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct transit one = payout("po_1MtHbELkdIwHu7ix", "");
  struct transit_id id;
  leaves(ctx, &one, 1000);
  static const struct {
    int64_t minor;
    int day;
    const char *words;
    enum transit_match wanted;
  } cases[] = {
      {1000, 18400, "STRIPE", TRANSIT_SURE},
      {1000, 18396, "Stripe Payments", TRANSIT_SURE},
      {1000, 18395, "STRIPE", TRANSIT_NONE}, /* five days before it is due */
      {1000, 18410, "STRIPE", TRANSIT_SURE},
      {1000, 18411, "STRIPE", TRANSIT_NONE},
      {1001, 18400, "STRIPE", TRANSIT_NONE},
      {-1000, 18400, "STRIPE", TRANSIT_NONE},
      {1000, 18400, "bons-du-bourg", TRANSIT_SURE},
      {1000, 18400, "Camille", TRANSIT_UNSURE},
      {1000, 18450, "REF PO_1MTHBELKDIWHU7IX", TRANSIT_SURE}, /* by name, whenever */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct transit_seen at = seen(cases[i].minor, cases[i].day, cases[i].words);
    if (transit_match(ctx, &at, &id) != cases[i].wanted) fail_msg("case %zu", i);
    if (cases[i].wanted == TRANSIT_SURE) assert_int_equal(id.value, one.id.value);
  }
  test_db_close(test);
}

static void of_two_alike_only_the_trace_tells(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct transit one = payout("po_a", "4711004711"), other = payout("po_b", "4711004712");
  struct transit_id id;
  leaves(ctx, &one, 1000);
  leaves(ctx, &other, 1000);
  struct transit_seen bare = seen(1000, 18400, "STRIPE");
  struct transit_seen traced = seen(1000, 18400, "STRIPE 4711 0047 12");
  struct transit_seen both = seen(1000, 18400, "STRIPE 4711004711 4711004712");
  assert_int_equal(transit_match(ctx, &bare, &id), TRANSIT_UNSURE);
  assert_int_equal(transit_match(ctx, &both, &id), TRANSIT_UNSURE);
  assert_int_equal(transit_match(ctx, &traced, &id), TRANSIT_SURE);
  assert_int_equal(id.value, other.id.value);
  test_db_close(test);
}

/* Notices of a payout may come in any order; what was final stays. */
static bool tell_body(struct ctx *ctx, void *arg) {
  struct transit *facts = arg;
  facts->id = transit_tell(ctx, facts);
  return true;
}

static void what_is_final_is_not_unsaid(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct transit found, facts = payout("po_a", "4711004711");
  facts.told = TRANSIT_TOLD_PAID;
  db_write(ctx, tell_body, &facts);
  facts = (struct transit){
      .provider = PROVIDER_STRIPE, .name = S("po_a"), .told = TRANSIT_TOLD_ON_ITS_WAY};
  db_write(ctx, tell_body, &facts);
  assert_true(transit_find(ctx, facts.id, &found));
  assert_int_equal(found.told, TRANSIT_TOLD_PAID);
  assert_int_equal(found.due_on.number, 18400);
  assert_true(str_equal(found.trace, S("4711004711")));
  facts.told = TRANSIT_TOLD_FAILED;
  db_write(ctx, tell_body, &facts);
  assert_true(transit_find(ctx, facts.id, &found));
  assert_int_equal(found.told, TRANSIT_TOLD_FAILED);
  test_db_close(test);
}

int transit_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_payout_is_booked_when_it_leaves_and_when_it_comes),
      cmocka_unit_test(the_bank_names_it_by_sum_days_and_words),
      cmocka_unit_test(of_two_alike_only_the_trace_tells),
      cmocka_unit_test(what_is_final_is_not_unsaid),
  };
  return cmocka_run_group_tests_name("transit", tests, NULL, NULL);
}
