#include "domain/review/review_pages.h"

#include "db/db.h"
#include "domain/joining/claim.h"
#include "domain/joining/registration.h"
#include "domain/person/audit.h"
#include "domain/photo/photo_pages.h"
#include "domain/shop/trade.h"
#include "domain/territory/territory.h"
#include "paper/claim_paper.h"
#include "review_case_html.h"
#include "review_list_html.h"
#include "review_sql.h"

enum { PAGE = 50, FACTS_MAX = 16 };

struct list_query {
  struct str after, saved;
};
static const struct field query_fields[] = {
    FIELD(struct list_query, after, TEXT, .max = 13, .help = "Where the list goes on"),
    FIELD(struct list_query, saved, TEXT, .max = 20, .help = "What was just done"),
};
static const struct form list_query = FORM("Entries", struct list_query, query_fields);

struct decision_typed {
  struct str act, answer;
};
static const struct field decision_fields[] = {
    FIELD(struct decision_typed, act, CHOICE, .required = true, .choices = "approve|refuse|ask",
          .help = "What is decided"),
    FIELD(struct decision_typed, answer, LONGTEXT, .max = 1000,
          .help = "The reason or the question, sent by mail"),
};
static const struct form decision_form = FORM("Decision", struct decision_typed, decision_fields);

static enum message kind_text(enum case_kind kind) {
  switch (kind) {
  case CASE_REGISTRATION:
    return MSG_review_registration;
  case CASE_CLAIM:
    return MSG_review_claim;
  case CASE_PHOTO:
    return MSG_review_photo;
  case CASE_CORRECTION:
    break;
  }
  return MSG_review_correction;
}

/* The list. */

static void set_gone(struct ctx *ctx, struct review_list_page *view) {
  struct review_missing_rows rows = review_missing(ctx);
  view->gone.items = arena_array(ctx->arena, struct review_gone, rows.count);
  view->gone.count = rows.count;
  for (size_t i = 0; i < rows.count; i++)
    view->gone.items[i] =
        (struct review_gone){view->frame.root,   rows.items[i].slug,   rows.items[i].name,
                             rows.items[i].town, rows.items[i].source, rows.items[i].missing_on};
}

static void show_list(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct list_query *query = request_form(request);
  struct case_id after = {0};
  if (!id_from_text(query->after, &after.value)) after.value = 0;
  struct moderations cases = moderation_open(ctx, after);
  struct review_list_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_review_title),
      .rows = {arena_array(ctx->arena, struct review_row, cases.count), cases.count},
      .saved = query->saved.len > 0};
  for (size_t i = 0; i < cases.count; i++)
    view.rows.items[i] = (struct review_row){.root = view.frame.root,
                                             .id = id_text(ctx->arena, cases.items[i].id.value),
                                             .kind = kind_text(cases.items[i].kind),
                                             .one = cases.items[i],
                                             .asked = cases.items[i].state == CASE_ASKED};
  set_gone(ctx, &view);
  if (cases.count == PAGE) view.next = view.rows.items[PAGE - 1].id;
  struct html_out out = response_out(request, response, 200);
  review_list_html(&out, &view);
}

/* One case. */

static void add_fact(struct review_case_page *view, struct ctx *ctx, enum message label,
                     struct str old_value, struct str new_value) {
  if (old_value.len + new_value.len == 0) return;
  view->facts.items[view->facts.count++] =
      (struct review_fact){.label = message_text(ctx->language, label),
                           .old_value = old_value,
                           .new_value = new_value,
                           .differs = old_value.len > 0 && !str_equal(old_value, new_value)};
}

/* In words too: few people read « Mo-Fr 09:00-18:00 » without a slip. */
static void add_hours(struct review_case_page *view, struct request *request, enum message label,
                      struct str old_value, struct str new_value) {
  size_t count = view->facts.count;
  add_fact(view, request->ctx, label, old_value, new_value);
  if (view->facts.count == count) return;
  struct review_fact *fact = &view->facts.items[count];
  fact->old_week = hours_week_words(request, old_value);
  fact->new_week = hours_week_words(request, new_value);
}

