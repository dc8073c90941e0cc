/* The three screens, and the page where there is nothing to buy, drawn. */
#include "domain/buying/buy.h"

#include "base/crypto.h"
#include "base/fault.h"
#include "base/format.h"
#include "buy_amount_html.h"
#include "buy_check_html.h"
#include "buy_closed_html.h"
#include "buy_person_html.h"
#include "buy_prove_html.h"
#include "domain/topup/proof.h"

enum { KEY_BITS = 130, PROBLEMS_MAX = 9 };

struct drawing {
  struct request *request;
  const struct offer *offer;
  const struct purchase *purchase;
  struct buy_page *view;
  bool sent_back; /* show what is wrong */
};

/* Proving an address is a step of its own only while it is taken. */
static struct buy_steps steps_to(struct ctx *ctx, enum screen screen) {
  static const enum message labels[] = {MSG_buy_step_amount, MSG_buy_step_person,
                                        MSG_buy_step_prove, MSG_buy_step_check};
  enum { COUNT = sizeof labels / sizeof *labels };
  struct buy_steps steps = {arena_array(ctx->arena, struct buy_step, COUNT), 0};
  for (size_t i = 0; i < COUNT; i++) {
    if (i == SCREEN_PROVE && screen != SCREEN_PROVE) continue;
    steps.items[steps.count++] =
        (struct buy_step){labels[i], i == (size_t)screen, i < (size_t)screen};
  }
  return steps;
}

static void add_problem(struct drawing *drawing, struct str place, struct str sentence) {
  struct buy_problems *problems = &drawing->view->top.problems;
  if (!problems->items)
    problems->items = arena_array(drawing->request->ctx->arena, struct buy_problem, PROBLEMS_MAX);
  must(problems->count < PROBLEMS_MAX);
  problems->items[problems->count++] = (struct buy_problem){place, sentence};
}

/* A field of the screen that is drawn. What could not be read is shown as it was typed. */
static struct buy_input input(struct drawing *drawing, const char *name, struct str value) {
  struct buy_input input = {.name = name, .value = value};
  struct form_problem problem;
  if (!form_problem(drawing->request, name, &problem)) return input;
  if (value.len == 0) input.value = problem.typed;
  if (!drawing->sent_back) return input;
  input.error = buy_sentence(drawing->request->ctx, drawing->offer, &problem);
  add_problem(drawing, str_from(name), input.error);
  return input;
}

/* First. */

static struct buy_faces faces_of(struct ctx *ctx, const struct campaign *campaign) {
  bool wide = campaign->wide;
  struct buy_faces faces = {
      arena_array(ctx->arena, struct buy_face, campaign->face_value_count + 1),
      campaign->face_value_count};
  for (size_t i = 0; i < faces.count; i++) {
    struct money amount = money_of(campaign->face_values[i], ctx->currency);
    faces.items[i] =
        (struct buy_face){.wide = wide, .amount = amount, .text = buying_short(ctx, amount)};
  }
  return faces;
}

/* An amount of one's own, as it was typed; a face value has its button. */
static struct str own_amount(struct ctx *ctx, const struct offer *offer, int64_t minor) {
  const struct campaign *campaign = &offer->campaign;
  for (size_t i = 0; i < campaign->face_value_count; i++)
    if (campaign->face_values[i] == minor) return S("");
  return format_typed_short(ctx->arena, ctx->language, money_of(minor, ctx->currency));
}

static void fill_amount(struct drawing *drawing) {
  struct ctx *ctx = drawing->request->ctx;
  const struct purchase *purchase = drawing->purchase;
  const struct campaign *campaign = &drawing->offer->campaign;
  struct buy_page *view = drawing->view;
  struct str own = S("");
  if (purchase->has_amount) own = own_amount(ctx, drawing->offer, purchase->amount);
  view->faces = faces_of(ctx, campaign);
  view->free_amount = campaign->max_minor > 0;
  view->min_text = buying_short(ctx, money_of(campaign->min_minor, ctx->currency));
  view->max_text = buying_short(ctx, money_of(campaign->max_minor, ctx->currency));
  view->currency = currency_sign(ctx->currency);
  view->carries = purchase->name.len + purchase->email.len + purchase->to_name.len +
                      purchase->message.len + purchase->support.len + purchase->to_email.len >
                  0;
  view->method = view->carries ? S("post") : S("get");
  view->amount = input(drawing, "amount", own);
}

/* Second. */

static struct str birth_text(const struct drawing *drawing) {
  if (drawing->purchase->birth == 0) return S("");
  return str_format(drawing->request->ctx->arena, "%lld", (long long)drawing->purchase->birth);
}

static void fill_person(struct drawing *drawing) {
  const struct purchase *purchase = drawing->purchase;
  struct buy_page *view = drawing->view;
  struct str day = view->typed.to_on_iso;
  view->gift = purchase_is_gift(purchase);
  view->whom = input(drawing, "whom", purchase->whom);
  view->name = input(drawing, "name", purchase->name);
  view->email = input(drawing, "email", purchase->email);
  if (view->gift) {
    view->to_name = input(drawing, "to_name", purchase->to_name);
    view->to_email = input(drawing, "to_email", purchase->to_email);
    view->to_on = input(drawing, "to_on", day);
    view->message = input(drawing, "message", purchase->message);
  } else {
    view->to_name = (struct buy_input){.name = "to_name", .value = purchase->to_name};
    view->to_email = (struct buy_input){.name = "to_email", .value = purchase->to_email};
    view->to_on = (struct buy_input){.name = "to_on", .value = day};
    view->message = (struct buy_input){.name = "message", .value = purchase->message};
  }
  view->support = input(drawing, "support", purchase->support);
  view->birth = input(drawing, "birth", birth_text(drawing));
  view->home = input(drawing, "home", purchase->home);
  view->phone = input(drawing, "phone", purchase->phone);
}

