/* Public money at the counter: who the buyer is, and what there is to pay. */
#include "base/email.h"
#include "base/fault.h"
#include "base/format.h"
#include "counter_check_html.h"
#include "counter_prove_html.h"
#include "domain/counter/counter_sell.h"
#include "domain/territory/territory.h"
#include "domain/topup/proof.h"

static const struct topup_rule *rule_of(const struct selling_now *now) {
  return &now->quote.aid.rule;
}

static bool declined(const struct selling_now *now) {
  return str_equal(now->form->aid, S("no"));
}

static bool by_paper(const struct selling_now *now) {
  return !str_equal(now->form->way, S("code"));
}

static struct str said(const struct selling_now *now, enum message message) {
  return message_text(now->request->ctx->language, message);
}

static struct str number_text(const struct selling_now *now, int64_t number) {
  return number > 0 ? str_format(now->request->ctx->arena, "%lld", (long long)number) : S("");
}

static struct str born_text(const struct selling_now *now) {
  struct str typed = counter_typed(now->request, "born", 0);
  if (typed.len > 0 || !now->form->has_born) return typed;
  return day_iso(now->request->ctx->arena, now->form->born);
}

struct counter_aid counter_aid_of(const struct selling_now *now) {
  const struct sell_form *form = now->form;
  const struct topup_rule *rule = rule_of(now);
  bool person = rule->person != TOPUP_ANYBODY, offered = now->quote.aid.offered;
  struct str birth = counter_typed(now->request, "birth", 0);
  return (struct counter_aid){
      .offered = offered,
      .printed = form->printed,
      .asks_person = person,
      .asks_birth = offered && topup_asks(rule, TOPUP_AGE),
      .asks_home = offered && topup_asks(rule, TOPUP_PLACE),
      .by_phone = rule->person == TOPUP_BY_PHONE,
      .yes = !declined(now),
      .no = declined(now),
      .paper = by_paper(now),
      .digits = !by_paper(now),
      .id_name = form->id_name,
      .born = born_text(now),
      .address = form->address,
      .birth = birth.len > 0 ? birth : number_text(now, form->birth),
      .home = form->home,
  };
}

/* What travels. */

static void carry(struct counter_carried *carried, const char *name, struct str value) {
  if (value.len > 0) carried->items[carried->count++] = (struct counter_carry){name, value};
}

enum { CARRIED_MAX = 20 };

static struct counter_carried carried_of(const struct selling_now *now) {
  const struct sell_form *form = now->form;
  struct arena *arena = now->request->ctx->arena;
  struct counter_carried carried = {arena_array(arena, struct counter_carry, CARRIED_MAX), 0};
  carry(&carried, "sale", form->sale);
  carry(&carried, "shop", form->shop);
  carry(&carried, "wide", form->wide ? S("yes") : S(""));
  carry(&carried, "printed", form->printed ? S("yes") : S(""));
  carry(&carried, "amount", form->amount);
  carry(&carried, "own", form->own > 0 ? money_decimal(arena, form->own) : S(""));
  carry(&carried, "first", form->first);
  carry(&carried, "last", form->last);
  carry(&carried, "name", form->name);
  carry(&carried, "email", form->email);
  carry(&carried, "to_name", form->to_name);
  carry(&carried, "message", form->message);
  carry(&carried, "aid", form->aid);
  carry(&carried, "way", form->way);
  carry(&carried, "id_name", form->id_name);
  carry(&carried, "born", form->has_born ? day_iso(arena, form->born) : S(""));
  carry(&carried, "address", form->address);
  carry(&carried, "proof", form->proof);
  carry(&carried, "birth", number_text(now, form->birth));
  carry(&carried, "home", form->home);
  return carried;
}

/* Who the buyer is. */

static int64_t age_of(const struct selling_now *now, bool paper) {
  struct ctx *ctx = now->request->ctx;
  int year, month, day, born;
  day_split(zone_day(ctx->zone, ctx->now), &year, &month, &day);
  if (!paper) return now->form->birth > 0 ? year - now->form->birth : 0;
  day_split(now->form->born, &born, &month, &day);
  return year - born;
}

/* As digits are sent there; "" if it is no address. */
static struct str address_of(const struct selling_now *now) {
  const struct sell_form *form = now->form;
  struct arena *arena = now->request->ctx->arena;
  struct str typed = form->address, address;
  struct territory territory;
  if (rule_of(now)->person == TOPUP_BY_EMAIL)
    return email_read(arena, typed.len > 0 ? typed : form->email, &address) ? address : S("");
  must(territory_find(now->request->ctx, now->request->territory->id, &territory));
  return phone_read(arena, typed, territory.country, &address) ? address : S("");
}

static void draw_prove(struct selling_now *now, int status, struct str address,
                       struct str problem) {
  struct request *request = now->request;
  struct proof_id id;
  struct counter_prove_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_counter_prove),
      .problem = problem,
      .address = address,
      .carried = carried_of(now)};
  if (request->territory->demonstration && proof_from_link(request->ctx, now->form->proof, &id))
    proof_digits(request->ctx, id, &view.digits);
  struct html_out out = response_out(request, now->response, status);
  counter_prove_html(&out, &view);
}

