/* One thing that does not fit, and what may be done about it. */
#include "domain/stripe/stripe_pages.h"
#include "domain/stripe/stripe_saying.h"
#include "stripe_odd_view_html.h"

struct note_form {
  struct str note;
};
static const struct field note_fields[] = {
    FIELD(struct note_form, note, TEXT, .max = 200, .help = "Why"),
};
static const struct form note_form = FORM("StripeOddNote", struct note_form, note_fields);

static bool find(struct request *request, struct stripe_odd *odd) {
  struct stripe_odd_id id;
  return id_from_text(request_param(request, "id"), &id.value) &&
         stripe_odd_find(request->ctx, id, odd);
}

/* What people may say that it is. */
static void set_saying(struct request *request, const struct stripe_odd *odd,
                       struct stripe_odd_page *view) {
  struct ctx *ctx = request->ctx;
  struct stripe_saying saying;
  if (odd->state != STRIPE_ODD_OPEN || !stripe_odd_needs_saying(ctx, odd)) return;
  view->said = stripe_saying_find(ctx, odd->id, &saying);
  view->may_say = !view->said;
  view->may_confirm = view->said && request->session->accountant;
  view->may_close = false;
  if (!view->said) return;
  view->meaning = stripe_meaning_words(saying.meaning);
  view->said_note = saying.note;
}

static void set_choices(struct ctx *ctx, struct stripe_odd_page *view) {
#define X(name, number, text, message) +1
  enum { COUNT = 0 STRIPE_MEANINGS(X) };
#undef X
  view->choices.items = arena_array(ctx->arena, struct stripe_choice, COUNT);
  for (int i = 1; i <= COUNT; i++)
    view->choices.items[view->choices.count++] = (struct stripe_choice){
        stripe_meaning_text((enum stripe_meaning)i), stripe_meaning_words((enum stripe_meaning)i)};
}

void stripe_odd_draw(struct request *request, struct response *response, int status,
                     const struct stripe_odd *odd, struct str problem) {
  bool open = odd->state == STRIPE_ODD_OPEN;
  struct stripe_odd_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_stripe_odd_title),
      .row = stripe_odd_row_of(request, odd),
      .problem = problem,
      .held = money_of(odd->held_minor, request->ctx->currency),
      .holds = odd->held_minor > 0,
      .open = open,
      .may_close = open,
      .may_accept = open && odd->kind == STRIPE_ODD_LATE && odd->held_minor > 0,
      .may_refund = open && odd->held_minor > 0 && odd->intent.len > 0,
  };
  set_saying(request, odd, &view);
  set_choices(request->ctx, &view);
  struct html_out out = response_out(request, response, status);
  stripe_odd_view_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct stripe_odd odd;
  if (find(request, &odd))
    stripe_odd_draw(request, response, 200, &odd, S(""));
  else
    response_not_found(request, response);
}

static void answer(struct request *request, struct response *response, struct stripe_odd_id id,
                   enum stripe_odd_result result) {
  struct stripe_odd odd;
  if (result == STRIPE_ODD_RESULT_OK)
    response_redirect(response, S("/bureau/stripe"));
  else if (stripe_odd_find(request->ctx, id, &odd))
    stripe_odd_draw(request, response, stripe_odd_status(result), &odd,
                    message_text(request->ctx->language, stripe_odd_message(result)));
  else
    response_not_found(request, response);
}

static void accept(struct request *request, struct response *response) {
  struct stripe_odd odd = {0};
  find(request, &odd);
  answer(request, response, odd.id, stripe_odd_accept(request->ctx, odd.id));
}

static void refund(struct request *request, struct response *response) {
  struct stripe_odd odd = {0};
  find(request, &odd);
  answer(request, response, odd.id, stripe_odd_refund(request->ctx, odd.id));
}

static void close_it(struct request *request, struct response *response) {
  const struct note_form *form = request_form(request);
  struct stripe_odd odd = {0};
  find(request, &odd);
  answer(request, response, odd.id,
         stripe_odd_close(request->ctx, odd.id, form_ok(request) ? form->note : S("")));
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/stripe/a-voir/{id}", show, WHO_STAFF,
     .help = "Something at Stripe that does not fit."},
    {METHOD_POST, "/bureau/stripe/a-voir/{id}/accepter", accept, WHO_STAFF,
     .help = "The order is paid after all."},
    {METHOD_POST, "/bureau/stripe/a-voir/{id}/rembourser", refund, WHO_STAFF,
     .help = "The money goes back to the card it came from."},
    {METHOD_POST, "/bureau/stripe/a-voir/{id}/classer", close_it, WHO_STAFF, &note_form,
     .help = "Somebody has looked; what is left stays with the territory."},
};
const struct route_table stripe_odd_routes = {routes, sizeof routes / sizeof *routes};