/* Between: the digits. A demonstration sends nothing, so it shows them. */

static void fill_prove(struct drawing *drawing) {
  struct request *request = drawing->request;
  struct proof_id id;
  if (request->territory->demonstration &&
      proof_from_link(request->ctx, drawing->purchase->proof, &id))
    proof_digits(request->ctx, id, &drawing->view->digits);
  drawing->view->code = input(drawing, "code", S(""));
}

/* Third. */

static struct buy_way way_of(enum provider provider) {
  static const struct {
    enum message label, help;
  } words[] = {
      [PROVIDER_SANDBOX] = {MSG_buy_by_sandbox, MSG_buy_by_sandbox_help},
      [PROVIDER_BANK] = {MSG_buy_by_bank, MSG_buy_by_bank_help},
      [PROVIDER_STRIPE] = {MSG_buy_by_stripe, MSG_buy_by_stripe_help},
  };
  return (struct buy_way){.provider = provider_name(provider),
                          .label = words[provider].label,
                          .help = words[provider].help};
}

static struct buy_ways ways_of(struct drawing *drawing) {
  struct ctx *ctx = drawing->request->ctx;
  enum provider open[PROVIDERS_MAX];
  size_t count = providers_open(ctx, drawing->request->territory->demonstration, open);
  if (drawing->offer->test) {
    count = 1;
    open[0] = PROVIDER_SANDBOX;
  }
  struct buy_ways ways = {arena_array(ctx->arena, struct buy_way, count + 1), count};
  for (size_t i = 0; i < count; i++) {
    struct buy_way *way = &ways.items[i];
    *way = way_of(open[i]);
    way->chosen =
        drawing->purchase->by.len > 0 ? str_equal(drawing->purchase->by, way->provider) : i == 0;
  }
  return ways;
}

/* A key for each drawing: sent twice it makes one order, drawn anew another. */
static void fill_check(struct drawing *drawing) {
  struct ctx *ctx = drawing->request->ctx;
  const struct campaign *campaign = &drawing->offer->campaign;
  struct buy_page *view = drawing->view;
  view->gift = purchase_is_gift(drawing->purchase);
  view->key = token_new(ctx->arena, ctx->random, KEY_BITS);
  view->conditions = campaign->conditions;
  view->ways = ways_of(drawing);
  view->choice = view->ways.count > 1;
  view->redeemable_on = campaign->redeemable_on;
  view->expires_on = campaign->expires_on;
}

/* All. */

static const struct {
  enum message title;
  void (*fill)(struct drawing *drawing);
  void (*draw)(struct html_out *out, const struct buy_page *view);
} screens[] = {
    [SCREEN_AMOUNT] = {MSG_buy_amount_title, fill_amount, buy_amount_html},
    [SCREEN_PERSON] = {MSG_buy_person_title, fill_person, buy_person_html},
    [SCREEN_PROVE] = {MSG_buy_prove_email, fill_prove, buy_prove_html},
    [SCREEN_CHECK] = {MSG_buy_check_title, fill_check, buy_check_html},
};

static struct str title_of(struct ctx *ctx, enum screen screen, bool sent_back) {
  struct str title = message_text(ctx->language, screens[screen].title);
  return sent_back ? MESSAGE(ctx->arena, ctx->language, MSG_buy_to_mend, {"title", title}) : title;
}

void buy_draw(struct request *request, struct response *response, const struct offer *offer,
              const struct purchase *purchase, enum screen screen, bool sent_back) {
  struct ctx *ctx = request->ctx;
  struct money amount = money_of(purchase->amount, ctx->currency);
  struct buy_page view = {
      .frame = page_frame_of(request, SECTION_SHOPS, title_of(ctx, screen, sent_back)),
      .shop = buying_shop_of(request, &offer->shop),
      .top = {.test = offer->test, .steps = steps_to(ctx, screen)},
      .sum = {.wide = offer->wide, .shop = offer->shop.name, .amount = amount},
      .typed = *purchase,
      .amount_decimal = money_decimal(ctx->arena, amount.minor),
  };
  if (purchase->has_to_on) view.typed.to_on_iso = day_iso(ctx->arena, purchase->to_on);
  view.frame.indexed = false;
  screens[screen].fill(&(struct drawing){request, offer, purchase, &view, sent_back});
  buy_aid_view(request, offer, purchase, &view);
  view.pay = buying_short(ctx, view.sum.paid);
  int status = offer->told.len > 0 ? 409 : sent_back ? 422 : 200;
  struct html_out out = response_out(request, response, status);
  if (screen != SCREEN_AMOUNT || view.carries) buying_private(response);
  screens[screen].draw(&out, &view);
}

void buy_draw_closed(struct request *request, struct response *response, const struct offer *offer,
                     const struct checkout_answer *answer) {
  struct ctx *ctx = request->ctx;
  const struct campaign *campaign = &offer->campaign;
  struct buy_closed_page view = {
      .frame = page_frame_titled(request, SECTION_SHOPS, MSG_buy_closed_title),
      .shop = buying_shop_of(request, &offer->shop),
      .sentence = message_text(ctx->language, checkout_message(answer)),
      .sent = request->method == METHOD_POST && answer->result != CHECKOUT_KEY_REUSED,
      .again = answer->result == CHECKOUT_KEY_REUSED,
      .opens = answer->campaign == CAMPAIGN_NOT_OPEN && campaign->opens_at.ms > ctx->now.ms,
  };
  if (view.opens) view.opens_on = zone_day(ctx->zone, campaign->opens_at);
  view.frame.indexed = false;
  struct html_out out = response_out(request, response, checkout_status(answer));
  buy_closed_html(&out, &view);
}
