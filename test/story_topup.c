#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/fault.h"
#include "domain/topup/queue.h"
#include "domain/topup/reservation.h"
#include "test/story_in.h"

static int64_t minor(struct str text) {
  int64_t value;
  if (!money_parse(text, &value)) fail_msg("%.*s is no amount", STR_ARG(text));
  return value;
}

static struct campaign_id newest(struct story *story) {
  struct campaigns list = campaign_list(story->ctx);
  assert_true(list.count > 0);
  return list.items[0].id;
}

struct filling {
  struct campaign_id id;
  struct str funder;
  int64_t minor;
  struct topup_rule rule;
  enum envelope_result envelope;
  enum topup_edit_result edit;
};

static bool fund_body(struct ctx *ctx, void *arg) {
  struct filling *filling = arg;
  filling->envelope = envelope_fill(ctx, filling->id, filling->funder, filling->minor);
  return filling->envelope == ENVELOPE_OK;
}

struct str act_fund(struct story *story) {
  struct filling filling = {
      .id = newest(story), .funder = story_word(story, 1), .minor = minor(story_word(story, 2))};
  db_write(story->ctx, fund_body, &filling);
  return filling.envelope == ENVELOPE_OK
             ? S("ok")
             : str_from(message_name(envelope_message(filling.envelope)));
}

static bool return_body(struct ctx *ctx, void *arg) {
  struct filling *filling = arg;
  bool over = campaign_turn(ctx, filling->id, CAMPAIGN_STATE_ENDED) != CAMPAIGN_EDIT_NOT_NOW;
  assert_true(over);
  filling->envelope = envelope_empty(ctx, filling->id);
  return filling->envelope == ENVELOPE_OK;
}

struct str act_give_rest(struct story *story) {
  struct filling filling = {.id = newest(story)};
  db_write(story->ctx, return_body, &filling);
  return filling.envelope == ENVELOPE_OK
             ? S("ok")
             : str_from(message_name(envelope_message(filling.envelope)));
}

static void read_case(struct story *story, size_t *at, struct topup_rule *rule) {
  struct topup_case *one = &rule->cases[rule->case_count++];
  struct str kind = story_word(story, *at), which = story_word(story, *at + 1), last;
  one->give = minor(story_word(story, *at + 2));
  if (str_equal(kind, S("age"))) {
    one->kind = TOPUP_AGE;
    assert_true(str_to_int(str_cut(which, '-', &last), &one->from_age));
    assert_true(str_to_int(last, &one->to_age));
  } else if (str_equal(kind, S("place"))) {
    one->kind = TOPUP_PLACE;
    one->places = which;
  } else {
    one->kind = TOPUP_FRAGILE;
    assert_true(str_to_int(which, &one->fragility));
  }
  *at += 2;
}

/* An option and its value. */
static void read_option(struct story *story, size_t *at, struct topup_rule *rule) {
  struct str word = story_word(story, *at);
  if (str_equal(word, S("email"))) {
    rule->person = TOPUP_BY_EMAIL;
  } else if (str_equal(word, S("age")) || str_equal(word, S("place")) ||
             str_equal(word, S("fragile"))) {
    read_case(story, at, rule);
  } else {
    int64_t value = minor(story_word(story, ++*at));
    if (str_equal(word, S("step"))) rule->step_minor = value;
    if (str_equal(word, S("least"))) rule->least_minor = value;
    if (str_equal(word, S("voucher"))) rule->voucher_most_minor = value;
    if (str_equal(word, S("person"))) rule->person_most_minor = value;
    if (str_equal(word, S("hold"))) rule->hold_minutes = value / 100;
  }
}

static bool rule_body(struct ctx *ctx, void *arg) {
  struct filling *filling = arg;
  filling->edit = topup_keep(ctx, filling->id, &filling->rule);
  return filling->edit == TOPUP_EDIT_OK;
}

/* A rate in percent has as many basis points as an amount has cents. */
struct str act_rule(struct story *story) {
  bool rate = str_equal(story_word(story, 1), S("rate"));
  struct filling filling = {.id = newest(story),
                            .rule = {.form = rate ? TOPUP_RATE : TOPUP_AMOUNT,
                                     .counts = TOPUP_COUNTS_VALUE,
                                     .hold_minutes = TOPUP_HOLD_MINUTES}};
  filling.rule.give = minor(story_word(story, 2));
  for (size_t i = 3; i < story->count; i++)
    read_option(story, &i, &filling.rule);
  db_write(story->ctx, rule_body, &filling);
  return filling.edit == TOPUP_EDIT_OK ? S("ok")
                                       : str_from(message_name(topup_edit_message(filling.edit)));
}

