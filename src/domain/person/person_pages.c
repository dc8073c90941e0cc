#include "domain/person/person_pages.h"

#include "domain/person/keeping.h"
#include "domain/person/person.h"
#include "domain/territory/territory.h"
#include "sign_in_html.h"

struct sign_in_form {
  struct str email, password, next;
};

static const struct field sign_in_fields[] = {
    FIELD(struct sign_in_form, email, TEXT, .required = true),
    FIELD(struct sign_in_form, password, SECRET, .required = true),
    FIELD(struct sign_in_form, next, TEXT),
};
static const struct form sign_in_form = FORM("SignIn", struct sign_in_form, sign_in_fields);

struct next_form {
  struct str next;
  bool renewed, moved;
};
static const struct field next_fields[] = {
    FIELD(struct next_form, next, TEXT),
    FIELD(struct next_form, renewed, FLAG, .help = "Comes from a new password"),
    FIELD(struct next_form, moved, FLAG, .help = "Comes from another address"),
};
static const struct form next_form = FORM("SignInNext", struct next_form, next_fields);

/* Only a path of this site may follow: "//elsewhere.example" would leave it. */
static bool is_local(struct str path) {
  return path.len > 1 && path.ptr[0] == '/' && path.ptr[1] != '/' && path.ptr[1] != '\\';
}

static void draw(struct request *request, struct response *response, int status,
                 struct sign_in_page view) {
  struct territory territory;
  if (territory_find(request->ctx, request->ctx->territory, &territory))
    view.contact = territory.contact_email;
  view.frame = page_frame_titled(request, SECTION_SIGN_IN, MSG_person_sign_in);
  struct html_out out = response_out(request, response, status);
  sign_in_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  const struct next_form *form = request_form(request);
  draw(request, response, 200,
       (struct sign_in_page){.next = form->next, .renewed = form->renewed, .moved = form->moved});
}

/* Where somebody works who did not say where to go. */
static struct str own_page(struct ctx *ctx, struct str token) {
  struct session session;
  if (!session_find(ctx, token, &session)) return S("/");
  return session.shopkeeper ? S("/releve") : S("/bureau");
}

static void sign_in(struct request *request, struct response *response) {
  const struct sign_in_form *form = request_form(request);
  enum person_result result = PERSON_UNKNOWN;
  struct str token;
  struct str browser = browser_name(request->ctx->arena, request_header(request, "User-Agent"));
  if (form_ok(request))
    result = person_sign_in(request->ctx, form->email, form->password, browser, &token);
  if (result != PERSON_OK) {
    struct sign_in_page view = {.email = form->email,
                                .next = form->next,
                                .refused = true,
                                .refusal =
                                    message_text(request->ctx->language, MSG_person_unknown)};
    draw(request, response, 422, view);
    return;
  }
  response_session(response, token);
  response_redirect(response, is_local(form->next) ? form->next : own_page(request->ctx, token));
}

static void sign_out(struct request *request, struct response *response) {
  session_end(request->ctx, request_session_token(request));
  response_session(response, S(""));
  response_redirect(response, S("/"));
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/connexion",
     .handle = show,
     .who = WHO_ANYONE,
     .form = &next_form,
     .help = "Sign in: shopkeepers, agents, accountants."},
    {.method = METHOD_POST,
     .path = "/connexion",
     .handle = sign_in,
     .who = WHO_ANYONE,
     .form = &sign_in_form,
     .rate = RATE_SIGN_IN,
     .help = "Check the password; open a session."},
    {.method = METHOD_POST,
     .path = "/deconnexion",
     .handle = sign_out,
     .who = WHO_ANYONE,
     .help = "End the session."},
};

const struct route_table person_routes = {routes, sizeof routes / sizeof *routes};