static void show_registration(struct request *request, struct review_case_page *view) {
  struct ctx *ctx = request->ctx;
  struct registration entry;
  if (!registration_find(ctx, (struct registration_id){view->one.subject}, &entry)) return;
  const struct shop_facts *facts = &entry.facts;
  struct str address = str_format(ctx->arena, "%.*s, %.*s %.*s", STR_ARG(facts->street),
                                  STR_ARG(facts->postcode), STR_ARG(facts->town));
  add_fact(view, ctx, MSG_fields_name, entry.check_name, facts->name);
  add_fact(view, ctx, MSG_fields_trade, entry.check_activity,
           trade_name(facts->trade, ctx->language));
  add_fact(view, ctx, MSG_join_address, entry.check_address, address);
  add_fact(view, ctx, MSG_join_number, S(""), entry.number);
  add_fact(view, ctx, MSG_fields_phone, S(""), facts->phone);
  add_fact(view, ctx, MSG_fields_website, S(""), facts->website);
  add_hours(view, request, MSG_join_hours, S(""), facts->opening_hours);
  add_fact(view, ctx, MSG_fields_description, S(""), facts->description);
  add_fact(view, ctx, MSG_join_person_name, S(""), entry.person_name);
  static const enum message words[] = {MSG_review_check_none, MSG_review_check_waiting,
                                       MSG_review_check_found, MSG_review_check_unknown,
                                       MSG_review_check_silent};
  enum message word = entry.check_closed ? MSG_review_check_closed : words[entry.check];
  add_fact(view, ctx, MSG_review_register, S(""), message_text(ctx->language, word));
  view->unconfirmed = !entry.confirmed;
  view->has_photo = entry.photo.len > 0;
  view->photo_text = entry.photo_text;
  view->photo.text = str_format(ctx->arena, "/bureau/fiches/%.*s/photo.webp", STR_ARG(view->id));
  struct duplicates near = registration_duplicates(ctx, &entry);
  view->nears.items = arena_array(ctx->arena, struct review_near, near.count);
  for (size_t i = 0; i < near.count; i++)
    view->nears.items[view->nears.count++] =
        (struct review_near){near.items[i].slug, near.items[i].name, near.items[i].street};
}

static void show_claim(struct ctx *ctx, struct review_case_page *view, const struct shop *shop) {
  struct claim claim;
  if (!claim_find(ctx, (struct claim_id){view->one.subject}, &claim)) return;
  static const enum message words[] = {MSG_review_by_post, MSG_review_by_post, MSG_review_by_phone,
                                       MSG_review_by_agent};
  view->claim = claim.channel != CLAIM_BY_AGENT;
  view->unconfirmed = !claim.confirmed;
  view->phone = shop->phone;
  view->by_phone = claim.channel == CLAIM_BY_PHONE;
  add_fact(view, ctx, MSG_join_person_name, S(""), claim.person_name);
  add_fact(view, ctx, MSG_review_channel, S(""), message_text(ctx->language, words[claim.channel]));
  add_fact(view, ctx, MSG_join_address, S(""),
           str_format(ctx->arena, "%.*s, %.*s %.*s", STR_ARG(shop->street), STR_ARG(shop->postcode),
                      STR_ARG(shop->town)));
}

static enum message field_text(struct str field) {
  if (str_equal(field, S("name"))) return MSG_correction_name;
  if (str_equal(field, S("trade"))) return MSG_correction_trade;
  if (str_equal(field, S("street"))) return MSG_correction_street;
  if (str_equal(field, S("phone"))) return MSG_correction_phone;
  if (str_equal(field, S("website"))) return MSG_correction_website;
  if (str_equal(field, S("hours"))) return MSG_correction_hours;
  if (str_equal(field, S("position"))) return MSG_correction_position;
  if (str_equal(field, S("closed"))) return MSG_correction_closed;
  return MSG_correction_other;
}

