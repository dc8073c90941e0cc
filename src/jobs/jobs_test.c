#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/figures/figures.h"
#include "domain/notice/notice.h"
#include "jobs/jobs.h"
#include "test/command.h"
#include "test/scene.h"

static void a_bought_voucher_arrives_by_mail_with_its_pdf_and_once(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct campaign campaign = scene_campaign();
  scene_add_campaign(ctx, &campaign);
  struct shop shop = scene_shop(ctx, S("Librairie des Lettres"));
  struct voucher_id id = scene_voucher(ctx, &shop, 5000);
  struct jobs_options options = test_mail_options(test_mail_server());
  assert_int_equal(notice_count_waiting(ctx), 1);
  assert_int_equal(jobs_mail_round(ctx, &options), 1);
  assert_int_equal(notice_count_waiting(ctx), 0);
  assert_int_equal(jobs_mail_round(ctx, &options), 0);
  struct str mail = test_mail_with(ctx->arena, "camille@example.org");
  assert_true(str_find(mail, S("Le Bourg")) >= 0);
  assert_true(str_find(mail, S("application/pdf")) >= 0);
  assert_true(str_find(mail, voucher_code_text(ctx, id, ' ')) >= 0);
  test_db_close(test);
}

static void without_a_mail_server_mail_waits(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct campaign campaign = scene_campaign();
  scene_add_campaign(ctx, &campaign);
  struct shop shop = scene_shop(ctx, S("Librairie des Lettres"));
  scene_voucher(ctx, &shop, 5000);
  struct jobs_options none = {.smtp_host = S("")};
  assert_int_equal(jobs_mail_round(ctx, &none), 0);
  assert_int_equal(notice_count_waiting(ctx), 1);
  test_db_close(test);
}

static void a_silent_mail_server_is_tried_again_later(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct campaign campaign = scene_campaign();
  scene_add_campaign(ctx, &campaign);
  struct shop shop = scene_shop(ctx, S("Librairie des Lettres"));
  scene_voucher(ctx, &shop, 5000);
  struct jobs_options options = test_mail_options(test_mail_server());
  options.smtp_port = 1; /* nobody listens */
  assert_int_equal(jobs_mail_round(ctx, &options), 1);
  assert_int_equal(notice_count_waiting(ctx), 1);
  assert_int_equal(jobs_mail_round(ctx, &options), 0); /* not before a minute */
  struct notices list = notice_list(ctx, (struct notice_id){0});
  assert_int_equal(list.items[0].tries, 1);
  assert_true(list.items[0].failure.len > 0);
  db_read_end(ctx);
  ctx->now.ms += 60000;
  assert_int_equal(jobs_mail_round(ctx, &options), 1);
  test_db_close(test);
}

/* Rolled up or not, the figures are the same: 1, 2, 3 vouchers of three shops. */
static void sealing_and_rolling_up_change_no_figure(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct campaign campaign = scene_campaign();
  scene_add_campaign(ctx, &campaign);
  struct str names[] = {S("un"), S("deux"), S("trois")};
  for (size_t i = 0; i < 3; i++) {
    struct shop shop = scene_shop(ctx, names[i]);
    for (size_t n = 0; n <= i; n++)
      scene_voucher(ctx, &shop, 2000);
  }
  for (int round = 0; round < 2; round++) {
    struct ranking ranking = figures_ranking(ctx, &(struct ranking_query){.by = RANKING_BY_COUNT});
    assert_int_equal(ranking.vouchers, 6);
    assert_int_equal(ranking.amount.minor, 12000);
    assert_true(str_equal(ranking.items[0].name, S("trois")));
    assert_int_equal(figures_total(ctx).outstanding.minor, 12000);
    db_read_end(ctx);
    ctx->now.ms += LEDGER_SEAL_LAG_MS;
    while (jobs_books_round(ctx) > 0)
      continue;
  }
  struct str books = scene_books(ctx);
  assert_true(str_equal(books, S("balance")));
  test_db_close(test);
}

int jobs_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_bought_voucher_arrives_by_mail_with_its_pdf_and_once),
      cmocka_unit_test(without_a_mail_server_mail_waits),
      cmocka_unit_test(a_silent_mail_server_is_tried_again_later),
      cmocka_unit_test(sealing_and_rolling_up_change_no_figure),
  };
  return cmocka_run_group_tests_name("jobs", tests, NULL, NULL);
}
