/* « Inscrire mon commerce »: number, shop, hours, photo, account, check. */
#include "base/iban.h"
#include "domain/joining/joining_pages.h"
#include "domain/photo/photo_pages.h"
#include "domain/shop/trade.h"
#include "domain/territory/territory.h"
#include "join_account_html.h"
#include "join_check_html.h"
#include "join_hours_html.h"
#include "join_number_html.h"
#include "join_photo_html.h"
#include "join_sent_html.h"
#include "join_shop_html.h"
#include "join_wait_html.h"

enum { WAIT_MS = 4000 };
enum screen {
  SCREEN_NUMBER,
  SCREEN_SHOP,
  SCREEN_HOURS,
  SCREEN_PHOTO,
  SCREEN_ACCOUNT,
  SCREEN_CHECK
};

struct number_typed {
  struct str number;
  bool none;
};
static const struct field number_fields[] = {
    FIELD(struct number_typed, number, TEXT, .max = 40, .help = "SIRET or UID"),
    FIELD(struct number_typed, none, FLAG, .help = "There is none yet"),
};
static const struct form number_form =
    FORM("RegistrationNumber", struct number_typed, number_fields);

struct shop_screen {
  struct shop_typed shop;
};
static const struct field shop_fields[] = {SHOP_TYPED_FIELDS(struct shop_screen)};
static const struct form shop_form = FORM("RegistrationShop", struct shop_screen, shop_fields);

struct account_typed {
  struct str iban, holder;
  bool vouchers;
};
static const struct field account_fields[] = {
    FIELD(struct account_typed, iban, TEXT, .max = 60, .help = "Where vouchers are paid to"),
    FIELD(struct account_typed, holder, TEXT, .max = 70, .help = "Whose account it is"),
    FIELD(struct account_typed, vouchers, FLAG, .help = "Take part in voucher campaigns"),
};
static const struct form account_form =
    FORM("RegistrationAccount", struct account_typed, account_fields);

struct photo_typed {
  struct str text, go;
};
static const struct field photo_fields[] = {
    FIELD(struct photo_typed, text, TEXT, .max = PHOTO_TEXT_MAX, .help = "What is on it"),
    FIELD(struct photo_typed, go, CHOICE, .choices = "next|show|remove", .help = "What then"),
};
static const struct form photo_form = FORM("RegistrationPhoto", struct photo_typed, photo_fields);

struct check_typed {
  struct str person_name, email, company_fax;
  bool agrees;
};
static const struct field check_fields[] = {
    FIELD(struct check_typed, person_name, TEXT, .required = true, .max = 100),
    FIELD(struct check_typed, email, EMAIL, .required = true),
    FIELD(struct check_typed, agrees, FLAG, .required = true),
    FIELD(struct check_typed, company_fax, TEXT, .help = "Left empty by people"),
};
static const struct form check_form = FORM("RegistrationCheck", struct check_typed, check_fields);

/* What all screens share. */

static struct joining_steps steps_to(struct ctx *ctx, enum screen screen) {
  static const enum message labels[] = {MSG_join_step_number,  MSG_join_step_shop,
                                        MSG_join_step_hours,   MSG_join_step_photo,
                                        MSG_join_step_account, MSG_join_step_check};
  enum { COUNT = sizeof labels / sizeof *labels };
  struct joining_steps steps = {arena_array(ctx->arena, struct joining_step, COUNT), COUNT};
  for (size_t i = 0; i < COUNT; i++)
    steps.items[i] = (struct joining_step){labels[i], i == (size_t)screen, i < (size_t)screen};
  return steps;
}

static struct joining_page page_of(struct request *request, enum screen screen,
                                   const struct registration *one, bool refused) {
  struct joining_page view = {.frame = page_frame_titled(request, SECTION_NONE, MSG_join_title),
                              .top = {steps_to(request->ctx, screen), refused}};
  view.frame.indexed = screen == SCREEN_NUMBER;
  view.frame.description = message_text(request->ctx->language, MSG_join_lead);
  if (!one) return view;
  view.one = *one;
  view.link = request_param(request, "link");
  view.has_photo = one->photo.len > 0;
  view.photo.text =
      str_format(request->ctx->arena, "/inscription/%.*s/photo.webp", STR_ARG(view.link));
  view.found = one->check == CHECK_FOUND;
  view.register_closed = view.found && one->check_closed;
  view.register_unknown = one->check == CHECK_UNKNOWN;
  view.register_silent = one->check == CHECK_WAITING || one->check == CHECK_GIVEN_UP;
  view.trade = trade_name(one->facts.trade, request->ctx->language);
  return view;
}

