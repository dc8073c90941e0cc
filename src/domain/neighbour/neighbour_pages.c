#include "domain/neighbour/neighbour_pages.h"

#include <stdlib.h>

#include "neighbour_new_html.h"
#include "neighbour_one_html.h"
#include "neighbours_html.h"

enum { NOTICE_USUAL = 30 };

static struct url root_of(const struct request *request) {
  struct url home = site_path(request, S("/"));
  return home.text.len > 1 ? home : (struct url){S("")};
}

static struct day today(const struct ctx *ctx) {
  return zone_day(ctx->zone, ctx->now);
}

static enum message state_of(const struct agreement *agreement, struct day day) {
  switch (agreement->state) {
  case AGREEMENT_PROPOSED:
    return agreement->proposed_here ? MSG_neighbour_state_waits_there
                                    : MSG_neighbour_state_waits_here;
  case AGREEMENT_DECLINED:
    return MSG_neighbour_state_declined;
  case AGREEMENT_WITHDRAWN:
    return MSG_neighbour_state_withdrawn;
  case AGREEMENT_CONFIRMED:
    break;
  }
  if (agreement->ends && day.number > agreement->ends_on.number) return MSG_neighbour_state_over;
  if (day.number < agreement->from_on.number) return MSG_neighbour_state_to_come;
  return agreement->ends ? MSG_neighbour_state_ending : MSG_neighbour_state_running;
}

static struct neighbour_row row_of(const struct request *request,
                                   const struct agreement *agreement) {
  struct day day = today(request->ctx);
  return (struct neighbour_row){
      .root = root_of(request),
      .id = id_text(request->ctx->arena, agreement->id.value),
      .name = agreement->name,
      .slug = agreement->slug,
      .state = state_of(agreement, day),
      .good = agreement_runs(agreement, day),
      .waits = agreement_lives(agreement, day),
      .ours_there = agreement->ours_there,
      .theirs_here = agreement->theirs_here,
  };
}

static void show_all(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct agreements list = agreement_list(ctx);
  struct neighbours_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_neighbour_title),
      .agent = request->session->agent,
      .candidates = agreement_candidates(ctx).count > 0,
      .rows = {arena_array(ctx->arena, struct neighbour_row, list.count), list.count},
  };
  for (size_t i = 0; i < list.count; i++)
    view.rows.items[i] = row_of(request, &list.items[i]);
  struct html_out out = response_out(request, response, 200);
  neighbours_html(&out, &view);
}

/* Proposing. */

struct propose_form {
  struct str territory, ceiling, notice;
  struct day from;
  bool ours_there, theirs_here;
};
static const struct field propose_fields[] = {
    FIELD(struct propose_form, territory, TEXT, .max = 60, .help = "Slug of the neighbour"),
    FIELD(struct propose_form, ours_there, FLAG, .help = "Our vouchers may be used there"),
    FIELD(struct propose_form, theirs_here, FLAG, .help = "Theirs may be used here"),
    FIELD(struct propose_form, from, DAY, .help = "First day"),
    FIELD(struct propose_form, notice, TEXT, .max = 3, .help = "Days of notice"),
    FIELD(struct propose_form, ceiling, TEXT, .max = 20,
          .help = "Most that one may owe the other; none if left out"),
};
static const struct form propose_form =
    FORM("NeighbourProposal", struct propose_form, propose_fields);

/* The sentence of a refusal goes where its cause is. */
static struct str *place_of(struct neighbour_new_page *view, enum agreement_result result) {
  switch (result) {
  case AGREEMENT_RESULT_NO_DIRECTION:
    return &view->wrong_directions;
  case AGREEMENT_RESULT_BAD_DAY:
    return &view->wrong_from;
  case AGREEMENT_RESULT_BAD_NOTICE:
    return &view->wrong_notice;
  case AGREEMENT_RESULT_BAD_CEILING:
    return &view->wrong_ceiling;
  default:
    return &view->problem;
  }
}

