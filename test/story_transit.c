/* Acts of stories about money on its way between Stripe and the territory's bank. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/payment/payment.h"
#include "domain/stripe/stripe_move.h"
#include "domain/transit/transit_closing.h"
#include "test/story_in.h"

static int64_t signed_minor(struct str text) {
  bool below = text.len > 0 && text.ptr[0] == '-';
  int64_t value = story_minor(below ? str_skip(text, 1) : text);
  return below ? -value : value;
}

static struct str payout_json(struct story *story, struct str name, struct str standing,
                              int64_t minor, size_t first_word) {
  struct day due = story_day(story_word(story, first_word));
  struct str trace = story_word(story, first_word + 1);
  return str_format(story->ctx->arena,
                    "{\"id\":\"%.*s\",\"object\":\"payout\",\"amount\":%lld,\"currency\":\"eur\","
                    "\"arrival_date\":%lld,\"status\":\"%.*s\",\"statement_descriptor\":null%s%.*s"
                    "%s}",
                    STR_ARG(name), (long long)minor, (long long)due.number * 86400,
                    STR_ARG(standing),
                    trace.len > 0 ? ",\"trace_id\":{\"status\":\"supported\",\"value\":\"" : "",
                    STR_ARG(trace), trace.len > 0 ? "\"}" : "");
}

static bool keep_body(struct ctx *ctx, void *arg) {
  stripe_move_keep(ctx, arg);
  return true;
}

static size_t kept_count(struct ctx *ctx) {
  return stripe_move_list(ctx, (struct instant){0}, (struct instant){INT64_MAX}).count;
}

struct str act_travels(struct story *story) {
  struct str type = story_word(story, 2), name = story_word(story, 3);
  int64_t minor = signed_minor(story_word(story, 4));
  struct stripe_object move;
  struct json_error problem;
  struct str text =
      str_format(story->ctx->arena,
                 "{\"id\":\"txn_%.*s\",\"object\":\"balance_transaction\",\"type\":\"%.*s\","
                 "\"reporting_category\":\"%.*s\",\"amount\":%lld,\"fee\":0,\"currency\":\"eur\","
                 "\"source\":%.*s,\"created\":1589962800}",
                 STR_ARG(story_word(story, 1)), STR_ARG(type), STR_ARG(type), (long long)minor,
                 STR_ARG(payout_json(story, name, S("in_transit"), -minor, 5)));
  assert_true(
      stripe_object_read(story->ctx->arena, json_parse(story->ctx->arena, text, &problem), &move));
  size_t before = kept_count(story->ctx);
  db_write(story->ctx, keep_body, &move);
  return kept_count(story->ctx) > before ? S("kept") : S("known");
}

struct str act_payout_told(struct story *story) {
  struct str standing = story_word(story, 2), name = story_word(story, 3);
  return story_notice(story, story_word(story, 1),
                      str_format(story->ctx->arena, "payout.%.*s", STR_ARG(standing)),
                      payout_json(story, name, standing, signed_minor(story_word(story, 4)), 5));
}

struct str act_at_bank(struct story *story) {
  struct buf words = buf_in(story->ctx->arena);
  for (size_t i = 4; i < story->count; i++)
    buf_format(&words, "%s%.*s", i > 4 ? " " : "", STR_ARG(story_word(story, i)));
  return story_bank_entry(story, story_word(story, 1), story_word(story, 3), story_word(story, 2),
                          buf_str(&words));
}

/* By the transits and by the ledger: it must be the same. */
struct str act_on_its_way(struct story *story) {
  struct transits list = transit_list(story->ctx);
  struct buf text = buf_in(story->ctx->arena);
  int64_t sum = 0;
  for (size_t i = 0; i < list.count; i++) {
    sum += list.items[i].open_minor;
    buf_format(&text, "%s%.*s:%.*s", i > 0 ? " " : "", STR_ARG(list.items[i].name),
               STR_ARG(money_decimal(story->ctx->arena, list.items[i].open_minor)));
  }
  assert_int_equal(transit_minor(story->ctx, PROVIDER_STRIPE), sum);
  return buf_str(&text);
}

static struct transit_id transit_named(struct story *story, struct str name) {
  struct transits list = transit_list(story->ctx);
  for (size_t i = 0; i < list.count; i++)
    if (str_equal(list.items[i].name, name)) return list.items[i].id;
  return (struct transit_id){0};
}

struct str act_is_it(struct story *story) {
  struct bank_line_id line = story_thing(story, story_word(story, 1))->line;
  struct transit_id transit = transit_named(story, story_word(story, 2));
  story_become(story, S("agent"));
  enum bank_result result = bank_transit_choose(story->ctx, line, transit);
  return result == BANK_OK ? S("ok") : str_from(bank_refusal(result));
}

struct str act_late(struct story *story) {
  return str_format(story->ctx->arena, "%lld", (long long)transit_count_late(story->ctx));
}

static struct str closing_word(enum transit_closing_result result) {
  return result == TRANSIT_CLOSING_OK ? S("ok") : str_from(transit_closing_refusal(result));
}

struct str act_lost_way(struct story *story) {
  story_become(story, story_word(story, 2));
  return closing_word(transit_closing_ask(story->ctx, transit_named(story, story_word(story, 1)),
                                          story_word(story, 3)));
}

struct str act_agree_lost(struct story *story) {
  story_become(story, story_word(story, 2));
  return closing_word(
      transit_closing_confirm(story->ctx, transit_named(story, story_word(story, 1))));
}

struct str act_wait_for(struct story *story) {
  return closing_word(
      transit_closing_cancel(story->ctx, transit_named(story, story_word(story, 1))));
}
