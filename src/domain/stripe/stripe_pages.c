#include "domain/stripe/stripe_pages.h"

#include "base/format.h"
#include "db/db.h"
#include "domain/ledger/ledger.h"
#include "domain/payment/payment.h"
#include "domain/stripe/stripe_call.h"
#include "domain/stripe/stripe_event.h"
#include "domain/stripe/stripe_move.h"
#include "domain/stripe/stripe_payout.h"
#include "domain/stripe/stripe_type.h"
#include "domain/stripe/stripe_watch.h"
#include "stripe_home_html.h"

static struct url root_of(const struct request *request) {
  struct url home = site_path(request, S("/"));
  return home.text.len > 1 ? home : (struct url){S("")};
}

/* Odd things. */

/* In its own currency, which may not be the territory's. */
static struct str amount_in(struct ctx *ctx, int64_t minor, struct str code) {
  struct buf text = buf_in(ctx->arena);
  enum currency currency;
  if (!currency_from_code(code, &currency))
    return str_format(ctx->arena, "%.*s %.*s", STR_ARG(money_decimal(ctx->arena, minor)),
                      STR_ARG(code));
  format_money(&text, ctx->language, money_of(minor, currency));
  return buf_str(&text);
}

struct stripe_odd_row stripe_odd_row_of(struct request *request, const struct stripe_odd *odd) {
  return (struct stripe_odd_row){
      .root = root_of(request),
      .id = id_text(request->ctx->arena, odd->id.value),
      .object = odd->object,
      .detail = odd->detail,
      .what = odd->kind == STRIPE_ODD_UNCLEAR ? stripe_type_words(odd->detail)
                                              : stripe_odd_words(odd->kind),
      .amount = odd->amount_minor == 0
                    ? S("")
                    : amount_in(request->ctx, odd->amount_minor, odd->currency),
      .at = odd->made_at,
      .asked = odd->state == STRIPE_ODD_ASKED,
  };
}

static void set_odds(struct request *request, struct stripe_home_page *view) {
  struct stripe_odds odds = stripe_odd_list(request->ctx);
  view->odds.items = arena_array(request->ctx->arena, struct stripe_odd_row, odds.count);
  view->odds.count = odds.count;
  for (size_t i = 0; i < odds.count; i++)
    view->odds.items[i] = stripe_odd_row_of(request, &odds.items[i]);
}

static void set_calls(struct request *request, struct stripe_home_page *view) {
  struct ctx *ctx = request->ctx;
  struct stripe_calls calls = stripe_call_trouble(ctx);
  view->calls.items = arena_array(ctx->arena, struct stripe_call_row, calls.count);
  view->calls.count = calls.count;
  for (size_t i = 0; i < calls.count; i++) {
    const struct stripe_call *call = &calls.items[i];
    view->calls.items[i] =
        (struct stripe_call_row){.root = view->frame.root,
                                 .form_token = view->frame.form_token,
                                 .id = id_text(ctx->arena, call->id.value),
                                 .failure = call->failure,
                                 .request = call->request,
                                 .what = stripe_call_words(call->kind),
                                 .at = call->made_at,
                                 .unanswered = call->state == STRIPE_CALL_UNANSWERED};
  }
}

static void set_moves(struct request *request, struct stripe_home_page *view) {
  struct stripe_moves moves = stripe_move_odd_list(request->ctx);
  view->moves.items = arena_array(request->ctx->arena, struct stripe_move_row, moves.count);
  view->moves.count = moves.count;
  for (size_t i = 0; i < moves.count; i++)
    view->moves.items[i] = (struct stripe_move_row){
        moves.items[i].move, moves.items[i].type, moves.items[i].source,
        stripe_type_words(moves.items[i].type),
        amount_in(request->ctx, moves.items[i].amount_minor, moves.items[i].currency),
        moves.items[i].moved_at};
}

