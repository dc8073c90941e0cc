/* A lost password: asking for a link, and where the link leads. Opening the link changes nothing:
 * programs that look into mails open it too. */
#include "domain/login/login_pages.h"

#include "domain/person/keeping.h"
#include "domain/territory/territory.h"
#include "login_choose_html.h"
#include "login_lost_html.h"
#include "login_move_html.h"

struct lost_typed {
  struct str email;
};
static const struct field lost_fields[] = {
    FIELD(struct lost_typed, email, EMAIL, .required = true, .help = "Where the link is sent"),
};
static const struct form lost_form = FORM("LostPassword", struct lost_typed, lost_fields);

struct chosen {
  struct str password;
};
static const struct field chosen_fields[] = {
    FIELD(struct chosen, password, SECRET, .max = 200, .help = "At least ten characters"),
};
static const struct form chosen_form = FORM("ChosenPassword", struct chosen, chosen_fields);

static void draw_lost(struct request *request, struct response *response, int status,
                      struct login_lost_page view) {
  struct territory territory;
  if (territory_find(request->ctx, request->ctx->territory, &territory))
    view.contact = territory.contact_email;
  view.frame = page_frame_titled(request, SECTION_SIGN_IN, MSG_login_lost_title);
  view.frame.indexed = false;
  response_header(response, "Cache-Control", S("no-store"));
  struct html_out out = response_out(request, response, status);
  login_lost_html(&out, &view);
}

static void show_lost(struct request *request, struct response *response) {
  draw_lost(request, response, 200, (struct login_lost_page){0});
}

/* The same page whether somebody is known or not, and whether the address had its letters already.
 */
static void ask(struct request *request, struct response *response) {
  const struct lost_typed *typed = request_form(request);
  struct form_problem problem;
  struct login_lost_page view = {.email = typed->email, .sent = form_ok(request)};
  if (!view.sent) {
    if (form_problem(request, "email", &problem)) view.email = problem.typed;
    view.problem = message_text(request->ctx->language, MSG_login_email_wrong);
    draw_lost(request, response, 422, view);
    return;
  }
  if (request_may_write_to(request, person_email_key(request->ctx->arena, typed->email)))
    login_forgot(request->ctx, typed->email);
  draw_lost(request, response, 200, view);
}

/* ---- where the links lead ---- */

static bool read_link(struct request *request, struct response *response, enum notice_kind kind,
                      struct login_link *link) {
  response_header(response, "Cache-Control", S("no-store"));
  response_header(response, "Referrer-Policy", S("no-referrer"));
  if (login_read_link(request->ctx, kind, request_param(request, "link"), link)) return true;
  bool moved = kind == NOTICE_ADDRESS_PROVE;
  draw_lost(request, response, 410, (struct login_lost_page){.over = true, .moved = moved});
  return false;
}

static void draw_choose(struct request *request, struct response *response, int status,
                        const struct login_link *link, struct str problem) {
  struct login_choose_page view = {
      .frame = page_frame_titled(request, SECTION_SIGN_IN, MSG_login_choose_title),
      .action = site_path(request, request->path),
      .email = link->person.email,
      .problem = problem};
  view.frame.indexed = false;
  struct html_out out = response_out(request, response, status);
  login_choose_html(&out, &view);
}

static void show_choose(struct request *request, struct response *response) {
  struct login_link link;
  if (read_link(request, response, NOTICE_PASSWORD_LOST, &link))
    draw_choose(request, response, 200, &link, S(""));
}

static void choose(struct request *request, struct response *response) {
  const struct chosen *chosen = request_form(request);
  struct ctx *ctx = request->ctx;
  struct login_link link;
  if (!read_link(request, response, NOTICE_PASSWORD_LOST, &link)) return;
  enum login_result result =
      login_choose_password(ctx, request_param(request, "link"), chosen->password);
  if (result == LOGIN_OK)
    response_redirect(response, S("/connexion?renewed=1"));
  else if (result == LOGIN_LINK_OVER)
    draw_lost(request, response, login_status(result), (struct login_lost_page){.over = true});
  else
    draw_choose(request, response, login_status(result), &link,
                message_text(ctx->language, login_message(result)));
}

static void draw_move(struct request *request, struct response *response, int status,
                      const struct login_link *link, struct str problem) {
  struct login_move_page view = {
      .frame = page_frame_titled(request, SECTION_SIGN_IN, MSG_login_move_title),
      .action = site_path(request, request->path),
      .email = link->email,
      .before = link->person.email,
      .problem = problem};
  view.frame.indexed = false;
  struct html_out out = response_out(request, response, status);
  login_move_html(&out, &view);
}

static void show_move(struct request *request, struct response *response) {
  struct login_link link;
  if (read_link(request, response, NOTICE_ADDRESS_PROVE, &link))
    draw_move(request, response, 200, &link, S(""));
}

static void move(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct login_link link;
  if (!read_link(request, response, NOTICE_ADDRESS_PROVE, &link)) return;
  enum login_result result = login_confirm_address(ctx, request_param(request, "link"));
  if (result == LOGIN_OK)
    response_redirect(response, request->session->person.value == link.person.id.value
                                    ? S("/mon-compte?done=address")
                                    : S("/connexion?moved=1"));
  else if (result == LOGIN_LINK_OVER)
    draw_lost(request, response, login_status(result),
              (struct login_lost_page){.over = true, .moved = true});
  else
    draw_move(request, response, login_status(result), &link,
              message_text(ctx->language, login_message(result)));
}

static const struct route routes[] = {
    {METHOD_GET, "/connexion/oubli", show_lost, WHO_ANYONE,
     .help = "The password is lost: where shall the link go?"},
    {METHOD_POST, "/connexion/oubli", ask, WHO_ANYONE, &lost_form, .rate = RATE_PROPOSAL,
     .help = "Send a link to an address, if somebody signs in with it; the answer does not tell."},
    {METHOD_GET, "/connexion/oubli/{link}", show_choose, WHO_ANYONE,
     .help = "Where the link leads, for an hour: choose another password."},
    {METHOD_POST, "/connexion/oubli/{link}", choose, WHO_ANYONE, &chosen_form, .rate = RATE_SIGN_IN,
     .help = "Choose it; whoever is signed in with the old one is not."},
    {METHOD_GET, "/connexion/adresse/{link}", show_move, WHO_ANYONE,
     .help = "Where the mail to another address leads, for a day."},
    {METHOD_POST, "/connexion/adresse/{link}", move, WHO_ANYONE, .rate = RATE_SIGN_IN,
     .help = "Confirm it; from now on one signs in with it."},
};
const struct route_table login_routes = {routes, sizeof routes / sizeof routes[0]};
