#include "domain/care/care_extend.h"

#include "care_extend_html.h"
#include "care_extension_html.h"
#include "domain/checkout/checkout.h"

static const struct field ask_fields[] = {
    FIELD(struct extend_typed, campaign, TEXT, .max = 40, .help = "Whose vouchers; all if empty"),
    SHOP_PICK_FIELDS(struct extend_typed, place),
    FIELD_GIVEN(struct extend_typed, first, DAY, has_first, .help = "That end from this day"),
    FIELD_GIVEN(struct extend_typed, last, DAY, has_last, .help = "To this day"),
    FIELD(struct extend_typed, revive, FLAG, .help = "Expired ones too"),
    FIELD_GIVEN(struct extend_typed, until, DAY, has_until, .help = "The new last day"),
    FIELD(struct extend_typed, reason, TEXT, .max = 200, .help = "Why; holders read it"),
};
static const struct form ask_form = FORM("Extension", struct extend_typed, ask_fields);

static struct extend_row row_of(struct request *request, const struct extension *one) {
  struct ctx *ctx = request->ctx;
  struct campaign campaign;
  struct url home = site_path(request, S("/"));
  struct str name = message_text(ctx->language, MSG_extend_all_campaigns);
  if (one->campaign.value != 0 && campaign_find(ctx, one->campaign, &campaign))
    name = campaign.name;
  return (struct extend_row){
      .root = home.text.len > 1 ? home : (struct url){S("")},
      .id = id_text(ctx->arena, one->id.value),
      .campaign = name,
      .reason = one->reason,
      .until = one->until_on,
      .at = one->asked_at,
      .ready = one->state == EXTENSION_READY,
      .running = one->state == EXTENSION_RUNNING,
      .done = one->state == EXTENSION_DONE,
      .dropped = one->state == EXTENSION_DROPPED,
      .count = one->alive.count + one->revived.count,
      .worth = money_of(one->alive.minor + one->revived.minor, ctx->currency),
  };
}

/* Asking. */

static struct extend_options campaigns_of(struct ctx *ctx, struct str chosen) {
  struct campaigns list = campaign_list(ctx);
  struct extend_options options = {arena_array(ctx->arena, struct extend_option, list.count + 1),
                                   0};
  for (size_t i = 0; i < list.count; i++) {
    const struct campaign *one = &list.items[i];
    if (one->state == CAMPAIGN_STATE_DRAFT) continue;
    struct str id = id_text(ctx->arena, one->id.value);
    options.items[options.count++] = (struct extend_option){id, one->name, str_equal(id, chosen)};
  }
  return options;
}

static struct str day_field(struct ctx *ctx, bool has, struct day day) {
  return has ? day_iso(ctx->arena, day) : S("");
}

static void draw_list(struct request *request, struct response *response,
                      const struct extend_typed *typed, enum extension_result result) {
  struct ctx *ctx = request->ctx;
  struct extensions list = extension_list(ctx);
  struct shop_pick place = shop_pick_read(ctx, &typed->place);
  struct extend_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_extend_title),
      .campaigns = campaigns_of(ctx, typed->campaign),
      .typed = *typed,
      .place = place.field,
      .first = day_field(ctx, typed->has_first, typed->first),
      .last = day_field(ctx, typed->has_last, typed->last),
      .until = day_field(ctx, typed->has_until, typed->until),
      .rows = {arena_array(ctx->arena, struct extend_row, list.count + 1), list.count},
  };
  view.place.label = MSG_extend_shop;
  view.place.optional = true;
  if (result != EXTENSION_RESULT_OK)
    view.problem = message_text(ctx->language, extension_message(result));
  if (result == EXTENSION_RESULT_NO_SHOP) view.problem = place.field.problem;
  for (size_t i = 0; i < list.count; i++)
    view.rows.items[i] = row_of(request, &list.items[i]);
  struct html_out out = response_out(request, response, extension_status(result));
  care_extend_html(&out, &view);
}

static void show_list(struct request *request, struct response *response) {
  draw_list(request, response, &(struct extend_typed){0}, EXTENSION_RESULT_OK);
}

static struct str path_of(struct request *request, struct extension_id id) {
  struct arena *arena = request->ctx->arena;
  return str_format(arena, "/bureau/prolongations/%.*s", STR_ARG(id_text(arena, id.value)));
}

