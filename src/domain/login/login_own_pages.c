/* One's own login: the password, the address, the browsers that are signed in. */
#include "db/db.h"
#include "domain/login/login_pages.h"
#include "domain/person/keeping.h"
#include "login_own_html.h"

struct own_query {
  struct str done;
};
static const struct field query_fields[] = {
    FIELD(struct own_query, done, CHOICE, .choices = "password|address|session",
          .help = "What was just done"),
};
static const struct form query_form = FORM("OwnLogin", struct own_query, query_fields);

struct renewed {
  struct str old, fresh;
};
static const struct field renewed_fields[] = {
    FIELD(struct renewed, old, SECRET, .required = true, .max = 200, .help = "The present one"),
    FIELD(struct renewed, fresh, SECRET, .max = 200, .help = "At least ten characters"),
};
static const struct form renewed_form = FORM("OwnPassword", struct renewed, renewed_fields);

struct moved {
  struct str email, proof;
};
static const struct field moved_fields[] = {
    FIELD(struct moved, email, EMAIL, .required = true, .help = "Where the link is sent"),
    FIELD(struct moved, proof, SECRET, .required = true, .max = 200, .help = "The password"),
};
static const struct form moved_form = FORM("OwnAddress", struct moved, moved_fields);

static void add_sessions(struct request *request, struct login_own_page *view) {
  struct ctx *ctx = request->ctx;
  struct own_sessions open =
      session_list_open(ctx, request->session->person, request_session_token(request));
  view->sessions = (struct login_session_list){
      arena_array(ctx->arena, struct login_session, open.count), open.count};
  view->others = open.count > 1;
  for (size_t i = 0; i < open.count; i++)
    view->sessions.items[i] = (struct login_session){.root = view->frame.root,
                                                     .form_token = request->form_token,
                                                     .id = id_text(ctx->arena, open.items[i].id),
                                                     .browser = open.items[i].browser,
                                                     .territory = open.items[i].territory,
                                                     .since = open.items[i].since,
                                                     .here = open.items[i].here};
}

static void draw(struct request *request, struct response *response, int status,
                 struct login_own_page view) {
  struct person person = {0};
  view.frame = page_frame_titled(request, SECTION_LOGIN, MSG_login_own_title);
  view.frame.indexed = false;
  person_find(request->ctx, request->session->person, &person, &view.changed_at);
  view.name = person.name;
  view.email = person.email;
  view.changed = view.changed_at.ms > 0;
  add_sessions(request, &view);
  struct html_out out = response_out(request, response, status);
  login_own_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  const struct own_query *query = request_form(request);
  struct login_own_page view = {.password_done = str_equal(query->done, S("password")),
                                .address_done = str_equal(query->done, S("address")),
                                .session_done = str_equal(query->done, S("session"))};
  draw(request, response, 200, view);
}

static struct login_change change_of(struct request *request, struct str password) {
  return (struct login_change){request->session->person, request_session_token(request), password};
}

static void change_password(struct request *request, struct response *response) {
  const struct renewed *typed = request_form(request);
  struct login_change change = change_of(request, typed->old);
  enum login_result result = LOGIN_WRONG_PASSWORD;
  if (form_ok(request)) result = login_change_password(request->ctx, &change, typed->fresh);
  if (result == LOGIN_OK) {
    response_redirect(response, S("/mon-compte?done=password"));
    return;
  }
  struct login_own_page view = {0};
  struct str why = message_text(request->ctx->language, login_message(result));
  *(result == LOGIN_PASSWORD_SHORT ? &view.fresh_error : &view.old_error) = why;
  draw(request, response, login_status(result), view);
}

/* An address that had its letters gets the same answer, and no letter. */
static void ask_address(struct request *request, struct response *response) {
  const struct moved *typed = request_form(request);
  struct login_own_page view = {.new_email = typed->email};
  struct form_problem problem;
  enum language reader = request->ctx->language;
  struct login_change change = change_of(request, typed->proof);
  if (form_problem(request, "email", &problem)) {
    view.new_email = problem.typed;
    view.email_error = message_text(reader, MSG_login_email_wrong);
    draw(request, response, 422, view);
    return;
  }
  enum login_result result = LOGIN_WRONG_PASSWORD;
  struct str key = person_email_key(request->ctx->arena, typed->email);
  if (form_ok(request) && request_may_write_to(request, key))
    result = login_ask_address(request->ctx, &change, typed->email);
  else if (form_ok(request) && person_has_password(request->ctx, change.person, change.password))
    result = LOGIN_OK;
  view.address_asked = result == LOGIN_OK;
  view.asked = typed->email;
  if (view.address_asked) view.new_email = S("");
  if (!view.address_asked)
    *(result == LOGIN_SAME_ADDRESS ? &view.email_error : &view.proof_error) =
        message_text(reader, login_message(result));
  draw(request, response, login_status(result), view);
}

/* ---- sessions ---- */

struct ending {
  struct person_id person;
  struct str token;
  int64_t id;
};

static bool end_body(struct ctx *ctx, void *arg) {
  const struct ending *ending = arg;
  if (ending->id != 0) return session_end_one(ctx, ending->person, ending->id);
  session_end_others(ctx, ending->person, ending->token);
  return true;
}

static void end_one(struct request *request, struct response *response) {
  struct ending ending = {.person = request->session->person};
  if (!id_from_text(request_param(request, "id"), &ending.id) || ending.id == 0) {
    response_not_found(request, response);
    return;
  }
  db_write(request->ctx, end_body, &ending); /* false: it was over already */
  response_redirect(response, S("/mon-compte?done=session"));
}

static void end_others(struct request *request, struct response *response) {
  struct ending ending = {request->session->person, request_session_token(request), 0};
  db_write(request->ctx, end_body, &ending);
  response_redirect(response, S("/mon-compte?done=session"));
}

static const struct route routes[] = {
    {METHOD_GET, "/mon-compte", show, WHO_SIGNED_IN, &query_form,
     .help = "One's own login: password, address, browsers that are signed in."},
    {METHOD_POST, "/mon-compte/mot-de-passe", change_password, WHO_SIGNED_IN, &renewed_form,
     .rate = RATE_SIGN_IN, .help = "Choose another password; the other browsers are signed out."},
    {METHOD_POST, "/mon-compte/adresse", ask_address, WHO_SIGNED_IN, &moved_form,
     .rate = RATE_SIGN_IN, .help = "Sign in with another address: a link is sent there."},
    {METHOD_POST, "/mon-compte/connexions/{id}/fin", end_one, WHO_SIGNED_IN,
     .help = "Sign one browser out."},
    {METHOD_POST, "/mon-compte/connexions/fin", end_others, WHO_SIGNED_IN,
     .help = "Sign all other browsers out."},
};
const struct route_table login_own_routes = {routes, sizeof routes / sizeof routes[0]};
