/* Acts of stories about the card: the story plays Stripe. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/life/refund.h"
#include "domain/payment/refund_ask.h"
#include "domain/payment/stripe_setting.h"
#include "domain/stripe/stripe.h"
#include "domain/stripe/stripe_account.h"
#include "domain/stripe/stripe_call.h"
#include "domain/stripe/stripe_event.h"
#include "domain/stripe/stripe_odd.h"
#include "domain/stripe/stripe_payout.h"
#include "domain/stripe/stripe_session.h"
#include "domain/stripe/stripe_watch.h"
#include "test/story_in.h"

static int64_t minor(struct str text) {
  int64_t value;
  if (!money_parse(text, &value)) fail_msg("%.*s is no amount", STR_ARG(text));
  return value;
}

static struct str decimal(struct story *story, int64_t value) {
  return money_decimal(story->ctx->arena, value);
}

static struct str count_text(struct story *story, int64_t value) {
  return str_format(story->ctx->arena, "%lld", (long long)value);
}

struct str act_takes_cards(struct story *story) {
  struct stripe_typed typed = {.open = true,
                               .pays_out = true,
                               .key = S("sk_test_4eC39HqLyjWDarjtT1zdp7dc"),
                               .secrets = S("whsec_0123456789abcdef")};
  assert_int_equal(stripe_setting_keep(story->ctx, &typed), STRIPE_SETTING_OK);
  return S("");
}

struct str act_card(struct story *story) {
  struct named *order = story_thing(story, story_word(story, 1));
  struct checkout_answer answer =
      checkout_place(story->ctx, &(struct order_request){
                                     .shop_id = story_thing(story, story_word(story, 2))->shop.id,
                                     .amount_minor = minor(story_word(story, 3)),
                                     .buyer_name = S("Camille"),
                                     .buyer_email = S("camille@example.org"),
                                     .provider = PROVIDER_STRIPE,
                                 });
  if (answer.result != CHECKOUT_OK) return str_from(checkout_refusal(&answer));
  order->order = answer.order_id;
  order->payment = answer.payment_id;
  return S("ok");
}

struct str act_gather(struct story *story) {
  return count_text(story, stripe_gather_round(story->ctx, S("https://bons.example")));
}

struct str act_watches(struct story *story) {
  return count_text(story, stripe_watch_over(story->ctx));
}

struct str act_calls(struct story *story) {
  struct buf names = buf_in(story->ctx->arena);
  struct stripe_calls due = stripe_call_due(story->ctx);
  for (size_t i = 0; i < due.count; i++) {
    if (i > 0) buf_add_char(&names, ' ');
    buf_add(&names, stripe_call_name(due.items[i].kind));
  }
  return buf_str(&names);
}

/* What a story calls A is the order, the shop's merchant, or a payout "P.shop". */
static int64_t noun_of(struct story *story, struct str name) {
  struct str shop, batch = str_cut(name, '.', &shop);
  if (shop.len > 0) {
    struct payouts list = payout_list(story->ctx, story_thing(story, batch)->batch);
    for (size_t i = 0; i < list.count; i++)
      if (list.items[i].merchant_id.value == story_thing(story, shop)->shop.merchant_id.value)
        return list.items[i].id.value;
    fail_msg("no payout %.*s", STR_ARG(name));
  }
  const struct named *thing = story_thing(story, name);
  if (thing->payment.value != 0) return thing->payment.value;
  if (thing->shop.merchant_id.value != 0) return thing->shop.merchant_id.value;
  int64_t number;
  return str_to_int(name, &number) ? number : 0;
}

/* Objects, as Stripe would send them. */

static struct str session_json(struct story *story, struct str name, const char *status,
                               const char *paid, struct str amount, struct str currency) {
  struct payment payment;
  int64_t id = noun_of(story, name);
  assert_true(payment_find(story->ctx, (struct payment_id){id}, &payment));
  int64_t sum = amount.len > 0 ? minor(amount) : payment.amount.minor;
  return str_format(
      story->ctx->arena,
      "{\"id\":\"cs_%.*s\",\"object\":\"checkout.session\",\"status\":\"%s\","
      "\"payment_status\":\"%s\",\"amount_total\":%lld,\"currency\":\"%.*s\","
      "\"client_reference_id\":\"%.*s\",\"payment_intent\":\"pi_%.*s\",\"livemode\":false,"
      "\"url\":\"https://checkout.stripe.example/c/pay/cs_%.*s\",\"metadata\":{}}",
      STR_ARG(name), status, paid, (long long)sum, STR_ARG(currency.len > 0 ? currency : S("eur")),
      STR_ARG(id_text(story->ctx->arena, id)), STR_ARG(name), STR_ARG(name));
}