static enum message outcome_words(enum stripe_event_outcome outcome) {
  static const enum message words[] = {[STRIPE_EVENT_APPLIED] = MSG_stripe_event_applied,
                                       [STRIPE_EVENT_KNOWN] = MSG_stripe_event_applied,
                                       [STRIPE_EVENT_IGNORED] = MSG_stripe_event_ignored,
                                       [STRIPE_EVENT_OTHER_MODE] = MSG_stripe_event_other_mode};
  return words[outcome];
}

static void set_notices(struct request *request, struct stripe_home_page *view) {
  struct stripe_receiveds list = stripe_event_list(request->ctx);
  view->notices.items = arena_array(request->ctx->arena, struct stripe_notice_row, list.count);
  view->notices.count = list.count;
  for (size_t i = 0; i < list.count; i++)
    view->notices.items[i] =
        (struct stripe_notice_row){.type = list.items[i].type,
                                   .object = list.items[i].object,
                                   .outcome = outcome_words(list.items[i].outcome),
                                   .applied = list.items[i].outcome == STRIPE_EVENT_APPLIED,
                                   .fetched = list.items[i].fetched,
                                   .at = list.items[i].received_at};
}

/* What our books say is at Stripe, and what Stripe says. */
static void set_sums(struct ctx *ctx, struct stripe_home_page *view) {
  struct ledger_sums clearing = ledger_sums(ctx, ACCOUNT_CLEARING, PROVIDER_STRIPE);
  struct ledger_sums fee = ledger_sums(ctx, ACCOUNT_FEE, PROVIDER_STRIPE);
  struct stripe_watch watch = {0};
  view->known = stripe_watch_find(ctx, &watch) && watch.told_at.ms > 0;
  int64_t books = clearing.debit_minor - clearing.credit_minor;
  int64_t told = watch.available_minor + watch.pending_minor;
  view->books = money_of(books, ctx->currency);
  view->told = money_of(told, ctx->currency);
  view->available = money_of(watch.available_minor, ctx->currency);
  view->pending = money_of(watch.pending_minor, ctx->currency);
  view->difference = money_of(told - books, ctx->currency);
  view->differs = view->known && told != books;
  view->fees = money_of(fee.debit_minor - fee.credit_minor, ctx->currency);
  view->told_at = watch.told_at;
}

static void draw(struct request *request, struct response *response, int status,
                 struct str problem) {
  struct ctx *ctx = request->ctx;
  struct stripe_setting setting;
  struct stripe_home_page view = {.frame =
                                      page_frame_titled(request, SECTION_DESK, MSG_stripe_title),
                                  .problem = problem,
                                  .agent = request->session->agent};
  stripe_setting_find(ctx, &setting);
  view.open = setting.open;
  view.set = setting.has_key;
  view.live = setting.live;
  set_sums(ctx, &view);
  set_odds(request, &view);
  set_calls(request, &view);
  set_moves(request, &view);
  set_notices(request, &view);
  if (setting.pays_out) {
    struct stripe_payable payable = stripe_payable(ctx);
    view.payable_merchants = payable.merchants;
    view.payable = money_of(payable.minor, ctx->currency);
  }
  struct html_out out = response_out(request, response, status);
  stripe_home_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  draw(request, response, 200, S(""));
}

static void prepare(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct batch_id id;
  enum payout_result result = stripe_payout_prepare(ctx, &id);
  if (result != PAYOUT_OK) {
    draw(request, response, payout_status(result),
         message_text(ctx->language, payout_message(result)));
    return;
  }
  struct str batch = id_text(ctx->arena, id.value);
  response_redirect(response, str_format(ctx->arena, "/bureau/versements/%.*s", STR_ARG(batch)));
}

static bool refresh_body(struct ctx *ctx, void *arg) {
  (void)arg;
  stripe_watch_now(ctx);
  return true;
}

static void refresh(struct request *request, struct response *response) {
  struct stripe_setting setting;
  if (stripe_setting_find(request->ctx, &setting) && setting.has_key)
    db_write(request->ctx, refresh_body, NULL);
  response_redirect(response, S("/bureau/stripe"));
}