static void draw_new(struct request *request, struct response *response,
                     const struct propose_form *form, enum agreement_result result) {
  struct ctx *ctx = request->ctx;
  struct territories list = agreement_candidates(ctx);
  struct neighbour_new_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_neighbour_new),
      .from = day_iso(ctx->arena, form->from.number != 0 ? form->from : today(ctx)),
      .notice = form->notice,
      .notice_min = AGREEMENT_NOTICE_MIN,
      .ceiling = form->ceiling,
      .currency = currency_sign(ctx->currency),
      .ours_there = form->ours_there,
      .theirs_here = form->theirs_here,
      .territories = {arena_array(ctx->arena, struct neighbour_option, list.count), list.count},
  };
  if (result != AGREEMENT_RESULT_OK)
    *place_of(&view, result) = message_text(ctx->language, agreement_message(result));
  for (size_t i = 0; i < list.count; i++)
    view.territories.items[i] = (struct neighbour_option){
        list.items[i].slug, list.items[i].name, str_equal(list.items[i].slug, form->territory)};
  struct html_out out = response_out(request, response, agreement_status(result));
  neighbour_new_html(&out, &view);
}

static void show_new(struct request *request, struct response *response) {
  struct propose_form usual = {.ours_there = true,
                               .theirs_here = true,
                               .notice = str_format(request->ctx->arena, "%d", NOTICE_USUAL)};
  draw_new(request, response, &usual, AGREEMENT_RESULT_OK);
}

/* Numbers that cannot be read are refused by the rules for them. */
static struct agreement_terms terms_of(struct ctx *ctx, const struct propose_form *form) {
  struct territory territory = {0};
  struct agreement_terms terms = {
      .ours_there = form->ours_there, .theirs_here = form->theirs_here, .from_on = form->from};
  if (territory_find_by_slug(ctx, form->territory, &territory)) terms.neighbour = territory.id;
  if (!str_to_int(str_trim(form->notice), &terms.notice_days)) terms.notice_days = 0;
  struct str ceiling = str_trim(form->ceiling);
  if (ceiling.len > 0 && !money_parse(ceiling, &terms.ceiling_minor)) terms.ceiling_minor = -1;
  return terms;
}

static void redirect_to(struct request *request, struct response *response,
                        struct agreement_id id) {
  struct arena *arena = request->ctx->arena;
  response_redirect(response,
                    str_format(arena, "/bureau/voisins/%.*s", STR_ARG(id_text(arena, id.value))));
}

static void propose(struct request *request, struct response *response) {
  const struct propose_form *form = request_form(request);
  struct agreement_terms terms = terms_of(request->ctx, form);
  struct agreement_id id;
  enum agreement_result result = agreement_propose(request->ctx, &terms, &id);
  if (result == AGREEMENT_RESULT_OK)
    redirect_to(request, response, id);
  else
    draw_new(request, response, form, result);
}

/* One of them. */

static void set_balance(struct ctx *ctx, struct neighbour_page *view,
                        const struct agreement *agreement) {
  struct neighbour_balance balance = neighbour_balance(ctx, agreement->neighbour);
  view->ever = agreement->state == AGREEMENT_CONFIRMED;
  view->owes_open = balance.open_minor < 0;
  view->owes_netted = balance.netted_minor < 0;
  view->open = money_of(llabs(balance.open_minor), ctx->currency);
  view->netted = money_of(llabs(balance.netted_minor), ctx->currency);
}