static struct str marked_json(struct story *story, const char *object, const char *prefix,
                              struct str name, int64_t id, struct str amount, struct str status) {
  return str_format(story->ctx->arena,
                    "{\"id\":\"%s%.*s\",\"object\":\"%s\",\"amount\":%lld,\"currency\":\"eur\","
                    "\"status\":\"%.*s\",\"failure_reason\":\"lost_or_stolen_card\","
                    "\"metadata\":{\"emplettes\":\"%.*s\"},\"livemode\":false}",
                    prefix, STR_ARG(name), object, (long long)minor(amount), STR_ARG(status),
                    STR_ARG(id_text(story->ctx->arena, id)));
}

static struct str account_json(struct story *story, struct str name, bool able) {
  return str_format(story->ctx->arena,
                    "{\"id\":\"acct_%.*s\",\"object\":\"account\",\"payouts_enabled\":%s,"
                    "\"details_submitted\":%s,\"capabilities\":{\"transfers\":\"%s\"},"
                    "\"requirements\":{\"currently_due\":[%s]}}",
                    STR_ARG(name), able ? "true" : "false", able ? "true" : "false",
                    able ? "active" : "inactive", able ? "" : "\"external_account\"");
}

static struct str balance_json(struct story *story, struct str amount) {
  return str_format(story->ctx->arena,
                    "{\"object\":\"balance\",\"livemode\":false,\"available\":[{\"amount\":%lld,"
                    "\"currency\":\"eur\"}],\"pending\":[]}",
                    (long long)minor(amount));
}

/* Answers. */

static struct stripe_call taken(struct story *story, struct str kind, int64_t noun);

struct noting {
  struct stripe_call *call;
  struct stripe_reply reply;
};

static bool take_body(struct ctx *ctx, void *arg) {
  return stripe_call_take(ctx, arg);
}

static bool note_body(struct ctx *ctx, void *arg) {
  struct noting *noting = arg;
  stripe_call_note(ctx, noting->call, &noting->reply);
  return true;
}

static struct stripe_call taken(struct story *story, struct str kind, int64_t noun) {
  struct stripe_calls due = stripe_call_due(story->ctx);
  for (size_t i = 0; i < due.count; i++) {
    if (!str_equal(stripe_call_name(due.items[i].kind), kind)) continue;
    if (noun != 0 && due.items[i].noun != noun) continue;
    assert_true(db_write(story->ctx, take_body, &due.items[i]));
    return due.items[i];
  }
  fail_msg("%s:%d: no such call waits", story->path, story->line);
  return (struct stripe_call){0};
}

static struct str answer_json(struct story *story, struct str kind, struct str name) {
  struct str third = story_word(story, 3), fourth = story_word(story, 4);
  int64_t noun = noun_of(story, name);
  if (str_starts(kind, S("session"))) {
    bool complete = str_equal(third, S("complete"));
    return session_json(story, name, complete ? "complete" : str_cstr(story->ctx->arena, third),
                        complete ? "paid" : "unpaid", fourth, S(""));
  }
  if (str_equal(kind, S("account_link")))
    return S("{\"object\":\"account_link\",\"created\":1,\"expires_at\":4000000000,"
             "\"url\":\"https://connect.stripe.example/setup\"}");
  if (str_starts(kind, S("account"))) return account_json(story, name, str_equal(third, S("able")));
  if (str_equal(kind, S("transfer")))
    return marked_json(story, "transfer", "tr_", name, noun, third, S(""));
  if (str_equal(kind, S("refund")))
    return marked_json(story, "refund", "re_", name, noun, fourth, third);
  if (str_equal(kind, S("reversal")))
    return marked_json(story, "transfer_reversal", "trr_", name, noun, third, S(""));
  if (str_equal(kind, S("balance"))) return balance_json(story, third);
  return S("{\"object\":\"list\",\"data\":[],\"has_more\":false}");
}