static bool seen_body(struct ctx *ctx, void *arg) {
  const struct stripe_call_id *id = arg;
  return stripe_call_seen(ctx, *id);
}

static void seen(struct request *request, struct response *response) {
  struct stripe_call_id id;
  if (id_from_text(request_param(request, "id"), &id.value)) db_write(request->ctx, seen_body, &id);
  response_redirect(response, S("/bureau/stripe"));
}

/* Movements, for the accountant's own programs. */

struct move_line {
  struct str move, type, source, ours, amount, fee, currency;
  bool matched;
  struct instant at;
};
static const struct shape_field move_fields[] = {
    SHAPE_FIELD(struct move_line, move, TEXT, "Stripe's name"),
    SHAPE_FIELD(struct move_line, type, TEXT, "charge, refund, transfer, payout, ..."),
    SHAPE_FIELD(struct move_line, source, TEXT, "What moved it"),
    SHAPE_FIELD(struct move_line, ours, TEXT, "Our payment, refund or payout"),
    SHAPE_FIELD(struct move_line, amount, TEXT, "Positive: it came"),
    SHAPE_FIELD(struct move_line, fee, TEXT, "What Stripe kept"),
    SHAPE_FIELD(struct move_line, currency, TEXT, "Of both"),
    SHAPE_FIELD(struct move_line, matched, BOOL, "Our books say the same"),
    SHAPE_FIELD(struct move_line, at, INSTANT, "When"),
};
static const struct shape move_shape = SHAPE("StripeMove", struct move_line, move_fields);

struct moves_query {
  struct day from, until;
  bool has_from, has_until;
};
static const struct field moves_fields[] = {
    FIELD_GIVEN(struct moves_query, from, DAY, has_from, .help = "First day"),
    FIELD_GIVEN(struct moves_query, until, DAY, has_until, .help = "Last day"),
};
static const struct form moves_form = FORM("StripeMoves", struct moves_query, moves_fields);

enum { DAYS_SHOWN = 92 };

static void show_moves(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct moves_query *query = request_form(request);
  struct day until = query->has_until ? query->until : zone_day(ctx->zone, ctx->now);
  struct day from = query->has_from ? query->from : (struct day){until.number - DAYS_SHOWN};
  struct stripe_moves moves =
      stripe_move_list(ctx, zone_day_start(ctx->zone, from),
                       zone_day_start(ctx->zone, (struct day){until.number + 1}));
  struct move_line *lines = arena_array(ctx->arena, struct move_line, moves.count);
  for (size_t i = 0; i < moves.count; i++) {
    const struct stripe_move *move = &moves.items[i];
    lines[i] = (struct move_line){move->move,
                                  move->type,
                                  move->source,
                                  move->noun == 0 ? S("") : id_text(ctx->arena, move->noun),
                                  money_decimal(ctx->arena, move->amount_minor),
                                  money_decimal(ctx->arena, move->fee_minor),
                                  move->currency,
                                  move->matched,
                                  move->moved_at};
  }
  response_csv(response, &move_shape, lines, moves.count, S("mouvements-stripe.csv"));
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/stripe", show, WHO_STAFF,
     .help = "What Stripe holds, what does not fit, calls that failed."},
    {METHOD_POST, "/bureau/stripe/actualiser", refresh, WHO_STAFF,
     .help = "Ask Stripe for its balance and movements now."},
    {METHOD_POST, "/bureau/stripe/versements", prepare, WHO_AGENT,
     .help = "Prepare a batch of payouts through Stripe."},
    {METHOD_POST, "/bureau/stripe/appels/{id}/vu", seen, WHO_STAFF,
     .help = "A call that failed has been looked at."},
    {METHOD_GET, "/bureau/stripe/mouvements.csv", show_moves, WHO_STAFF, &moves_form,
     .help = "Movements on the balance at Stripe, and whether our books say the same."},
};
const struct route_table stripe_routes = {routes, sizeof routes / sizeof *routes};
