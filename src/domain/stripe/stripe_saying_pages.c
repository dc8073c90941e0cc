/* Saying what a movement at Stripe is, and agreeing. */
#include "domain/stripe/stripe_pages.h"
#include "domain/stripe/stripe_saying.h"

struct saying_form {
  struct str meaning, note;
};
static const struct field saying_fields[] = {
    FIELD(struct saying_form, meaning, TEXT, .max = 20, .help = "fee, reserve, bank or territory"),
    FIELD(struct saying_form, note, TEXT, .max = 200, .help = "In a sentence"),
};
static const struct form saying_form = FORM("StripeSaying", struct saying_form, saying_fields);

static bool find(struct request *request, struct stripe_odd *odd) {
  struct stripe_odd_id id;
  return id_from_text(request_param(request, "id"), &id.value) &&
         stripe_odd_find(request->ctx, id, odd);
}

static void answer(struct request *request, struct response *response, struct stripe_odd_id id,
                   enum stripe_odd_result result) {
  struct stripe_odd odd;
  if (result == STRIPE_ODD_RESULT_OK)
    response_redirect(response, str_format(request->ctx->arena, "/bureau/stripe/a-voir/%.*s",
                                           STR_ARG(request_param(request, "id"))));
  else if (stripe_odd_find(request->ctx, id, &odd))
    stripe_odd_draw(request, response, stripe_odd_status(result), &odd,
                    message_text(request->ctx->language, stripe_odd_message(result)));
  else
    response_not_found(request, response);
}

static void say(struct request *request, struct response *response) {
  const struct saying_form *form = request_form(request);
  struct stripe_odd odd = {0};
  enum stripe_meaning meaning;
  find(request, &odd);
  bool clear = form_ok(request) && stripe_meaning_from_text(form->meaning, &meaning);
  answer(request, response, odd.id,
         clear ? stripe_saying_say(request->ctx, odd.id, meaning, form->note)
               : STRIPE_ODD_RESULT_NO_MEANING);
}

static void confirm(struct request *request, struct response *response) {
  struct stripe_odd odd = {0};
  find(request, &odd);
  answer(request, response, odd.id, stripe_saying_confirm(request->ctx, odd.id));
}

static void cancel(struct request *request, struct response *response) {
  struct stripe_odd odd = {0};
  find(request, &odd);
  answer(request, response, odd.id, stripe_saying_cancel(request->ctx, odd.id));
}

#define ODD "/bureau/stripe/a-voir/{id}"
static const struct route routes[] = {
    {METHOD_POST, ODD "/dire", say, WHO_STAFF, &saying_form,
     .help = "Say what a movement at Stripe is."},
    {METHOD_POST, ODD "/dire/confirmer", confirm, WHO_ACCOUNTANT,
     .help = "It is, and enters the books; not by whoever said so."},
    {METHOD_POST, ODD "/dire/annuler", cancel, WHO_STAFF, .help = "It is not that."},
};
const struct route_table stripe_saying_routes = {routes, sizeof routes / sizeof *routes};
