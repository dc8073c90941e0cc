#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/accounts/archive.h"
#include "domain/figures/figures.h"
#include "jobs/archive_job.h"
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
  assert_true(archive_job_round(story->ctx, str_from(test_folder())));
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