static const char *state_word(struct story *story, struct stripe_call_id id) {
  static const char *const words[] = {"?", "waiting", "done", "refused", "unanswered", "seen"};
  struct stripe_call call;
  assert_true(stripe_call_find(story->ctx, id, &call));
  return words[call.state];
}

struct str act_says(struct story *story) {
  struct str kind = story_word(story, 1), name = story_word(story, 2);
  struct str third = story_word(story, 3);
  struct stripe_call call = taken(story, kind, noun_of(story, name));
  struct noting noting = {.call = &call};
  int64_t status;
  if (str_equal(third, S("nothing"))) {
    noting.reply.body = S("Timeout was reached");
  } else if (str_to_int(third, &status) && story_word(story, 4).len > 0 && status >= 400) {
    noting.reply = (struct stripe_reply){
        .status = (int)status,
        .body = str_format(story->ctx->arena,
                           "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"%.*s\","
                           "\"message\":\"No.\",\"param\":\"%.*s\"}}",
                           STR_ARG(story_word(story, 4)), STR_ARG(story_word(story, 5)))};
  } else {
    noting.reply = (struct stripe_reply){.status = 200, .body = answer_json(story, kind, name)};
  }
  db_write(story->ctx, note_body, &noting);
  return str_from(state_word(story, call.id));
}

/* Notices. */

struct applying {
  struct stripe_event event;
  enum stripe_event_outcome outcome;
};

static bool apply_body(struct ctx *ctx, void *arg) {
  struct applying *applying = arg;
  applying->outcome = stripe_event_apply(ctx, &applying->event, false);
  return true;
}

struct str story_notice(struct story *story, struct str event, struct str type,
                        struct str object) {
  struct applying applying;
  struct json_error problem;
  struct str text = str_format(
      story->ctx->arena,
      "{\"id\":\"%.*s\",\"object\":\"event\",\"type\":\"%.*s\",\"created\":%lld,"
      "\"livemode\":false,\"data\":{\"object\":%.*s}}",
      STR_ARG(event), STR_ARG(type), (long long)(story->ctx->now.ms / 1000), STR_ARG(object));
  const struct json *json = json_parse(story->ctx->arena, text, &problem);
  assert_true(stripe_event_read(story->ctx->arena, json, &applying.event));
  db_write(story->ctx, apply_body, &applying);
  return stripe_event_outcome_name(applying.outcome);
}

struct str act_notice(struct story *story) {
  struct str event = story_word(story, 1), name = story_word(story, 2), what = story_word(story, 3);
  struct str amount = story_word(story, 4), currency = story_word(story, 5);
  if (str_equal(what, S("completed")))
    return story_notice(story, event, S("checkout.session.completed"),
                 session_json(story, name, "complete", "paid", amount, currency));
  if (str_equal(what, S("clearing")))
    return story_notice(story, event, S("checkout.session.completed"),
                 session_json(story, name, "complete", "unpaid", amount, currency));
  if (str_equal(what, S("expired")))
    return story_notice(story, event, S("checkout.session.expired"),
                 session_json(story, name, "expired", "unpaid", amount, currency));
  if (str_starts(what, S("refund_")))
    return story_notice(story, event, S("refund.updated"),
        marked_json(story, "refund", "re_", name, noun_of(story, name), amount, str_skip(what, 7)));
  if (str_equal(what, S("account")))
    return story_notice(story, event, S("account.updated"), account_json(story, name, false));
  if (str_starts(what, S("dispute_")))
    return story_notice(story, event,
                 str_format(story->ctx->arena, "charge.dispute.%.*s", STR_ARG(str_skip(what, 8))),
                 story_dispute_json(story, name, str_skip(what, 8), minor(amount)));
  return story_notice(story, event, what, S("{\"id\":\"x_1\",\"object\":\"plan\"}"));
}

/* Looking on. */

struct str act_ordered(struct story *story) {
  struct order order;
  assert_true(order_find(story->ctx, story_thing(story, story_word(story, 1))->order, &order));
  return str_from(order_state_name(order.state));
}

struct str act_odds(struct story *story) {
  struct buf names = buf_in(story->ctx->arena);
  struct stripe_odds odds = stripe_odd_list(story->ctx);
  for (size_t i = 0; i < odds.count; i++) {
    if (i > 0) buf_add_char(&names, ' ');
    buf_add(&names, str_from(stripe_odd_name(odds.items[i].kind)));
  }
  return buf_str(&names);
}