static void draw(struct request *request, struct response *response,
                 const struct agreement *agreement, enum agreement_result result) {
  struct ctx *ctx = request->ctx;
  bool proposed = agreement->state == AGREEMENT_PROPOSED;
  bool refused = result != AGREEMENT_RESULT_OK;
  struct neighbour_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_neighbour_title),
      .problem = refused ? message_text(ctx->language, agreement_message(result)) : S(""),
      .one = row_of(request, agreement),
      .from_on = agreement->from_on,
      .ends = agreement->ends,
      .ends_on = agreement->ends_on,
      .notice_days = agreement->notice_days,
      .earliest =
          day_iso(ctx->arena, (struct day){today(ctx).number + (int)agreement->notice_days}),
      .ceiling = money_of(agreement->ceiling_minor, ctx->currency),
      .agent = request->session->agent,
      .decides = proposed && !agreement->proposed_here,
      .waits_there = proposed && agreement->proposed_here,
      .may_end = agreement->state == AGREEMENT_CONFIRMED && !agreement->ends,
  };
  set_balance(ctx, &view, agreement);
  struct html_out out = response_out(request, response, agreement_status(result));
  neighbour_one_html(&out, &view);
}

static bool find(struct request *request, struct agreement *agreement) {
  struct agreement_id id;
  return id_from_text(request_param(request, "id"), &id.value) &&
         agreement_find(request->ctx, id, agreement);
}

static void show(struct request *request, struct response *response) {
  struct agreement agreement;
  if (find(request, &agreement))
    draw(request, response, &agreement, AGREEMENT_RESULT_OK);
  else
    response_not_found(request, response);
}

static void answer(struct request *request, struct response *response,
                   const struct agreement *agreement, enum agreement_result result) {
  if (result == AGREEMENT_RESULT_OK)
    redirect_to(request, response, agreement->id);
  else
    draw(request, response, agreement, result);
}

static void decide(struct request *request, struct response *response,
                   enum agreement_result (*act)(struct ctx *ctx, struct agreement_id id)) {
  struct agreement agreement;
  if (find(request, &agreement))
    answer(request, response, &agreement, act(request->ctx, agreement.id));
  else
    response_not_found(request, response);
}

static void confirm(struct request *request, struct response *response) {
  decide(request, response, agreement_confirm);
}

static void decline(struct request *request, struct response *response) {
  decide(request, response, agreement_decline);
}

static void withdraw(struct request *request, struct response *response) {
  decide(request, response, agreement_withdraw);
}

struct end_form {
  struct day last;
};
static const struct field end_fields[] = {
    FIELD(struct end_form, last, DAY, .help = "Its last day, after the notice")};
static const struct form end_form = FORM("NeighbourEnd", struct end_form, end_fields);

static void end(struct request *request, struct response *response) {
  const struct end_form *form = request_form(request);
  struct agreement agreement;
  if (find(request, &agreement))
    answer(request, response, &agreement, agreement_end(request->ctx, agreement.id, form->last));
  else
    response_not_found(request, response);
}

#define ONE "/bureau/voisins/{id}"
static const struct route routes[] = {
    {METHOD_GET, "/bureau/voisins", show_all, WHO_STAFF,
     .help = "Neighbours whose vouchers are taken here, or who take ours."},
    {METHOD_GET, "/bureau/voisins/nouveau", show_new, WHO_AGENT,
     .help = "What an agreement would say."},
    {METHOD_POST, "/bureau/voisins", propose, WHO_AGENT, &propose_form,
     .help = "Propose an agreement to a neighbour."},
    {METHOD_GET, ONE, show, WHO_STAFF, .help = "One agreement, and who owes whom."},
    {METHOD_POST, ONE "/confirmer", confirm, WHO_AGENT, .help = "Agree to a neighbour's proposal."},
    {METHOD_POST, ONE "/refuser", decline, WHO_AGENT, .help = "Decline it."},
    {METHOD_POST, ONE "/retirer", withdraw, WHO_AGENT, .help = "Withdraw our own proposal."},
    {METHOD_POST, ONE "/finir", end, WHO_AGENT, &end_form,
     .help = "End an agreement, with its notice."},
};
const struct route_table neighbour_routes = {routes, sizeof routes / sizeof routes[0]};
