/* Acts of stories about Stripe's list of movements: the story writes the list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/ledger/ledger.h"
#include "domain/payment/payment.h"
#include "domain/stripe/stripe_move.h"
#include "domain/stripe/stripe_saying.h"
#include "test/story_in.h"

static int64_t minor(struct str text) {
  int64_t value = 0;
  bool below = text.len > 0 && text.ptr[0] == '-';
  if (text.len > 0 && !money_parse(below ? str_skip(text, 1) : text, &value))
    fail_msg("%.*s is no amount", STR_ARG(text));
  return below ? -value : value;
}

/* Fifteen euros are what Stripe takes for a dispute; it does not take them twice. */
static struct str dispute_move(struct story *story, struct str name, const char *prefix,
                               int64_t amount, int64_t fee) {
  return str_format(story->ctx->arena,
                    "{\"id\":\"txn_%s_%.*s\",\"object\":\"balance_transaction\","
                    "\"type\":\"adjustment\",\"reporting_category\":\"dispute\",\"amount\":%lld,"
                    "\"fee\":%lld,\"currency\":\"eur\",\"source\":\"dp_%.*s\","
                    "\"created\":1589962800}",
                    prefix, STR_ARG(name), (long long)amount, (long long)fee, STR_ARG(name));
}

struct str story_dispute_json(struct story *story, struct str name, struct str what,
                              int64_t amount) {
  struct str away = dispute_move(story, name, "away", -amount, 1500);
  struct str back = dispute_move(story, name, "back", amount, 0);
  bool reinstated = str_equal(what, S("funds_reinstated")), created = str_equal(what, S("created"));
  return str_format(story->ctx->arena,
                    "{\"id\":\"dp_%.*s\",\"object\":\"dispute\",\"amount\":%lld,"
                    "\"currency\":\"eur\",\"reason\":\"fraudulent\",\"status\":\"lost\","
                    "\"payment_intent\":\"pi_%.*s\",\"balance_transactions\":[%.*s%s%.*s]}",
                    STR_ARG(name), (long long)amount, STR_ARG(name), created ? 0 : (int)away.len,
                    away.ptr, reinstated ? "," : "", reinstated ? (int)back.len : 0, back.ptr);
}

/* A charge carries the mark of its order; that of an order that nobody made has none. */
static struct str source_json(struct story *story, struct str type, struct str name) {
  bool dispute = str_equal(type, S("dispute"));
  struct payment_id payment = story_thing(story, name)->payment;
  struct str mark =
      dispute || payment.value == 0 ? S("") : id_text(story->ctx->arena, payment.value);
  return str_format(story->ctx->arena,
                    "{\"id\":\"%s_%.*s\",\"object\":\"%s\",\"reason\":\"fraudulent\","
                    "\"payment_intent\":\"pi_%.*s\",\"metadata\":{\"emplettes\":\"%.*s\"}}",
                    dispute ? "dp" : "ch", STR_ARG(name), dispute ? "dispute" : "charge",
                    STR_ARG(name), STR_ARG(mark));
}

static bool keep_body(struct ctx *ctx, void *arg) {
  stripe_move_keep(ctx, arg);
  return true;
}

static size_t kept_count(struct ctx *ctx) {
  return stripe_move_list(ctx, (struct instant){0}, (struct instant){INT64_MAX}).count;
}

/* "dispute" and "fee" are kinds of adjustments. */
struct str act_listed(struct story *story) {
  struct str type = story_word(story, 2), name = story_word(story, 3);
  struct str currency = story_word(story, 6);
  bool adjusts = str_equal(type, S("dispute")) || str_equal(type, S("fee"));
  struct str source = source_json(story, type, name);
  struct stripe_object move;
  struct json_error problem;
  struct str text = str_format(
      story->ctx->arena,
      "{\"id\":\"txn_%.*s\",\"object\":\"balance_transaction\",\"type\":\"%.*s\","
      "\"reporting_category\":\"%.*s\",\"amount\":%lld,\"fee\":%lld,\"currency\":\"%.*s\","
      "\"source\":%.*s,\"created\":1589962800}",
      STR_ARG(story_word(story, 1)), STR_ARG(adjusts ? S("adjustment") : type), STR_ARG(type),
      (long long)minor(story_word(story, 4)), (long long)minor(story_word(story, 5)),
      STR_ARG(currency.len > 0 ? currency : S("eur")), STR_ARG(source));
  assert_true(
      stripe_object_read(story->ctx->arena, json_parse(story->ctx->arena, text, &problem), &move));
  size_t before = kept_count(story->ctx);
  db_write(story->ctx, keep_body, &move);
  return kept_count(story->ctx) > before ? S("kept") : S("known");
}

struct str act_fees(struct story *story) {
  struct ledger_sums sums = ledger_sums(story->ctx, ACCOUNT_FEE, PROVIDER_STRIPE);
  return money_decimal(story->ctx->arena, sums.debit_minor - sums.credit_minor);
}

struct str act_keeps(struct story *story) {
  struct ledger_sums sums = ledger_sums(story->ctx, ACCOUNT_KEPT, 0);
  return money_decimal(story->ctx->arena, sums.credit_minor - sums.debit_minor);
}

struct str act_differs(struct story *story) {
  struct buf text = buf_in(story->ctx->arena);
  struct stripe_moves moves = stripe_move_odd_list(story->ctx);
  for (size_t i = 0; i < moves.count; i++)
    buf_format(&text, "%s%.*s", i > 0 ? " " : "", STR_ARG(moves.items[i].type));
  return buf_str(&text);
}

/* Explaining. */

static struct stripe_odd_id odd_about(struct story *story) {
  struct str move = STR_CONCAT(story->ctx->arena, S("txn_"), story_word(story, 1));
  struct stripe_odds odds = stripe_odd_list(story->ctx);
  for (size_t i = 0; i < odds.count; i++)
    if (str_equal(odds.items[i].object, move)) return odds.items[i].id;
  return (struct stripe_odd_id){0};
}

static struct str odd_word(enum stripe_odd_result result) {
  return result == STRIPE_ODD_RESULT_OK ? S("ok") : str_from(stripe_odd_refusal(result));
}

struct str act_explains(struct story *story) {
  enum stripe_meaning meaning;
  story_become(story, story_word(story, 2));
  assert_true(stripe_meaning_from_text(story_word(story, 3), &meaning));
  return odd_word(stripe_saying_say(story->ctx, odd_about(story), meaning, story_word(story, 4)));
}

struct str act_agrees(struct story *story) {
  story_become(story, story_word(story, 2));
  return odd_word(stripe_saying_confirm(story->ctx, odd_about(story)));
}

struct str act_unexplains(struct story *story) {
  story_become(story, story_word(story, 2));
  return odd_word(stripe_saying_cancel(story->ctx, odd_about(story)));
}

struct str act_in_reserve(struct story *story) {
  struct ledger_sums sums = ledger_sums(story->ctx, ACCOUNT_RESERVE, PROVIDER_STRIPE);
  return money_decimal(story->ctx->arena, sums.debit_minor - sums.credit_minor);
}