static enum extension_result ask_for(struct request *request, const struct extend_typed *typed,
                                     struct extension_id *id) {
  struct ctx *ctx = request->ctx;
  struct extension wish = {.has_first = typed->has_first,
                           .has_last = typed->has_last,
                           .first_on = typed->first,
                           .last_on = typed->last,
                           .revive = typed->revive,
                           .until_on = typed->until,
                           .reason = typed->reason};
  if (!form_ok(request)) return EXTENSION_RESULT_DAY_MISSING;
  if (typed->campaign.len > 0 && !id_from_text(typed->campaign, &wish.campaign.value))
    return EXTENSION_RESULT_NO_CAMPAIGN;
  struct shop_pick place = shop_pick_read(ctx, &typed->place);
  if (place.result > SHOP_PICK_FOUND) return EXTENSION_RESULT_NO_SHOP;
  wish.shop = place.shop.id;
  return extension_ask(ctx, &wish, id);
}

static void ask(struct request *request, struct response *response) {
  const struct extend_typed *typed = request_form(request);
  struct extension_id id;
  enum extension_result result = ask_for(request, typed, &id);
  if (result == EXTENSION_RESULT_OK)
    response_redirect(response, path_of(request, id));
  else
    draw_list(request, response, typed, result);
}

/* One of them. */

static bool find(struct request *request, struct extension *extension) {
  struct extension_id id;
  return id_from_text(request_param(request, "id"), &id.value) &&
         extension_find(request->ctx, id, extension);
}

static void draw_one(struct request *request, struct response *response,
                     const struct extension *one, enum extension_result result) {
  struct ctx *ctx = request->ctx;
  struct shop shop = {0};
  if (one->shop.value != 0) shop_find(ctx, one->shop, &shop);
  struct extension_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_extend_title),
      .row = row_of(request, one),
      .shop = shop.name,
      .has_first = one->has_first,
      .has_last = one->has_last,
      .first = one->first_on,
      .last = one->last_on,
      .revive = one->revive,
      .counting = one->state == EXTENSION_COUNTING,
      .nobody = one->alive.count + one->revived.count == 0,
      .alive = one->alive.count,
      .revived = one->revived.count,
      .lost = one->lost.count,
      .alive_worth = money_of(one->alive.minor, ctx->currency),
      .revived_worth = money_of(one->revived.minor, ctx->currency),
      .lost_worth = money_of(one->lost.minor, ctx->currency),
  };
  if (result != EXTENSION_RESULT_OK)
    view.problem = message_text(ctx->language, extension_message(result));
  if (view.counting || view.row.running) response_header(response, "Refresh", S("3"));
  struct html_out out = response_out(request, response, extension_status(result));
  care_extension_html(&out, &view);
}

static void show_one(struct request *request, struct response *response) {
  struct extension one;
  if (find(request, &one))
    draw_one(request, response, &one, EXTENSION_RESULT_OK);
  else
    response_not_found(request, response);
}

static void act(struct request *request, struct response *response,
                enum extension_result (*does)(struct ctx *, struct extension_id)) {
  struct extension one;
  if (!find(request, &one)) {
    response_not_found(request, response);
    return;
  }
  enum extension_result result = does(request->ctx, one.id);
  if (result == EXTENSION_RESULT_OK)
    response_redirect(response, path_of(request, one.id));
  else
    draw_one(request, response, &one, result);
}

static void confirm(struct request *request, struct response *response) {
  act(request, response, extension_confirm);
}

static void drop(struct request *request, struct response *response) {
  act(request, response, extension_drop);
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/prolongations", show_list, WHO_AGENT,
     .help = "A later last day for many vouchers: the form, and those of before."},
    {METHOD_POST, "/bureau/prolongations", ask, WHO_AGENT, &ask_form,
     .help = "Count how many vouchers it would be and what they are worth; nothing changes yet."},
    {METHOD_GET, "/bureau/prolongations/{id}", show_one, WHO_AGENT,
     .help = "How many vouchers, what they are worth, and what became of it."},
    {METHOD_POST, "/bureau/prolongations/{id}/confirmer", confirm, WHO_AGENT,
     .help = "Change them and tell their holders."},
    {METHOD_POST, "/bureau/prolongations/{id}/oublier", drop, WHO_AGENT,
     .help = "Forget it; nothing changes."},
};
const struct route_table care_extend_routes = {routes, sizeof routes / sizeof routes[0]};
