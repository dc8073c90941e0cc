#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/visits/visits.h"
#include "jobs/jobs.h"
#include "test/staff.h"
#include "web/visits.h"

static struct visit visit_at(struct ctx *ctx, const char *address, const char *browser) {
  return (struct visit){.territory = ctx->territory,
                        .zone = ctx->zone,
                        .at = ctx->now,
                        .address = str_from(address),
                        .browser = str_from(browser)};
}

static void see(struct ctx *ctx, const char *address, const char *browser) {
  struct visit visit = visit_at(ctx, address, browser);
  visits_note(&visit);
}

static void somebody_counts_once_a_day_and_again_the_next(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct visits_new taken;
  visits_forget();
  see(ctx, "192.0.2.1", "Firefox");
  see(ctx, "192.0.2.1", "Firefox");
  see(ctx, "192.0.2.1", "Chrome"); /* another device in the same household */
  see(ctx, "192.0.2.2", "Firefox");
  see(ctx, "192.0.2.3", ""); /* nobody says so little */
  see(ctx, "192.0.2.3", "Googlebot/2.1");
  assert_true(visits_take(ctx->territory, &taken));
  assert_int_equal(taken.visitors, 3);
  assert_int_equal(taken.pages, 4);
  assert_false(visits_take(ctx->territory, &taken));
  see(ctx, "192.0.2.1", "Firefox");
  assert_true(visits_take(ctx->territory, &taken));
  assert_int_equal(taken.visitors, 0);
  assert_int_equal(taken.pages, 1);

  struct day day = zone_day(ctx->zone, ctx->now);
  see(ctx, "192.0.2.1", "Firefox");
  ctx->now.ms += 86400000;
  see(ctx, "192.0.2.1", "Firefox");
  assert_true(visits_take(ctx->territory, &taken));
  assert_int_equal(taken.on.number, day.number);
  assert_int_equal(taken.visitors, 0);
  assert_true(visits_take(ctx->territory, &taken));
  assert_int_equal(taken.on.number, day.number + 1);
  assert_int_equal(taken.visitors, 1);
  visits_forget();
  test_db_close(test);
}

static void thousands_are_counted_one_by_one(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct visits_new taken;
  visits_forget();
  for (int round = 0; round < 2; round++)
    for (int i = 0; i < 5000; i++) {
      char address[20];
      snprintf(address, sizeof address, "10.0.%d.%d", i / 250, i % 250);
      see(ctx, address, "Firefox");
    }
  assert_true(visits_take(ctx->territory, &taken));
  assert_int_equal(taken.visitors, 5000);
  assert_int_equal(taken.pages, 10000);
  visits_forget();
  test_db_close(test);
}

static void the_job_keeps_the_sums_and_the_desk_shows_them(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct ctx *ctx = staff.ctx;
  visits_forget();
  see(ctx, "192.0.2.1", "Firefox");
  see(ctx, "192.0.2.2", "Firefox");
  jobs_books_round(ctx);
  see(ctx, "192.0.2.2", "Firefox");
  jobs_books_round(ctx);
  struct visits_days days = visits_last(ctx, 7);
  db_read_end(ctx);
  assert_int_equal(days.count, 7);
  assert_int_equal(days.items[6].visitors, 2);
  assert_int_equal(days.items[6].pages, 3);
  assert_int_equal(days.items[5].pages, 0);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, "/bureau/frequentation");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "<dt>visiteurs aujourd’hui</dt><dd>2</dd>"));
  page = test_get(&agent, "/bureau/frequentation.csv");
  assert_true(test_shows(&page, ",2,3"));
  struct test_client visitor = staff_visitor(&staff);
  assert_int_equal(test_get(&visitor, "/bureau/frequentation").status, 303);
  visits_forget();
  staff_close(&staff);
}

int visits_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(somebody_counts_once_a_day_and_again_the_next),
      cmocka_unit_test(thousands_are_counted_one_by_one),
      cmocka_unit_test(the_job_keeps_the_sums_and_the_desk_shows_them),
  };
  return cmocka_run_group_tests_name("visits", tests, NULL, NULL);
}
