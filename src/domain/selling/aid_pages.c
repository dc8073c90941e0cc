#include "domain/selling/aid.h"

#include "base/fault.h"
#include "db/db.h"
#include "domain/person/audit.h"
#include "domain/selling/campaign_pages.h"
#include "selling_sql.h"

static const struct field filling_fields[] = {
    FIELD(struct aid_filling, funder, TEXT, .max = 120, .help = "Whose money it is"),
    FIELD_GIVEN(struct aid_filling, amount, AMOUNT, has_amount, .max = 100000000000,
                .help = "How much is put in"),
    FIELD(struct aid_filling, seen, INT, .max = INT64_MAX,
          .help = "What had been put in when the form was drawn, in cents"),
};
static const struct form filling_form = FORM("EnvelopeFilling", struct aid_filling, filling_fields);

static void to_page(struct request *request, struct response *response, struct campaign_id id,
                    struct str done) {
  struct arena *arena = request->ctx->arena;
  response_redirect(response, STR_CONCAT(arena, S("/bureau/campagnes/"), id_text(arena, id.value),
                                         S("/aide?saved="), done));
}

static void show(struct request *request, struct response *response) {
  const struct selling_shown *query = request_form(request);
  struct campaign campaign;
  if (!selling_find(request, response, &campaign)) return;
  aid_draw(request, response,
           &(struct aid_drawing){.status = 200, .campaign = &campaign, .done = query->saved});
}

/* The acts. */

struct acting {
  struct campaign_id id;
  struct topup_rule rule;
  const struct aid_filling *filling;
  enum topup_edit_result edit;
  enum envelope_result envelope;
};

static bool rule_body(struct ctx *ctx, void *arg) {
  struct acting *acting = arg;
  acting->edit = topup_keep(ctx, acting->id, &acting->rule);
  if (acting->edit != TOPUP_EDIT_OK) return false;
  audit_write(ctx, S("campaign.top_up"), acting->id.value,
              acting->rule.form == TOPUP_NONE
                  ? S("")
                  : money_decimal(ctx->arena, topup_most_give(&acting->rule)));
  return true;
}

/* The same form sent twice finds another sum than it was drawn with. */
static bool fill_body(struct ctx *ctx, void *arg) {
  struct acting *acting = arg;
  struct envelope before;
  envelope_find(ctx, acting->id, &before);
  acting->envelope =
      before.filled.minor != acting->filling->seen
          ? ENVELOPE_CHANGED
          : envelope_fill(ctx, acting->id, acting->filling->funder, acting->filling->amount);
  return acting->envelope == ENVELOPE_OK;
}

static bool empty_body(struct ctx *ctx, void *arg) {
  struct acting *acting = arg;
  acting->envelope = envelope_empty(ctx, acting->id);
  return acting->envelope == ENVELOPE_OK;
}

static void change(struct request *request, struct response *response) {
  const struct aid_typed *typed = request_form(request);
  struct campaign campaign;
  if (!selling_find(request, response, &campaign)) return;
  struct acting acting = {.id = campaign.id, .rule = aid_rule_of(request, typed)};
  struct aid_drawing drawing = {.status = 422, .campaign = &campaign, .typed = typed};
  if (form_ok(request)) {
    if (db_write(request->ctx, rule_body, &acting)) {
      to_page(request, response, campaign.id, S("regle"));
      return;
    }
    drawing.status = topup_edit_status(acting.edit);
    drawing.refusal = message_text(request->ctx->language, topup_edit_message(acting.edit));
  }
  aid_draw(request, response, &drawing);
}

/* Beside its field, or above all. */
static void refuse(struct request *request, enum envelope_result result,
                   struct aid_drawing *drawing) {
  drawing->status = envelope_status(result);
  if (result == ENVELOPE_NO_FUNDER)
    form_refuse(request, "funder", envelope_message(result));
  else if (result == ENVELOPE_NO_AMOUNT)
    form_refuse(request, "amount", envelope_message(result));
  else
    drawing->refusal = message_text(request->ctx->language, envelope_message(result));
}

static void fill(struct request *request, struct response *response) {
  const struct aid_filling *filling = request_form(request);
  struct campaign campaign;
  if (!selling_find(request, response, &campaign)) return;
  struct acting acting = {.id = campaign.id, .filling = filling};
  struct aid_drawing drawing = {.status = 422, .campaign = &campaign, .filling = filling};
  if (form_ok(request)) {
    if (db_write(request->ctx, fill_body, &acting)) {
      to_page(request, response, campaign.id, S("enveloppe"));
      return;
    }
    refuse(request, acting.envelope, &drawing);
  }
  aid_draw(request, response, &drawing);
}

static void give_back(struct request *request, struct response *response) {
  struct campaign campaign;
  if (!selling_find(request, response, &campaign)) return;
  struct acting acting = {.id = campaign.id};
  if (db_write(request->ctx, empty_body, &acting)) {
    to_page(request, response, campaign.id, S("rendu"));
    return;
  }
  struct aid_drawing drawing = {.campaign = &campaign};
  refuse(request, acting.envelope, &drawing);
  aid_draw(request, response, &drawing);
}

/* Where an agent buys from a test campaign: some shop, or all. */
static void rehearse(struct request *request, struct response *response) {
  struct campaign campaign;
  struct selling_some_shop_row shop;
  if (!selling_find(request, response, &campaign)) return;
  if (campaign.wide) {
    response_redirect(response, S("/bon?test=yes"));
  } else if (selling_some_shop(request->ctx, &shop)) {
    response_redirect(
        response, STR_CONCAT(request->ctx->arena, S("/commerces/"), shop.slug, S("/bon?test=yes")));
  } else {
    response_not_found(request, response);
  }
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/campagnes/{id}/essai", rehearse, WHO_AGENT,
     .help = "Try a test campaign out: to a shop's voucher page."},
    {METHOD_GET, "/bureau/campagnes/{id}/aide", show, WHO_AGENT, &selling_shown,
     .help = "A campaign's public money: its rule, its envelope and who fills it."},
    {METHOD_POST, "/bureau/campagnes/{id}/aide", change, WHO_AGENT, &aid_form,
     .help = "Change the rule; what is reserved or sold keeps its price."},
    {METHOD_POST, "/bureau/campagnes/{id}/enveloppe", fill, WHO_AGENT, &filling_form,
     .help = "A funder puts money into the envelope."},
    {METHOD_POST, "/bureau/campagnes/{id}/enveloppe/rendre", give_back, WHO_AGENT,
     .help = "What is left of an ended campaign goes back to its funders."},
};
const struct route_table aid_routes = {routes, sizeof routes / sizeof routes[0]};
