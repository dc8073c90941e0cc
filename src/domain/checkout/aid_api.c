#include "domain/checkout/aid_api.h"

#include "base/fault.h"
#include "domain/checkout/checkout.h"
#include "domain/territory/territory.h"
#include "domain/topup/proof.h"

/* Campaigns. */

struct campaign_top_up {
  struct str form, counts, person;
  int64_t give, most_give, step_minor, least_minor, voucher_most_minor, person_most_minor;
  bool asks_age, asks_place;
  struct money left;
};
struct campaign_face {
  int64_t amount_minor;
};
struct campaign_faces {
  struct campaign_face *items;
  size_t count;
};
struct campaign_row {
  struct str slug, name, family;
  struct campaign_faces face_values;
  int64_t min_minor, max_minor;
  struct instant opens_at, closes_at;
  struct day redeemable_on, expires_on;
  struct campaign_top_up top_up;
  bool has_top_up;
};
struct campaign_rows {
  struct campaign_row *items;
  size_t count;
};
struct campaigns_reply {
  struct campaign_rows campaigns;
};

static const struct shape_field top_up_fields[] = {
    SHAPE_FIELD(struct campaign_top_up, form, TEXT, "rate or amount"),
    SHAPE_FIELD(struct campaign_top_up, give, INT,
                "Basis points of the value, or an amount: to who has no case"),
    SHAPE_FIELD(struct campaign_top_up, most_give, INT, "The same to who gets most"),
    SHAPE_FIELD(struct campaign_top_up, step_minor, INT, "The amount for each so much; 0: once"),
    SHAPE_FIELD(struct campaign_top_up, least_minor, INT, "A smaller voucher gets nothing"),
    SHAPE_FIELD(struct campaign_top_up, counts, TEXT, "What ceilings are about: value or money"),
    SHAPE_FIELD(struct campaign_top_up, voucher_most_minor, INT, "Ceiling; 0: none"),
    SHAPE_FIELD(struct campaign_top_up, person_most_minor, INT, "Ceiling; 0: none"),
    SHAPE_FIELD(struct campaign_top_up, person, TEXT, "anybody, email or phone: must be proved"),
    SHAPE_FIELD(struct campaign_top_up, asks_age, BOOL, "Does age matter?"),
    SHAPE_FIELD(struct campaign_top_up, asks_place, BOOL, "Does residence matter?"),
    SHAPE_FIELD(struct campaign_top_up, left, MONEY, "Free in the envelope now"),
};
static const struct shape top_up_shape =
    SHAPE("CampaignTopUpRule", struct campaign_top_up, top_up_fields);
static const struct shape_field face_fields[] = {
    SHAPE_FIELD(struct campaign_face, amount_minor, INT, "In cents or Rappen"),
};
static const struct shape face_shape =
    SHAPE("CampaignFaceValue", struct campaign_face, face_fields);
static const struct shape_field row_fields[] = {
    SHAPE_FIELD(struct campaign_row, slug, TEXT, "Its name in addresses"),
    SHAPE_FIELD(struct campaign_row, name, TEXT, "As it stands on vouchers"),
    SHAPE_FIELD(struct campaign_row, family, TEXT, "one_shop or all_shops"),
    SHAPE_PART(struct campaign_row, face_values, LIST, &face_shape, "Amounts that are offered"),
    SHAPE_FIELD(struct campaign_row, min_minor, INT, "Of a free amount; 0: face values only"),
    SHAPE_FIELD(struct campaign_row, max_minor, INT, "Of a free amount"),
    SHAPE_FIELD(struct campaign_row, opens_at, INSTANT, "On sale from"),
    SHAPE_FIELD(struct campaign_row, closes_at, INSTANT, "On sale until, excluded"),
    SHAPE_FIELD(struct campaign_row, redeemable_on, DAY, "First day to use a voucher"),
    SHAPE_FIELD(struct campaign_row, expires_on, DAY, "Last day"),
    {"top_up", SHAPE_OBJECT, offsetof(struct campaign_row, top_up), &top_up_shape,
     offsetof(struct campaign_row, has_top_up), "Where public money adds something"},
};
static const struct shape row_shape = SHAPE("Campaign", struct campaign_row, row_fields);
static const struct shape_field reply_fields[] = {
    SHAPE_PART(struct campaigns_reply, campaigns, LIST, &row_shape, "Open ones, newest first"),
};
static const struct shape reply_shape = SHAPE("Campaigns", struct campaigns_reply, reply_fields);

static struct campaign_faces faces_of(struct ctx *ctx, const struct campaign *campaign) {
  struct campaign_faces faces = {
      arena_array(ctx->arena, struct campaign_face, campaign->face_value_count + 1),
      campaign->face_value_count};
  for (size_t i = 0; i < faces.count; i++)
    faces.items[i].amount_minor = campaign->face_values[i];
  return faces;
}

static struct campaign_top_up top_up_of(struct ctx *ctx, const struct checkout_aid *aid) {
  static const char *const persons[] = {"anybody", "email", "phone"};
  const struct topup_rule *rule = &aid->rule;
  return (struct campaign_top_up){.form = rule->form == TOPUP_RATE ? S("rate") : S("amount"),
                                  .counts =
                                      rule->counts == TOPUP_COUNTS_MONEY ? S("money") : S("value"),
                                  .person = str_from(persons[rule->person]),
                                  .give = rule->give,
                                  .most_give = topup_most_give(rule),
                                  .step_minor = rule->step_minor,
                                  .least_minor = rule->least_minor,
                                  .voucher_most_minor = rule->voucher_most_minor,
                                  .person_most_minor = rule->person_most_minor,
                                  .asks_age = topup_asks(rule, TOPUP_AGE),
                                  .asks_place = topup_asks(rule, TOPUP_PLACE),
                                  .left = money_of(aid->left_minor, ctx->currency)};
}

