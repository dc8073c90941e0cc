#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/figures/figures.h"
#include "domain/notice/notice.h"
#include "domain/person/person.h"
#include "domain/volume/volume.h"
#include "test/story_in.h"

static void roll(struct story *story) {
  while (ledger_seal(story->ctx, 0) > 0 || figures_roll(story->ctx) > 0)
    continue;
}

struct employing {
  struct person_id person;
  enum role role;
};

static bool employ_body(struct ctx *ctx, void *arg) {
  const struct employing *employing = arg;
  person_grant(ctx, employing->person, employing->role, (struct merchant_id){0});
  return true;
}

struct str act_employ(struct story *story) {
  struct str role = story_word(story, 1);
  struct person_terms terms = {.email = STR_CONCAT(story->ctx->arena, role, S("@bourg.example")),
                               .name = S("Dominique"),
                               .password = S("une phrase longue"),
                               .language = LANGUAGE_FR};
  struct employing employing = {.role = str_equal(role, S("agent")) ? ROLE_AGENT : ROLE_ACCOUNTANT};
  assert_int_equal(person_create(story->ctx, &terms, &employing.person), PERSON_OK);
  assert_true(db_write(story->ctx, employ_body, &employing));
  return S("");
}

struct str act_threshold(struct story *story) {
  assert_true(volume_limit_set(story->ctx, story_minor(story_word(story, 1))));
  return S("");
}

struct str act_volume(struct story *story) {
  roll(story);
  struct volume volume = volume_until(story->ctx, story_day(story_word(story, 1)));
  int64_t sold = 0, used = 0;
  for (size_t i = 0; i < volume.month_count; i++) {
    sold += volume.months[i].sold_minor;
    used += volume.months[i].used_minor;
  }
  assert_int_equal(sold, volume.sold_minor);
  assert_int_equal(used, volume.used_minor);
  return money_decimal(story->ctx->arena, volume.counted_minor);
}

struct str act_warnings(struct story *story) {
  roll(story);
  int64_t before = notice_count_waiting(story->ctx);
  volume_round(story->ctx);
  return str_format(story->ctx->arena, "%lld",
                    (long long)(notice_count_waiting(story->ctx) - before));
}