static void show_correction(struct request *request, struct review_case_page *view,
                            const struct shop *shop) {
  struct ctx *ctx = request->ctx;
  const struct moderation *one = &view->one;
  struct str now = correction_text(ctx, one->field, correction_now(ctx, shop, one->field));
  struct str wanted = correction_text(ctx, one->field, one->new_value);
  if (wanted.len == 0) wanted = message_text(ctx->language, MSG_review_see);
  if (str_equal(one->field, S("hours")))
    add_hours(view, request, field_text(one->field), now, wanted);
  else
    add_fact(view, ctx, field_text(one->field), now, wanted);
}

static bool find(struct request *request, struct response *response, struct moderation *one) {
  struct case_id id;
  if (id_from_text(request_param(request, "id"), &id.value) &&
      moderation_find(request->ctx, id, one))
    return true;
  response_not_found(request, response);
  return false;
}

static void draw(struct request *request, struct response *response, int status,
                 const struct moderation *one, struct str refusal, struct str code) {
  struct ctx *ctx = request->ctx;
  struct shop shop = {0};
  struct review_case_page view = {.frame = page_frame_of(request, SECTION_DESK, one->name),
                                  .id = id_text(ctx->arena, one->id.value),
                                  .one = *one,
                                  .kind = kind_text(one->kind),
                                  .facts.items =
                                      arena_array(ctx->arena, struct review_fact, FACTS_MAX),
                                  .open = one->state <= CASE_ASKED,
                                  .asked = one->state == CASE_ASKED,
                                  .may_ask = one->email.len > 0,
                                  .refusal = refusal,
                                  .code = code};
  if (shop_find(ctx, one->shop, &shop)) view.slug = shop.slug;
  if (one->kind == CASE_REGISTRATION) show_registration(request, &view);
  if (one->kind == CASE_CLAIM) show_claim(ctx, &view, &shop);
  if (one->kind == CASE_CORRECTION) show_correction(request, &view, &shop);
  struct html_out out = response_out(request, response, status);
  review_case_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct moderation one;
  if (find(request, response, &one)) draw(request, response, 200, &one, S(""), S(""));
}

static void show_photo(struct request *request, struct response *response) {
  struct moderation one;
  struct registration entry;
  if (!find(request, response, &one)) return;
  if (one.kind == CASE_REGISTRATION &&
      registration_find(request->ctx, (struct registration_id){one.subject}, &entry))
    photo_answer_private(request, response, entry.photo);
  else
    response_not_found(request, response);
}

/* The three ways out. */

struct deciding {
  struct moderation one;
  struct str act, answer;
  enum moderation_result result;
};

static enum moderation_result approve(struct ctx *ctx, const struct moderation *one) {
  switch (one->kind) {
  case CASE_REGISTRATION:
    return registration_approve(ctx, one);
  case CASE_CLAIM:
    return claim_approve(ctx, one);
  case CASE_PHOTO: /* decided when it was made */
    return MODERATION_ALREADY_DECIDED;
  case CASE_CORRECTION:
    break;
  }
  return correction_apply(ctx, one);
}

static enum moderation_result refuse(struct ctx *ctx, const struct deciding *deciding) {
  const struct moderation *one = &deciding->one;
  enum moderation_result result = moderation_decide(ctx, one->id, CASE_REFUSED, deciding->answer);
  if (result != MODERATION_OK) return result;
  if (one->kind == CASE_REGISTRATION)
    registration_refuse(ctx, (struct registration_id){one->subject});
  if (one->kind == CASE_CLAIM) claim_refuse(ctx, (struct claim_id){one->subject});
  return MODERATION_OK;
}

