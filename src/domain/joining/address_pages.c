/* The pages that mails lead to: an address is confirmed, with a password if it is new, and a
 * claim's code is typed. Opening the link changes nothing: programs that look into mails open it
 * too. */
#include "db/db.h"
#include "domain/joining/joining_pages.h"
#include "join_address_html.h"

struct password_typed {
  struct str password;
};
static const struct field password_fields[] = {
    FIELD(struct password_typed, password, SECRET, .max = 200, .help = "Of a new account"),
};
static const struct form password_form =
    FORM("NewPassword", struct password_typed, password_fields);

struct code_typed {
  struct str code;
};
static const struct field code_fields[] = {
    FIELD(struct code_typed, code, TEXT, .required = true, .max = 40, .help = "As on the letter"),
};
static const struct form code_form = FORM("ClaimCode", struct code_typed, code_fields);

enum person_result joining_person(struct ctx *ctx, struct str email, struct str name,
                                  struct str password, struct person_id *id) {
  struct person known;
  if (person_find_by_email(ctx, email, &known)) {
    *id = known.id;
    return PERSON_OK;
  }
  db_read_end(ctx);
  return person_create(
      ctx,
      &(struct person_terms){
          .email = email, .name = name, .password = password, .language = ctx->language},
      id);
}

/* What is confirmed: a registration's address or a claim's. */
struct confirming {
  bool claim;
  struct registration_id registration;
  struct claim_id claimed;
  struct str email, name, shop;
  bool confirmed, granted, refused;
  enum claim_channel channel;
  struct person_id person;
};

static bool find_registration(struct request *request, struct confirming *one) {
  struct registration entry;
  struct ctx *ctx = request->ctx;
  if (!registration_from_address_link(ctx, request_param(request, "link"), &one->registration) ||
      !registration_find(ctx, one->registration, &entry))
    return false;
  one->email = entry.email;
  one->name = entry.person_name;
  one->shop = entry.facts.name;
  one->confirmed = entry.confirmed;
  one->granted = entry.state == REGISTRATION_APPROVED;
  one->refused = entry.state == REGISTRATION_REFUSED;
  return entry.state != REGISTRATION_DRAFT;
}

static bool find_claim(struct request *request, struct confirming *one) {
  struct claim claim;
  struct shop shop;
  struct ctx *ctx = request->ctx;
  one->claim = true;
  if (!claim_from_link(ctx, request_param(request, "link"), &one->claimed) ||
      !claim_find(ctx, one->claimed, &claim) || !shop_find(ctx, claim.shop, &shop))
    return false;
  one->email = claim.email;
  one->name = claim.person_name;
  one->shop = shop.name;
  one->confirmed = claim.confirmed;
  one->granted = claim.state == CLAIM_GRANTED;
  one->refused = claim.state == CLAIM_REFUSED;
  one->channel = claim.channel;
  return true;
}

static bool find(struct request *request, struct response *response, struct confirming *one) {
  *one = (struct confirming){0};
  response_header(response, "Cache-Control", S("no-store"));
  bool claim = str_starts(request->path, S("/revendications/"));
  if (claim ? find_claim(request, one) : find_registration(request, one)) return true;
  response_not_found(request, response);
  return false;
}

static void draw(struct request *request, struct response *response, int status,
                 const struct confirming *one, struct str password_error, struct str code_error) {
  struct ctx *ctx = request->ctx;
  struct person known;
  struct str base = str_format(ctx->arena, one->claim ? "/revendications/%.*s" : "/adresses/%.*s",
                               STR_ARG(request_param(request, "link")));
  struct address_page view = {
      .frame = page_frame_titled(request, SECTION_NONE, MSG_address_title),
      .action = site_path(request, base),
      .code_action = site_path(request, str_format(ctx->arena, "%.*s/code", STR_ARG(base))),
      .shop = one->shop,
      .email = one->email,
      .known = person_find_by_email(ctx, one->email, &known),
      .confirmed = one->confirmed,
      .granted = one->granted,
      .decided_no = one->refused,
      .claim = one->claim,
      .by_post = one->channel == CLAIM_BY_POST,
      .by_phone = one->channel == CLAIM_BY_PHONE,
      .password_error = password_error,
      .code_error = code_error};
  view.frame.indexed = false;
  view.enters_code = one->claim && one->confirmed && !one->granted && !one->refused &&
                     one->channel != CLAIM_BY_AGENT;
  struct html_out out = response_out(request, response, status);
  join_address_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct confirming one;
  if (find(request, response, &one)) draw(request, response, 200, &one, S(""), S(""));
}

static bool confirm_body(struct ctx *ctx, void *arg) {
  const struct confirming *one = arg;
  if (one->claim)
    claim_confirm(ctx, one->claimed, one->person);
  else
    registration_confirm(ctx, one->registration, one->person);
  return true;
}

static void confirm(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct password_typed *typed = request_form(request);
  struct confirming one;
  if (!find(request, response, &one)) return;
  enum person_result result =
      joining_person(ctx, one.email, one.name, typed->password, &one.person);
  if (result != PERSON_OK) {
    draw(request, response, 422, &one, message_text(ctx->language, MSG_person_password_short),
         S(""));
    return;
  }
  db_write(ctx, confirm_body, &one);
  response_redirect(response, request->path);
}

static void enter_code(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct code_typed *typed = request_form(request);
  struct confirming one;
  if (!find(request, response, &one)) return;
  enum claim_result result = CLAIM_WRONG_CODE;
  if (form_ok(request)) result = claim_enter_code(ctx, one.claimed, typed->code);
  if (result == CLAIM_WRONG_CODE) request_rate_spend(request, RATE_CODE);
  if (result == CLAIM_OK)
    response_redirect(response, str_format(ctx->arena, "/revendications/%.*s",
                                           STR_ARG(request_param(request, "link"))));
  else
    draw(request, response, claim_status(result), &one, S(""),
         message_text(ctx->language, claim_message(result)));
}

static const struct route routes[] = {
    {METHOD_GET, "/adresses/{link}", show, WHO_ANYONE,
     .help = "Where the mail of a registration leads."},
    {METHOD_POST, "/adresses/{link}", confirm, WHO_ANYONE, &password_form, .rate = RATE_SIGN_IN,
     .help = "Confirm the address of a registration."},
    {METHOD_GET, "/revendications/{link}", show, WHO_ANYONE,
     .help = "Where the mail of a claim leads."},
    {METHOD_POST, "/revendications/{link}", confirm, WHO_ANYONE, &password_form,
     .rate = RATE_SIGN_IN, .help = "Confirm the address of a claim."},
    {METHOD_POST, "/revendications/{link}/code", enter_code, WHO_ANYONE, &code_form,
     .rate = RATE_CODE, .help = "The code from the letter or the call."},
};
const struct route_table address_routes = {routes, sizeof routes / sizeof routes[0]};
