/* A small town's May 2020, added up by hand.
 *
 *   30 April  a voucher of 20.00 is bought        clearing 20, payable 20; promise 20, voucher 20
 *   12 May    one of 50.00
 *   15 May    32.50 of it are used
 *   20 May    70.00 are paid to the shop
 *    1 June   at midnight, one of 100.00: not in May */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/accounts/fec.h"
#include "domain/accounts/plan_choice.h"
#include "domain/accounts/setting.h"
#include "domain/payout/payout.h"
#include "jobs/archive_job.h"
#include "test/command.h"
#include "test/scene.h"
#include "test/story.h"

static struct test_db *test;
static struct ctx *ctx;
static struct str folder;

static void at(int month, int day, int hour) {
  ctx->now.ms = zone_day_start(ctx->zone, day_of(2020, month, day)).ms + (int64_t)hour * 3600000;
}

static int open_may(void **state) {
  (void)state;
  test = test_db_open();
  ctx = scene_open(test);
  folder = STR_CONCAT(ctx->arena, str_from(test_folder()), S("/not/there/yet"));
  struct campaign campaign = scene_campaign();
  campaign.vat = CAMPAIGN_VAT_MULTI;
  scene_add_campaign(ctx, &campaign);
  struct shop shop = scene_shop(ctx, S("Librairie « Œuvres »"));
  scene_account(ctx, &shop);
  at(4, 30, 12);
  scene_voucher(ctx, &shop, 2000);
  at(5, 12, 12);
  struct voucher_id voucher = scene_voucher(ctx, &shop, 5000);
  at(5, 15, 12);
  struct voucher_redemption use = {
      .scan = {.code = voucher_code_text(ctx, voucher, '-'), .shop_id = shop.id},
      .amount_minor = 3250,
      .nonce = S("may-1"),
      .redeemed_at = ctx->now};
  assert_int_equal(voucher_redeem(ctx, &use).result, VOUCHER_OK);
  at(5, 20, 12);
  struct batch_id batch;
  ctx->person.value = 1001;
  assert_int_equal(payout_prepare(ctx, &batch), PAYOUT_OK);
  ctx->person.value = 1002;
  assert_int_equal(payout_confirm(ctx, batch), PAYOUT_OK);
  at(6, 1, 0);
  scene_voucher(ctx, &shop, 10000);
  at(6, 2, 9);
  while (ledger_seal(ctx, 0) > 0)
    continue;
  assert_true(accounts_siren_keep(ctx, S("213300635")));
  return 0;
}

static int close_may(void **state) {
  (void)state;
  test_db_close(test);
  return 0;
}

static const struct span may = {{18383}, {18413}};

/* In an arena of its own, as the job's. */
static bool round_of_job(void) {
  struct arena *before = ctx->arena;
  ctx->arena = arena_create((size_t)256 << 20);
  bool done = archive_job_round(ctx, folder);
  db_read_end(ctx);
  arena_destroy(ctx->arena);
  ctx->arena = before;
  return done;
}

static struct archive made(struct span span) {
  struct archive_id id;
  struct archive archive;
  assert_int_equal(archive_ask(ctx, span, &id), ARCHIVE_RESULT_OK);
  assert_int_equal(archive_ask(ctx, span, &id), ARCHIVE_RESULT_ASKED);
  assert_true(round_of_job());
  assert_false(round_of_job());
  struct archives list = archive_list(ctx);
  assert_true(list.count > 0);
  assert_true(archive_find(ctx, list.items[0].id, &archive));
  if (archive.state != ARCHIVE_MADE) fail_msg("%.*s", STR_ARG(archive.failure));
  return archive;
}

static struct str path_of(const struct archive *archive) {
  return STR_CONCAT(ctx->arena, folder, S("/"), archive_kept_name(ctx->arena, archive->digest));
}

static struct str member(const struct archive *archive, const char *name) {
  return test_output(ctx->arena, "unzip -p %.*s %s", STR_ARG(path_of(archive)), name);
}