static struct campaign_row row_of(struct ctx *ctx, const struct campaign *campaign) {
  struct checkout_aid aid = checkout_aid_for(ctx, campaign, NULL, &(struct order_top_up){0});
  struct campaign_row row = {.slug = campaign->slug,
                             .name = campaign->name,
                             .family = campaign->wide ? S("all_shops") : S("one_shop"),
                             .face_values = faces_of(ctx, campaign),
                             .min_minor = campaign->min_minor,
                             .max_minor = campaign->max_minor,
                             .opens_at = campaign->opens_at,
                             .closes_at = campaign->closes_at,
                             .redeemable_on = campaign->redeemable_on,
                             .expires_on = campaign->expires_on,
                             .has_top_up = aid.offered};
  if (aid.offered) row.top_up = top_up_of(ctx, &aid);
  return row;
}

static void get_campaigns(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct campaigns list = campaign_list(ctx);
  struct campaigns_reply reply = {.campaigns.items =
                                      arena_array(ctx->arena, struct campaign_row, list.count + 1)};
  for (size_t i = 0; i < list.count; i++) {
    const struct campaign *one = &list.items[i];
    if (one->test || one->state != CAMPAIGN_STATE_OPEN || one->closes_at.ms <= ctx->now.ms)
      continue;
    reply.campaigns.items[reply.campaigns.count++] = row_of(ctx, one);
  }
  response_json(response, 200, &reply_shape, &reply);
}

/* Proofs. */

struct proof_form {
  struct str email, phone, code;
};
static const struct field begin_fields[] = {
    FIELD(struct proof_form, email, EMAIL, .help = "Where digits go; or"),
    FIELD(struct proof_form, phone, TEXT, .max = 40, .help = "where they go by SMS"),
};
static const struct form begin_form = FORM("ProofBegun", struct proof_form, begin_fields);
static const struct field try_fields[] = {
    FIELD(struct proof_form, email, EMAIL, .help = "The same as before; or"),
    FIELD(struct proof_form, phone, TEXT, .max = 40, .help = "the same telephone"),
    FIELD(struct proof_form, code, TEXT, .required = true, .max = 40, .help = "The six digits"),
};
static const struct form try_form = FORM("ProofTried", struct proof_form, try_fields);

struct proof_reply {
  struct str id;
  bool proved;
};
static const struct shape_field proof_fields[] = {
    SHAPE_FIELD(struct proof_reply, id, TEXT, "To be sent with the order, once it is proved"),
    SHAPE_FIELD(struct proof_reply, proved, BOOL, "Were the digits right?"),
};
static const struct shape proof_shape = SHAPE("Proof", struct proof_reply, proof_fields);

/* The one address of the form. False: there is none, and that is answered. */
static bool address_of(struct request *request, struct response *response, enum topup_person *kind,
                       struct str *address) {
  const struct proof_form *form = request_form(request);
  struct territory territory;
  must(territory_find(request->ctx, request->territory->id, &territory));
  *kind = form->email.len > 0 ? TOPUP_BY_EMAIL : TOPUP_BY_PHONE;
  *address = form->email;
  if (form->email.len > 0 ||
      phone_read(request->ctx->arena, form->phone, territory.country, address))
    return true;
  response_refuse(request, response, 422, "proof_no_address", MSG_proof_no_address, S(""));
  return false;
}

static void answer(struct request *request, struct response *response, enum proof_result result,
                   const struct proof_reply *reply, int status) {
  static const char *const names[] = {
#define X(name, status, message) #message,
      PROOF_RESULTS(X)
#undef X
  };
  if (result == PROOF_OK)
    response_json(response, status, &proof_shape, reply);
  else
    response_refuse(request, response, proof_status(result), names[result], proof_message(result),
                    S(""));
}

static void post_proof(struct request *request, struct response *response) {
  enum topup_person kind;
  struct str address;
  struct proof_id id;
  if (!address_of(request, response, &kind, &address)) return;
  enum proof_result result = proof_begin(request->ctx, kind, address, &id);
  answer(request, response, result, &(struct proof_reply){proof_link(request->ctx, id), false},
         201);
}

static void post_code(struct request *request, struct response *response) {
  const struct proof_form *form = request_form(request);
  struct str link = request_param(request, "id"), address;
  enum topup_person kind;
  struct proof_id id;
  if (!proof_from_link(request->ctx, link, &id)) {
    response_not_found(request, response);
    return;
  }
  if (!address_of(request, response, &kind, &address)) return;
  answer(request, response, proof_try(request->ctx, id, address, form->code),
         &(struct proof_reply){link, true}, 200);
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/campaigns", get_campaigns, WHO_ANYONE, .reply = &reply_shape,
     .help = "What is on sale now, and what public money adds to it"},
    {METHOD_POST, "/api/v1/proofs", post_proof, WHO_ANYONE, &begin_form, RATE_PURCHASE,
     .tokenless = true, .reply = &proof_shape, .reply_status = 201,
     .help = "Sends six digits to an address that a ceiling counts by"},
    {METHOD_POST, "/api/v1/proofs/{id}", post_code, WHO_ANYONE, &try_form, RATE_PURCHASE,
     .tokenless = true, .reply = &proof_shape, .help = "The digits that came"},
};
const struct route_table aid_api_routes = {routes, sizeof routes / sizeof routes[0]};