/* The draft of the address; else the request has been answered. */
static bool find(struct request *request, struct response *response, struct registration *one) {
  struct registration_id id;
  bool found = registration_from_link(request->ctx, request_param(request, "link"), &id) &&
               registration_find(request->ctx, id, one);
  response_header(response, "Cache-Control", S("no-store"));
  if (!found)
    response_not_found(request, response);
  else if (one->state != REGISTRATION_DRAFT)
    response_redirect(response, str_format(request->ctx->arena, "/inscription/%.*s/merci",
                                           STR_ARG(request_param(request, "link"))));
  return found && one->state == REGISTRATION_DRAFT;
}

static void go_to(struct request *request, struct response *response, struct str link,
                  const char *screen) {
  response_redirect(response,
                    str_format(request->ctx->arena, "/inscription/%.*s/%s", STR_ARG(link), screen));
}

/* Sent meanwhile in another window: the screens lead to the end. */
static void keep(struct request *request, struct response *response, const struct registration *one,
                 const char *next) {
  registration_save(request->ctx, one);
  go_to(request, response, request_param(request, "link"), next);
}

/* First: the number. */

static void draw_number(struct request *request, struct response *response, int status,
                        struct str number, const struct duplicates *same) {
  struct territory territory;
  struct joining_page view = page_of(request, SCREEN_NUMBER, NULL, status != 200);
  view.number = number;
  view.number_error = shop_problem(request, "number");
  view.swiss = territory_find(request->ctx, request->ctx->territory, &territory) &&
               str_equal(territory.country, S("CH"));
  if (same) view.same = *same;
  struct html_out out = response_out(request, response, status);
  join_number_html(&out, &view);
}

static void show_number(struct request *request, struct response *response) {
  draw_number(request, response, 200, S(""), NULL);
}

static void take_number(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct number_typed *typed = request_form(request);
  struct str number = S("");
  enum registry_number kind = NUMBER_WRONG;
  if (typed->number.len > 0) kind = registry_number_read(ctx->arena, typed->number, &number);
  if (kind == NUMBER_WRONG && !(typed->none && typed->number.len == 0))
    form_refuse(request, "number",
                typed->number.len > 0 ? MSG_join_number_wrong : MSG_join_number_missing);
  if (!form_ok(request)) {
    draw_number(request, response, 422, typed->number, NULL);
    return;
  }
  struct registration probe = {.facts = {.siret = kind == NUMBER_SIRET ? number : S("")}};
  struct duplicates same = registration_duplicates(ctx, &probe);
  if (same.count > 0 && !typed->none) {
    draw_number(request, response, 409, typed->number, &same);
    return;
  }
  struct registration_id id = registration_begin(ctx, number, kind == NUMBER_SIRET);
  go_to(request, response, registration_link(ctx, id), "commerce");
}

/* Second: the shop. While the register is asked, a page that looks again by itself. */

static bool still_asking(const struct ctx *ctx, const struct registration *one) {
  return one->check == CHECK_WAITING && one->check_tries == 0 && one->facts.name.len == 0 &&
         ctx->now.ms - one->created_at.ms < WAIT_MS;
}

static void draw_shop(struct request *request, struct response *response, int status,
                      const struct registration *one, const struct shop_typed *typed,
                      struct str located) {
  struct joining_page view = page_of(request, SCREEN_SHOP, one, status != 200);
  view.fields = shop_fields_of(request, typed, status != 200);
  view.fields.located = located;
  struct html_out out = response_out(request, response, status);
  join_shop_html(&out, &view);
}

static void show_shop(struct request *request, struct response *response) {
  struct registration one;
  if (!find(request, response, &one)) return;
  if (still_asking(request->ctx, &one)) {
    struct joining_page view = page_of(request, SCREEN_SHOP, &one, false);
    response_header(response, "Refresh", S("1"));
    struct html_out out = response_out(request, response, 200);
    join_wait_html(&out, &view);
    return;
  }
  struct shop_typed typed = shop_typed_of(request->ctx, &one.facts);
  draw_shop(request, response, 200, &one, &typed, S(""));
}

static void save_shop(struct request *request, struct response *response) {
  const struct shop_screen *typed = request_form(request);
  struct registration one;
  if (!find(request, response, &one)) return;
  if (typed->shop.locate) {
    struct shop_typed again = typed->shop;
    struct str located = shop_typed_locate(request, &again);
    draw_shop(request, response, 200, &one, &again, located);
    return;
  }
  if (shop_typed_read(request, &typed->shop, true, &one.facts))
    keep(request, response, &one, "horaires");
  else
    draw_shop(request, response, 422, &one, &typed->shop, S(""));
}

/* Third: the hours. */