static void may_adds_up_as_by_hand(void **state) {
  (void)state;
  struct archive archive = made(may);
  assert_int_equal(archive.entries, 4);
  assert_int_equal(archive.moved_minor, 20250);
  assert_int_equal(archive.transfers, 5); /* the payout was reserved, then posted */
  assert_true(archive.whole);
  struct str balance = member(&archive, "09-balance.csv");
  assert_true(str_find(balance, S(",20.00,0.00,50.00,0.00,70.00,0.00,EUR\n")) >= 0);  /* 511 */
  assert_true(str_find(balance, S(",0.00,20.00,70.00,50.00,0.00,0.00,EUR\n")) >= 0);  /* 4671 */
  assert_true(str_find(balance, S(",0.00,20.00,32.50,50.00,0.00,37.50,EUR\n")) >= 0); /* 8018 */
  struct str vouchers = member(&archive, "04-bons-en-circulation.csv");
  assert_true(str_find(vouchers, S(",2020-12-31,20.00,50.00,32.50,0.00,0.00,0.00,37.50,EUR\n")) >=
              0);
  struct str vat = member(&archive, "07-tva-par-nature.csv");
  assert_true(str_find(vat, S("usages_multiples,")) >= 0);
  assert_true(str_find(vat, S(",50.00,32.50,0.00,0.00,32.50,EUR\n")) >= 0);
  struct str payouts = member(&archive, "03-depenses-et-versements.csv");
  assert_true(str_find(payouts, S(",70.00,EUR,")) >= 0);
  assert_true(str_find(payouts, S("FR1420041010050500013M02606")) >= 0);
}

/* On paper each line adds up by itself: 20.00 C and 50.00 less 70.00; 20.00, 50.00, 32.50, 37.50.
 */
static void the_rendering_says_what_each_line_began_with(void **state) {
  (void)state;
  struct archive archive = made(may);
  struct str said = test_output(ctx->arena,
                                "unzip -p %.*s 01-reddition-des-comptes.pdf | pdftotext -layout - "
                                "- | sed 's/[\u00A0\u202F ][\u00A0\u202F ]*/ /g'",
                                STR_ARG(path_of(&archive)));
  assert_true(str_find(said, S("20,00 € C 70,00 € 50,00 €")) >= 0);
  assert_true(str_find(said, S("20,00 € 50,00 € 32,50 € 0,00 € 37,50 €")) >= 0);
  /* Developed: 70.00 and 37.50 on each side. */
  assert_true(str_find(said, S("Total 107,50 € 107,50 €")) >= 0);
}

/* By a check that knows the article and nothing of us. */
static void the_tax_office_would_take_the_file(void **state) {
  (void)state;
  struct archive archive = made(may);
  struct str said =
      test_output(ctx->arena,
                  "cd %s && unzip -qo %.*s && cd - >/dev/null && node test/tools/fec.mjs "
                  "%s/213300635FEC20200531.txt",
                  test_folder(), STR_ARG(path_of(&archive)), test_folder());
  assert_true(str_equal(said, S("5 entries, 12 lines, 242.50 = 242.50\n"
                                "4671 0.00\n511 -70.00\n515 70.00\n8018 37.50\n80281 -37.50\n")));
}

static void twice_the_same_bytes_and_every_digest_holds(void **state) {
  (void)state;
  struct archive first = made(may), second = made(may);
  assert_true(digest_equal(first.digest, second.digest));
  struct str file = test_output(ctx->arena, "sha256sum %.*s", STR_ARG(path_of(&first)));
  assert_true(str_starts(file, hex_text(ctx->arena, first.digest.bytes, 32)));
  test_output(ctx->arena, "cd %s && unzip -qo %.*s && sha256sum -c empreintes.sha256",
              test_folder(), STR_ARG(path_of(&first)));
  struct archive other = made((struct span){day_of(2020, 5, 1), day_of(2020, 5, 30)});
  assert_false(digest_equal(first.digest, other.digest));
}

/* The bytes follow from the books, not from the engine that keeps them: the tables and the tax
 * office's file of this May have one digest, and each engine is held against it. Papers are left
 * out, a newer cairo may draw them otherwise; they are written from the same sums. */
static void sqlite_and_postgresql_give_the_same_bytes(void **state) {
  (void)state;
  struct archive archive = made(may);
  struct str said =
      test_output(ctx->arena, "unzip -p %.*s empreintes.sha256 | grep -v '[.]pdf$' | sha256sum",
                  STR_ARG(path_of(&archive)));
  if (!str_starts(said, S("86fd7667ab79b85c7bd9975bed3c7dfefacea40cf019e40c1e6e0dd41fe96d24")))
    fail_msg("the digest is %.*s", STR_ARG(said));
}

static void text_becomes_what_the_file_may_hold(void **state) {
  (void)state;
  struct buf out = buf_in(ctx->arena);
  fec_text(&out, S("Œuf à 5 €, l’été | ć\tz"));
  assert_true(str_equal(buf_str(&out), S("\xBC"
                                         "uf \xE0 5 \xA4, l'\xE9t\xE9   c z")));
}

