#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unistd.h>

#include "db/db.h"
#include "domain/accounts/archive.h"
#include "domain/accounts/plan_choice.h"
#include "domain/accounts/setting.h"
#include "domain/figures/figures.h"
#include "jobs/archive_job.h"
#include "renamed_test_sql.h"
#include "test/command.h"
#include "test/story_in.h"

static void seal(struct story *story) {
  while (ledger_seal(story->ctx, 0) > 0 || figures_roll(story->ctx) > 0)
    continue;
}

/* The newest archive of the days that were called so. */
static bool archive_named(struct story *story, struct str name, struct archive *archive) {
  return archive_find(story->ctx, (struct archive_id){story_thing(story, name)->order.value},
                      archive);
}

/* In an arena of its own, as the job's. */
static void run_job(struct story *story) {
  struct arena *before = story->ctx->arena;
  story->ctx->arena = arena_create((size_t)256 << 20);
  assert_true(archive_job_round(story->ctx, str_from(test_folder())));
  db_read_end(story->ctx);
  arena_destroy(story->ctx->arena);
  story->ctx->arena = before;
}

struct str act_archive(struct story *story) {
  struct archive_id id;
  struct archive archive;
  struct str days = story_word(story, 2);
  struct span span = {story_day(str_take(days, 10)), story_day(str_skip(days, 12))};
  seal(story);
  story_become(story, S("accountant"));
  enum archive_result result = archive_ask(story->ctx, span, &id);
  if (result != ARCHIVE_RESULT_OK) return str_from(message_name(archive_message(result)));
  story_thing(story, story_word(story, 1))->order.value = id.value;
  run_job(story);
  assert_true(archive_named(story, story_word(story, 1), &archive));
  if (archive.state != ARCHIVE_MADE) fail_msg("%.*s", STR_ARG(archive.failure));
  return str_format(story->ctx->arena, "%lld %.*s", (long long)archive.entries,
                    STR_ARG(money_decimal(story->ctx->arena, archive.moved_minor)));
}

struct str act_close_days(struct story *story) {
  struct archive archive;
  story_become(story, S("accountant"));
  assert_true(archive_named(story, story_word(story, 1), &archive));
  enum period_result result = archive_close(story->ctx, archive.id);
  return result == PERIOD_OK ? S("ok") : str_from(period_refusal(result));
}

/* "again MAI": the kept file is lost, and made again. */
struct str act_again(struct story *story) {
  struct archive before, after;
  struct archive_id id;
  assert_true(archive_named(story, story_word(story, 1), &before));
  struct str kept = STR_CONCAT(story->ctx->arena, str_from(test_folder()), S("/"),
                               archive_kept_name(story->ctx->arena, before.digest));
  assert_int_equal(unlink(str_cstr(story->ctx->arena, kept)), 0);
  seal(story);
  story_become(story, S("accountant"));
  assert_int_equal(archive_ask(story->ctx, before.span, &id), ARCHIVE_RESULT_OK);
  run_job(story);
  assert_true(archive_find(story->ctx, id, &after));
  if (after.state != ARCHIVE_MADE) return after.failure;
  assert_int_equal(access(str_cstr(story->ctx->arena, kept), R_OK), 0);
  return digest_equal(before.digest, after.digest) ? S("same") : S("other");
}

static bool rename_body(struct ctx *ctx, void *arg) {
  (void)arg;
  renamed_territory(ctx);
  renamed_merchants(ctx);
  renamed_shops(ctx);
  renamed_campaigns(ctx);
  renamed_funders(ctx);
  renamed_people(ctx);
  return true;
}

static bool spoil_body(struct ctx *ctx, void *arg) {
  (void)arg;
  renamed_memory(ctx, REASON_SUSPENSE_KEPT);
  return true;
}

/* Somebody changed what the archives remember of a word. */
struct str act_spoils(struct story *story) {
  assert_true(db_write(story->ctx, spoil_body, NULL));
  return S("");
}

struct str act_forget_archives(struct story *story) {
  return str_format(story->ctx->arena, "%lld", (long long)archive_forget_round(story->ctx));
}

/* Words, lines and papers of an archive: words and papers there always are. */
struct str act_remembers(struct story *story) {
  struct archive archive;
  struct renamed_remembered_row kept;
  assert_true(archive_named(story, story_word(story, 1), &archive));
  assert_true(renamed_remembered(story->ctx, archive.id, &kept));
  if (kept.words + kept.lines + kept.papers == 0) return S("no");
  return kept.words > 0 && kept.papers > 0 ? S("yes") : S("half");
}

/* Everything that has a name gets another, and the accountant other numbers. */
struct str act_renames(struct story *story) {
  struct plan usual = plan_usual(story->ctx->arena, LANGUAGE_FR);
  struct plan_choice choices[PLAN_KINDS_MAX];
  story_become(story, S("accountant"));
  for (size_t i = 0; i < usual.count; i++)
    choices[i] = (struct plan_choice){.kind = usual.items[i].kind,
                                      .number = str_format(story->ctx->arena, "8%03zu", i)};
  assert_true(plan_choose(story->ctx, choices, usual.count));
  assert_true(accounts_siren_keep(story->ctx, S("552100554")));
  assert_true(db_write(story->ctx, rename_body, NULL));
  return S("");
}

struct changing {
  enum campaign_vat vat;
  enum campaign_edit_result result;
};

static bool change_body(struct ctx *ctx, void *arg) {
  struct changing *changing = arg;
  struct campaigns list = campaign_list(ctx);
  list.items[0].vat = changing->vat;
  changing->result = campaign_change(ctx, &list.items[0]);
  return true;
}

struct str act_tax_nature(struct story *story) {
  struct changing changing = {.vat = str_equal(story_word(story, 1), S("single"))
                                         ? CAMPAIGN_VAT_SINGLE
                                         : CAMPAIGN_VAT_MULTI};
  seal(story);
  assert_true(db_write(story->ctx, change_body, &changing));
  return changing.result == CAMPAIGN_EDIT_OK
             ? S("ok")
             : str_from(message_name(campaign_edit_message(changing.result)));
}