static void send_digits(struct selling_now *now, struct str address) {
  struct proof_id id;
  enum proof_result result = proof_begin(now->request->ctx, rule_of(now)->person, address, &id);
  if (result == PROOF_OK) now->form->proof = proof_link(now->request->ctx, id);
  if (result == PROOF_OK)
    draw_prove(now, 200, address, S(""));
  else
    counter_draw_form(now, proof_status(result), said(now, proof_message(result)));
}

/* False: he has proved it. */
static bool must_prove(struct selling_now *now, struct str address) {
  struct ctx *ctx = now->request->ctx;
  struct proof_id id;
  bool begun = proof_from_link(ctx, now->form->proof, &id);
  if (begun && proof_holds(ctx, id, address)) return false;
  if (!begun || str_equal(now->form->go, S("again")) || now->form->code.len == 0) {
    send_digits(now, address);
    return true;
  }
  enum proof_result result = proof_try(ctx, id, address, now->form->code);
  if (result == PROOF_OK) return false;
  draw_prove(now, proof_status(result), address, said(now, proof_message(result)));
  return true;
}

/* Fills in by what he is known. True: answered. */
static bool knows_by_digits(struct selling_now *now, struct order_top_up *wish) {
  struct str address = address_of(now);
  if (address.len == 0) {
    bool phone = rule_of(now)->person == TOPUP_BY_PHONE;
    counter_draw_form(now, 422,
                      said(now, phone ? MSG_counter_no_phone : MSG_counter_no_address));
    return true;
  }
  if (must_prove(now, address)) return true;
  if (rule_of(now)->person == TOPUP_BY_PHONE)
    wish->phone = address;
  else
    wish->email = address;
  return false;
}

static bool knows_by_paper(struct selling_now *now, struct order_top_up *wish) {
  struct ctx *ctx = now->request->ctx;
  wish->identity = topup_identity(ctx->arena, now->form->id_name, now->form->born);
  bool past = now->form->has_born && now->form->born.number < zone_day(ctx->zone, ctx->now).number;
  if (wish->identity.len > 0 && past) return false;
  counter_draw_form(now, 422, said(now, MSG_counter_no_identity));
  return true;
}

static bool asked_who(struct selling_now *now, struct order_top_up *wish) {
  bool person = rule_of(now)->person != TOPUP_ANYBODY, paper = person && by_paper(now);
  if (paper && knows_by_paper(now, wish)) return true;
  if (person && !paper && knows_by_digits(now, wish)) return true;
  wish->wanted = true;
  wish->age = age_of(now, paper);
  wish->place = now->form->home;
  return false;
}

/* What there is to pay. */

static struct str person_words(const struct selling_now *now) {
  if (declined(now) || rule_of(now)->person == TOPUP_ANYBODY) return S("");
  if (by_paper(now)) return said(now, MSG_counter_check_paper);
  return said(now, rule_of(now)->person == TOPUP_BY_PHONE ? MSG_counter_known_phone
                                                          : MSG_counter_known_email);
}

static struct str what_words(const struct selling_now *now) {
  if (now->form->printed) return said(now, MSG_counter_sell_printed);
  return now->form->wide ? said(now, MSG_counter_sell_wide) : now->shop.name;
}

void counter_draw_check(struct selling_now *now, int status, struct str problem) {
  struct request *request = now->request;
  struct ctx *ctx = request->ctx;
  now->quote = counter_quote(ctx, &now->order);
  const struct counter_quote *quote = &now->quote;
  struct buf due = buf_in(ctx->arena);
  struct money paid = money_of(quote->due_minor, ctx->currency);
  format_money_short(&due, ctx->language, paid);
  struct counter_check_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_counter_check),
      .problem = problem,
      .what = what_words(now),
      .person = person_words(now),
      .aided = quote->top_up_minor > 0,
      .some = quote->aided > 0 && quote->aided < quote->vouchers,
      .vouchers = quote->vouchers,
      .count = quote->aided,
      .seen = quote->top_up_minor,
      .value = money_of(quote->value_minor, ctx->currency),
      .added = money_of(quote->top_up_minor, ctx->currency),
      .due = paid,
      .due_short = buf_str(&due),
      .carried = carried_of(now),
      .tender = counter_tender_of(now)};
  struct html_out out = response_out(request, now->response, status);
  counter_check_html(&out, &view);
}

bool counter_aid_answered(struct selling_now *now) {
  const struct sell_form *form = now->form;
  struct ctx *ctx = now->request->ctx;
  if (str_equal(form->go, S("form")) || form->aid.len == 0) {
    counter_draw_form(now, 200, S(""));
    return true;
  }
  if (!declined(now) && asked_who(now, &now->order.top_up)) return true;
  now->quote = counter_quote(ctx, &now->order);
  if (now->quote.answer.result != COUNTER_OK) {
    counter_draw_form(now, counter_answer_status(&now->quote.answer),
                      counter_sentence(ctx, &now->quote.answer));
    return true;
  }
  now->order.top_up.has_seen = form->has_seen;
  now->order.top_up.seen_minor = form->seen;
  if (str_equal(form->go, S("take")) && form->tender.len > 0 && form->has_seen) return false;
  counter_draw_check(now, 200, S(""));
  return true;
}