static bool decide_body(struct ctx *ctx, void *arg) {
  struct deciding *deciding = arg;
  const struct moderation *one = &deciding->one;
  bool yes = str_equal(deciding->act, S("approve")), no = str_equal(deciding->act, S("refuse"));
  if (yes)
    deciding->result = approve(ctx, one);
  else if (no)
    deciding->result = refuse(ctx, deciding);
  else
    deciding->result = moderation_ask(ctx, one->id, deciding->answer);
  if (deciding->result != MODERATION_OK) return false;
  struct str act = yes ? S("entry.approve") : no ? S("entry.refuse") : S("entry.ask");
  if (yes && one->kind == CASE_CORRECTION) act = S("shop.correct");
  audit_write(ctx, act, one->shop.value != 0 ? one->shop.value : one->id.value,
              str_format(ctx->arena, "%.*s %.*s", STR_ARG(one->name), STR_ARG(one->field)));
  return true;
}

static void decide(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct decision_typed *typed = request_form(request);
  struct deciding deciding = {
      .act = typed->act, .answer = typed->answer, .result = MODERATION_NO_REASON};
  if (!find(request, response, &deciding.one)) return;
  if (form_ok(request) && db_write(ctx, decide_body, &deciding)) {
    response_redirect(response, S("/bureau/fiches?saved=oui"));
    return;
  }
  draw(request, response, moderation_status(deciding.result), &deciding.one,
       message_text(ctx->language, moderation_message(deciding.result)), S(""));
}

/* A claim's code: on a letter, or on the screen to be read out. */

static bool make_code(struct request *request, struct response *response, struct moderation *one,
                      struct str *code) {
  struct ctx *ctx = request->ctx;
  if (!find(request, response, one)) return false;
  enum claim_result result = CLAIM_UNKNOWN;
  if (one->kind == CASE_CLAIM) result = claim_make_code(ctx, (struct claim_id){one->subject}, code);
  if (result != CLAIM_OK)
    draw(request, response, claim_status(result), one,
         message_text(ctx->language, claim_message(result)), S(""));
  return result == CLAIM_OK;
}

static void read_out(struct request *request, struct response *response) {
  struct moderation one;
  struct str code;
  response_header(response, "Cache-Control", S("no-store"));
  if (make_code(request, response, &one, &code)) draw(request, response, 200, &one, S(""), code);
}

static void print_letter(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct moderation one;
  struct shop shop;
  struct territory territory;
  struct claim claim;
  struct str code;
  if (!make_code(request, response, &one, &code)) return;
  if (!shop_find(ctx, one.shop, &shop) || !territory_find(ctx, ctx->territory, &territory) ||
      !claim_find(ctx, (struct claim_id){one.subject}, &claim)) {
    response_not_found(request, response);
    return;
  }
  struct claim_paper paper = {
      .language = one.language,
      .territory = territory.name,
      .contact = territory.contact_email,
      .shop = shop.name,
      .street = shop.street,
      .town = str_format(ctx->arena, "%.*s %.*s", STR_ARG(shop.postcode), STR_ARG(shop.town)),
      .person = claim.person_name,
      .code = code,
      .written_on = zone_day(ctx->zone, ctx->now),
      .expires_on = zone_day(ctx->zone, claim.code_expires_at),
      .accent = territory.accent};
  response_header(response, "Cache-Control", S("no-store"));
  response_bytes(response, S("application/pdf"), paper_claim_pdf(ctx->arena, &paper),
                 S("lettre-code.pdf"));
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/fiches", show_list, WHO_AGENT, &list_query,
     .help = "Entries, claims and corrections that wait."},
    {METHOD_GET, "/bureau/fiches/{id}", show, WHO_AGENT, .help = "One of them."},
    {METHOD_GET, "/bureau/fiches/{id}/photo.webp", show_photo, WHO_AGENT,
     .help = "The photo that came with a registration."},
    {METHOD_POST, "/bureau/fiches/{id}", decide, WHO_AGENT, &decision_form,
     .help = "Approve, refuse with a reason, or ask."},
    {METHOD_POST, "/bureau/fiches/{id}/code", read_out, WHO_AGENT,
     .help = "A claim's code, to read out on the telephone."},
    {METHOD_POST, "/bureau/fiches/{id}/lettre.pdf", print_letter, WHO_AGENT,
     .help = "A claim's code on a letter."},
};
const struct route_table review_routes = {routes, sizeof routes / sizeof routes[0]};