static void draw_hours(struct request *request, struct response *response, int status,
                       const struct registration *one, const struct hours_typed *typed) {
  struct joining_page view = page_of(request, SCREEN_HOURS, one, status != 200);
  view.editor = hours_editor_of(request, typed, false, status != 200);
  struct html_out out = response_out(request, response, status);
  join_hours_html(&out, &view);
}

static void show_hours(struct request *request, struct response *response) {
  struct registration one;
  struct hours_typed typed;
  if (!find(request, response, &one)) return;
  hours_typed_from(request->ctx, one.facts.opening_hours, &(struct shop_exceptions){0},
                   &(struct shop_services){0}, &typed);
  draw_hours(request, response, 200, &one, &typed);
}

static void save_hours(struct request *request, struct response *response) {
  const struct hours_typed *typed = request_form(request);
  struct registration one;
  struct hours_edited edited;
  if (!find(request, response, &one)) return;
  bool fine = hours_edited_read(request, typed, false, &edited);
  if (!fine || str_equal(typed->go, S("preview"))) {
    draw_hours(request, response, fine ? 200 : 422, &one, typed);
    return;
  }
  one.facts.opening_hours = edited.value;
  keep(request, response, &one, "photo");
}

/* Fourth: the photo. It waits with the rest for an agent's yes. */

static void draw_photo(struct request *request, struct response *response, int status,
                       const struct registration *one, struct str text) {
  struct joining_page view = page_of(request, SCREEN_PHOTO, one, status != 200);
  view.photo_file = (struct shop_input){"photo", S(""), shop_problem(request, "photo")};
  view.photo_text = (struct shop_input){"text", text, shop_problem(request, "text")};
  struct html_out out = response_out(request, response, status);
  join_photo_html(&out, &view);
}

static void show_photo(struct request *request, struct response *response) {
  struct registration one;
  if (find(request, response, &one)) draw_photo(request, response, 200, &one, one.photo_text);
}

static void remove_photo(struct request *request, struct response *response,
                         const struct registration *one) {
  registration_remove_photo(request->ctx, one);
  go_to(request, response, request_param(request, "link"), "photo");
}

/* A picture that came is kept before its words are asked again: a file cannot be shown as typed. */
static void save_photo(struct request *request, struct response *response) {
  const struct photo_typed *typed = request_form(request);
  struct registration one;
  struct photos made;
  if (!find(request, response, &one)) return;
  if (str_equal(typed->go, S("remove"))) {
    remove_photo(request, response, &one);
    return;
  }
  enum photo_taken taken = photo_take(request, "photo", &made);
  bool there = taken == PHOTO_TAKEN || (taken == PHOTO_NONE && one.photo.len > 0);
  if (there)
    registration_set_photo(request->ctx, &one, taken == PHOTO_TAKEN ? &made : NULL, typed->text);
  if (there && typed->text.len == 0) form_refuse(request, "text", MSG_photo_text_missing);
  if (taken == PHOTO_TAKEN) registration_find(request->ctx, one.id, &one);
  if (form_ok(request))
    go_to(request, response, request_param(request, "link"),
          str_equal(typed->go, S("show")) ? "photo" : "compte");
  else
    draw_photo(request, response, 422, &one, typed->text);
}

static void photo_file(struct request *request, struct response *response) {
  struct registration one;
  if (find(request, response, &one)) photo_answer_private(request, response, one.photo);
}

/* Fifth: the account. */

static void draw_account(struct request *request, struct response *response, int status,
                         const struct registration *one) {
  struct joining_page view = page_of(request, SCREEN_ACCOUNT, one, status != 200);
  view.iban = (struct shop_input){"iban", one->iban, shop_problem(request, "iban")};
  view.holder = (struct shop_input){"holder", one->account_holder, shop_problem(request, "holder")};
  view.vouchers = one->takes_vouchers;
  struct html_out out = response_out(request, response, status);
  join_account_html(&out, &view);
}

static void show_account(struct request *request, struct response *response) {
  struct registration one;
  if (find(request, response, &one)) draw_account(request, response, 200, &one);
}

static void save_account(struct request *request, struct response *response) {
  const struct account_typed *typed = request_form(request);
  struct registration one;
  struct iban iban;
  if (!find(request, response, &one)) return;
  one.iban = typed->iban;
  one.account_holder = typed->holder;
  one.takes_vouchers = typed->vouchers;
  if (typed->iban.len > 0 && !iban_parse(typed->iban, &iban))
    form_refuse(request, "iban", MSG_statement_iban_wrong);
  else if (typed->iban.len > 0)
    one.iban = iban_str(&iban);
  if (typed->iban.len > 0 && typed->holder.len == 0)
    form_refuse(request, "holder", MSG_field_required);
  if (form_ok(request))
    keep(request, response, &one, "envoi");
  else
    draw_account(request, response, 422, &one);
}