/* "age=20", "place=33700", "seen=10.00", "by=bank", "person=camille@example.org". */
static void read_wish(struct story *story, struct str word, struct order_request *request) {
  struct order_top_up *wish = &request->top_up;
  struct str value, name = str_cut(word, '=', &value);
  if (str_equal(name, S("test"))) request->test = true;
  if (str_equal(name, S("age"))) assert_true(str_to_int(value, &wish->age));
  if (str_equal(name, S("place"))) wish->place = value;
  if (str_equal(name, S("person"))) wish->email = value;
  if (str_equal(name, S("key"))) request->key = value;
  if (str_equal(name, S("line"))) wish->queue = story_thing(story, value)->queue;
  if (str_equal(name, S("by"))) assert_true(provider_from_name(value, &request->provider));
  wish->has_seen = wish->has_seen || str_equal(name, S("seen"));
  if (str_equal(name, S("seen"))) wish->seen_minor = minor(value);
}

struct str act_aided(struct story *story) {
  struct named *named = story_thing(story, story_word(story, 1));
  struct str shop = story_word(story, 2);
  struct order_request request = {.wide = str_equal(shop, S("tous")),
                                  .amount_minor = minor(story_word(story, 3)),
                                  .buyer_name = S("Camille"),
                                  .buyer_email = S("camille@example.org"),
                                  .top_up.wanted = true,
                                  .provider = PROVIDER_SANDBOX};
  if (!request.wide) request.shop_id = story_thing(story, shop)->shop.id;
  for (size_t i = 4; i < story->count; i++)
    read_wish(story, story_word(story, i), &request);
  struct checkout_answer answer = checkout_place(story->ctx, &request);
  if (answer.result != CHECKOUT_OK) return str_from(checkout_refusal(&answer));
  struct order order;
  assert_true(order_find(story->ctx, answer.order_id, &order));
  named->order = answer.order_id;
  named->payment = answer.payment_id;
  return money_decimal(story->ctx->arena, order.top_up.minor);
}

struct str act_lapse(struct story *story) {
  return str_format(story->ctx->arena, "%lld", (long long)checkout_release_round(story->ctx));
}

/* "wait W librairie 50.00 10.00": so much public money to a voucher of so much; his place. */
struct str act_wait(struct story *story) {
  struct named *named = story_thing(story, story_word(story, 1));
  struct str name = story_word(story, 1);
  struct queued wish = {.campaign_id = newest(story),
                        .shop_id = story_thing(story, story_word(story, 2))->shop.id,
                        .value_minor = minor(story_word(story, 3)),
                        .minor = minor(story_word(story, 4)),
                        .email = STR_CONCAT(story->ctx->arena, name, S("@ex.org"))};
  named->queue = queue_join(story->ctx, &wish);
  must(queue_find(story->ctx, named->queue, &wish));
  return str_format(story->ctx->arena, "%lld", (long long)queue_place(story->ctx, &wish));
}

/* "leave W" */
struct str act_leave(struct story *story) {
  return queue_leave(story->ctx, story_thing(story, story_word(story, 1))->queue) ? S("left")
                                                                                  : S("not there");
}

struct str act_offers(struct story *story) {
  return str_format(story->ctx->arena, "%lld", (long long)queue_round(story->ctx));
}

struct str act_line(struct story *story) {
  static const char *const words[] = {"?", "waiting", "offered", "taken", "lapsed", "left"};
  struct queued queued;
  must(queue_find(story->ctx, story_thing(story, story_word(story, 1))->queue, &queued));
  return str_from(words[queued.state]);
}

struct str act_envelope(struct story *story) {
  struct arena *arena = story->ctx->arena;
  struct envelope envelope;
  envelope_find(story->ctx, newest(story), &envelope);
  return STR_CONCAT(arena, money_decimal(arena, envelope.left.minor), S(" "),
                    money_decimal(arena, envelope.reserved.minor), S(" "),
                    money_decimal(arena, envelope.used.minor));
}

struct str act_funder(struct story *story) {
  struct envelope envelope;
  envelope_find(story->ctx, newest(story), &envelope);
  for (size_t i = 0; i < envelope.share_count; i++)
    if (str_equal(envelope.shares[i].funder.name, story_word(story, 1)))
      return STR_CONCAT(story->ctx->arena,
                        money_decimal(story->ctx->arena, envelope.shares[i].filled.minor), S(" "),
                        money_decimal(story->ctx->arena, envelope.shares[i].emptied.minor));
  return S("?");
}

struct str act_price(struct story *story) {
  struct payment payment;
  assert_true(
      payment_find(story->ctx, story_thing(story, story_word(story, 1))->payment, &payment));
  return money_decimal(story->ctx->arena, payment.amount.minor);
}