/* Two accounts never share a number. That archives have them: test/browser/accounts_journey.mjs. */
static void the_territorys_own_numbers_are_checked_and_used(void **state) {
  (void)state;
  struct plan_choice choices[PLAN_KINDS_MAX];
  struct plan usual = plan_usual(ctx->arena, LANGUAGE_FR);
  for (size_t i = 0; i < usual.count; i++)
    choices[i] = (struct plan_choice){.kind = usual.items[i].kind};
  static const char *const wrong[] = {"46", "0467", "9467", "46A1", "4671234567890"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_false(plan_number_valid(str_from(wrong[i])));
  assert_true(plan_number_valid(S("467")));
  choices[0].number = S("4671"); /* proposed for another */
  assert_false(plan_choose(ctx, choices, usual.count));
  assert_int_equal(choices[0].fault, PLAN_CHOICE_TAKEN);
  choices[0].number = S("51188");
  assert_true(plan_choose(ctx, choices, usual.count));
  struct plan plan = plan_of(ctx, LANGUAGE_FR);
  assert_true(str_equal(plan_find(&plan, ACCOUNT_CLEARING)->number, S("51188")));
  assert_true(str_equal(plan_find(&plan, ACCOUNT_PAYABLE)->number, S("4671")));
  db_read_end(ctx);
  choices[0].number = S("");
  assert_true(plan_choose(ctx, choices, usual.count));
}
static void a_spring_is_archived_and_closed(void **state) {
  (void)state;
  story_run("src/domain/accounts/accounts.story");
}

static void what_was_closed_is_made_again_to_the_byte(void **state) {
  (void)state;
  story_run("src/domain/accounts/archive_again.story");
}

static void what_an_archive_remembers_is_forgotten_when_it_is_of_no_use(void **state) {
  (void)state;
  story_run("src/domain/accounts/archive_forget.story");
}

/* Of a large territory: three steps of 500, to the last. */
static void a_long_memory_is_forgotten_whole(void **state) {
  (void)state;
  struct archive_id id = {77}, other = {78};
  struct memory *memory = memory_new(ctx);
  for (int64_t i = 1; i <= 1501; i++)
    memory_name(memory, MEMORY_REASON, i, S("word"));
  memory_keep(ctx, memory, id);
  memory_keep(ctx, memory, other);
  memory_forget(ctx, id);
  assert_false(memory_knows(memory_of(ctx, id), MEMORY_REASON, 1));
  assert_false(memory_knows(memory_of(ctx, id), MEMORY_REASON, 1501));
  assert_true(memory_knows(memory_of(ctx, other), MEMORY_REASON, 1501));
  db_read_end(ctx);
  memory_forget(ctx, other);
}

/* Last: a closed period stays closed. */
static void a_period_closes_with_its_archive(void **state) {
  (void)state;
  struct archive archive = made(may);
  assert_int_equal(archive_close(ctx, archive.id), PERIOD_NOT_NEXT); /* April is open */
  struct archive spring = made((struct span){day_of(2020, 4, 1), day_of(2020, 5, 31)});
  struct archive june = made((struct span){day_of(2020, 6, 1), day_of(2020, 6, 30)});
  assert_false(june.whole);
  assert_int_equal(archive_close(ctx, june.id), PERIOD_NOT_NEXT);
  assert_int_equal(archive_close(ctx, spring.id), PERIOD_OK);
  assert_int_equal(archive_close(ctx, spring.id), PERIOD_CLOSED);
  assert_int_equal(archive_close(ctx, june.id), PERIOD_NOT_OVER);
  struct period period;
  assert_true(period_find(ctx, spring.span, &period));
  assert_true(digest_equal(period.archive, spring.digest));
  assert_int_equal(period.transfers, 7);
}

int accounts_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(may_adds_up_as_by_hand),
      cmocka_unit_test(the_rendering_says_what_each_line_began_with),
      cmocka_unit_test(the_tax_office_would_take_the_file),
      cmocka_unit_test(twice_the_same_bytes_and_every_digest_holds),
      cmocka_unit_test(sqlite_and_postgresql_give_the_same_bytes),
      cmocka_unit_test(text_becomes_what_the_file_may_hold),
      cmocka_unit_test(the_territorys_own_numbers_are_checked_and_used),
      cmocka_unit_test(a_spring_is_archived_and_closed),
      cmocka_unit_test(what_was_closed_is_made_again_to_the_byte),
      cmocka_unit_test(what_an_archive_remembers_is_forgotten_when_it_is_of_no_use),
      cmocka_unit_test(a_long_memory_is_forgotten_whole),
      cmocka_unit_test(a_period_closes_with_its_archive),
  };
  return cmocka_run_group_tests_name("accounts", tests, open_may, close_may);
}