/* By the odd things and by the ledger: it must be the same. */
struct str act_set_aside(struct story *story) {
  struct stripe_odds odds = stripe_odd_list(story->ctx);
  int64_t held = 0, ledger = 0;
  for (size_t i = 0; i < odds.count; i++) {
    struct ledger_sums sums = ledger_sums(story->ctx, ACCOUNT_SUSPENSE, odds.items[i].id.value);
    held += odds.items[i].held_minor;
    ledger += sums.credit_minor - sums.debit_minor;
  }
  assert_int_equal(held, ledger);
  return decimal(story, held);
}

struct str act_at_stripe(struct story *story) {
  struct ledger_sums sums = ledger_sums(story->ctx, ACCOUNT_CLEARING, PROVIDER_STRIPE);
  return decimal(story, sums.debit_minor - sums.credit_minor);
}

static struct stripe_odd_id odd_named(struct story *story) {
  struct stripe_odds odds = stripe_odd_list(story->ctx);
  for (size_t i = 0; i < odds.count; i++)
    if (str_equal(str_from(stripe_odd_name(odds.items[i].kind)), story_word(story, 2)))
      return odds.items[i].id;
  return (struct stripe_odd_id){0};
}

struct str act_odd(struct story *story) {
  struct str act = story_word(story, 1);
  struct stripe_odd_id id = odd_named(story);
  story_become(story, S("agent"));
  enum stripe_odd_result result = str_equal(act, S("accept")) ? stripe_odd_accept(story->ctx, id)
                                  : str_equal(act, S("refund"))
                                      ? stripe_odd_refund(story->ctx, id)
                                      : stripe_odd_close(story->ctx, id, story_word(story, 3));
  if (result == STRIPE_ODD_RESULT_OK) story_thing(story, S("odd"))->payment.value = id.value;
  return result == STRIPE_ODD_RESULT_OK ? S("ok") : str_from(stripe_odd_refusal(result));
}

struct asking {
  int64_t id, amount_minor;
  struct payment_id payment;
  bool granted;
};

static bool ask_body(struct ctx *ctx, void *arg) {
  struct asking *asking = arg;
  asking->granted = refund_ask(ctx, asking->id, asking->payment, asking->amount_minor);
  return true;
}

struct str act_give_back(struct story *story) {
  struct asking asking = {.payment = story_thing(story, story_word(story, 2))->payment,
                          .amount_minor = minor(story_word(story, 3))};
  assert_true(str_to_int(story_word(story, 1), &asking.id));
  db_write(story->ctx, ask_body, &asking);
  return asking.granted ? S("ok") : S("too_much");
}

struct str act_given_back(struct story *story) {
  static const char *const words[] = {"?", "asked", "sent", "failed"};
  struct refund_ask ask;
  int64_t id;
  assert_true(str_to_int(story_word(story, 1), &id));
  assert_true(refund_ask_find(story->ctx, id, &ask));
  return str_from(words[ask.state]);
}

struct str act_refunding(struct story *story) {
  struct refunds list = refund_list(story->ctx, story_voucher(story, story_word(story, 2)));
  assert_true(list.count > 0);
  story_thing(story, story_word(story, 1))->payment.value = list.items[list.count - 1].id.value;
  return S("");
}

struct str act_rounds(struct story *story) {
  return count_text(story, refund_round(story->ctx, true));
}

struct str act_joins(struct story *story) {
  stripe_account_begin(story->ctx, story_thing(story, story_word(story, 1))->shop.merchant_id,
                       S("https://bons.example"));
  return S("");
}

struct str act_account_at(struct story *story) {
  struct stripe_account account;
  if (!stripe_account_find(story->ctx, story_thing(story, story_word(story, 1))->shop.merchant_id,
                           &account))
    return S("none");
  if (account.able) return S("able");
  return account.link.len > 0 ? S("linked") : account.account.len > 0 ? S("made") : S("asked");
}

struct str act_prepare_through(struct story *story) {
  story_become(story, S("agent"));
  enum payout_result result =
      stripe_payout_prepare(story->ctx, &story_thing(story, story_word(story, 1))->batch);
  return result == PAYOUT_OK ? S("ok") : str_from(payout_refusal(result));
}

struct str act_leaves(struct story *story) {
  stripe_session_leave(story->ctx, story_thing(story, story_word(story, 1))->payment);
  return S("");
}