/* Last: the check. */

static void draw_check(struct request *request, struct response *response, int status,
                       const struct registration *one) {
  struct joining_page view = page_of(request, SCREEN_CHECK, one, status != 200);
  view.duplicates = registration_duplicates(request->ctx, one);
  view.person_name =
      (struct shop_input){"person_name", one->person_name, shop_problem(request, "person_name")};
  view.email = (struct shop_input){"email", one->email, shop_problem(request, "email")};
  view.agrees = (struct shop_input){"agrees", S(""), shop_problem(request, "agrees")};
  struct html_out out = response_out(request, response, status);
  join_check_html(&out, &view);
}

static void show_check(struct request *request, struct response *response) {
  struct registration one;
  if (!find(request, response, &one)) return;
  if (one.facts.name.len == 0 || one.facts.trade.len == 0 || one.facts.town.len == 0)
    go_to(request, response, request_param(request, "link"), "commerce");
  else
    draw_check(request, response, 200, &one);
}

static void send(struct request *request, struct response *response) {
  const struct check_typed *typed = request_form(request);
  struct registration one;
  if (!find(request, response, &one)) return;
  one.person_name = typed->person_name;
  one.email = typed->email;
  bool whole = one.facts.name.len > 0 && one.facts.trade.len > 0 && one.facts.town.len > 0;
  if (!form_ok(request) || !whole) {
    draw_check(request, response, 422, &one);
    return;
  }
  registration_save(request->ctx, &one);
  if (typed->company_fax.len == 0) registration_send(request->ctx, one.id);
  go_to(request, response, request_param(request, "link"), "merci");
}

static void show_sent(struct request *request, struct response *response) {
  struct registration_id id;
  struct registration one;
  if (!registration_from_link(request->ctx, request_param(request, "link"), &id) ||
      !registration_find(request->ctx, id, &one)) {
    response_not_found(request, response);
    return;
  }
  struct joining_page view = page_of(request, SCREEN_CHECK, &one, false);
  struct html_out out = response_out(request, response, 200);
  join_sent_html(&out, &view);
}

static const struct route routes[] = {
    {METHOD_GET, "/inscription", show_number, WHO_ANYONE, .help = "Register a shop: its number."},
    {METHOD_POST, "/inscription", take_number, WHO_ANYONE, &number_form, .rate = RATE_PROPOSAL,
     .help = "Begin a registration; the register is asked beside."},
    {METHOD_GET, "/inscription/{link}/commerce", show_shop, WHO_ANYONE,
     .help = "Register a shop: its facts."},
    {METHOD_POST, "/inscription/{link}/commerce", save_shop, WHO_ANYONE, &shop_form,
     .rate = RATE_WRITE, .help = "Keep the facts and go on."},
    {METHOD_GET, "/inscription/{link}/horaires", show_hours, WHO_ANYONE,
     .help = "Register a shop: its hours."},
    {METHOD_POST, "/inscription/{link}/horaires", save_hours, WHO_ANYONE, &hours_form,
     .rate = RATE_WRITE, .help = "Keep the hours and go on, or show a preview."},
    {METHOD_GET, "/inscription/{link}/photo", show_photo, WHO_ANYONE,
     .help = "Register a shop: its photo."},
    {METHOD_POST, "/inscription/{link}/photo", save_photo, WHO_ANYONE, &photo_form,
     .rate = RATE_PROPOSAL, .upload = true, .strangers = true, .body_limit = PHOTO_FORM_BYTES,
     .help = "Keep the photo, show it or take it away."},
    {METHOD_GET, "/inscription/{link}/photo.webp", photo_file, WHO_ANYONE,
     .help = "The photo that was sent, for who sent it."},
    {METHOD_GET, "/inscription/{link}/compte", show_account, WHO_ANYONE,
     .help = "Register a shop: where its money goes."},
    {METHOD_POST, "/inscription/{link}/compte", save_account, WHO_ANYONE, &account_form,
     .rate = RATE_WRITE, .help = "Keep the account and go on."},
    {METHOD_GET, "/inscription/{link}/envoi", show_check, WHO_ANYONE,
     .help = "Register a shop: everything once more, with shops it may already be."},
    {METHOD_POST, "/inscription/{link}/envoi", send, WHO_ANYONE, &check_form, .rate = RATE_PROPOSAL,
     .help = "Send it to the territory's agents."},
    {METHOD_GET, "/inscription/{link}/merci", show_sent, WHO_ANYONE,
     .help = "It was sent; what comes next."},
};
const struct route_table registration_routes = {routes, sizeof routes / sizeof routes[0]};
