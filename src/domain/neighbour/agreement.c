/* From a proposal to the last day, always on both sides at once. */
#include "domain/neighbour/neighbour.h"

#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/person/audit.h"
#include "neighbour_sql.h"

RESULT_REFUSAL(agreement, AGREEMENT_RESULTS)
RESULT_STATUS(agreement, AGREEMENT_RESULTS)
RESULT_MESSAGE(agreement, AGREEMENT_RESULTS)

static struct day today(const struct ctx *ctx) {
  return zone_day(ctx->zone, ctx->now);
}

static struct agreement agreement_of(const struct agreement_all_row *row) {
  return (struct agreement){
      .id = row->id,
      .neighbour = row->neighbour_id,
      .name = row->name,
      .slug = row->slug,
      .state = (enum agreement_state)row->state,
      .proposed_here = row->proposed_here,
      .ours_there = row->ours_there,
      .theirs_here = row->theirs_here,
      .from_on = row->from_on,
      .notice_days = row->notice_days,
      .ceiling_minor = row->ceiling_minor,
      .ends = row->has_ends_on,
      .ended_here = row->ended_here,
      .ends_on = row->ends_on,
      .proposed_at = row->proposed_at,
      .decided_at = row->decided_at,
  };
}

struct agreements agreement_list(struct ctx *ctx) {
  struct agreement_all_rows rows = agreement_all(ctx);
  struct agreements list = {arena_array(ctx->arena, struct agreement, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = agreement_of(&rows.items[i]);
  return list;
}

bool agreement_find(struct ctx *ctx, struct agreement_id id, struct agreement *agreement) {
  struct agreements list = agreement_list(ctx);
  for (size_t i = 0; i < list.count; i++)
    if (list.items[i].id.value == id.value) {
      *agreement = list.items[i];
      return true;
    }
  return false;
}

bool agreement_runs(const struct agreement *agreement, struct day day) {
  return agreement->state == AGREEMENT_CONFIRMED && day.number >= agreement->from_on.number &&
         (!agreement->ends || day.number <= agreement->ends_on.number);
}

bool agreement_lives(const struct agreement *agreement, struct day day) {
  if (agreement->state == AGREEMENT_PROPOSED) return true;
  return agreement->state == AGREEMENT_CONFIRMED &&
         (!agreement->ends || day.number <= agreement->ends_on.number);
}

static bool lives_with(struct ctx *ctx, struct territory_id neighbour) {
  struct agreements list = agreement_list(ctx);
  for (size_t i = 0; i < list.count; i++)
    if (list.items[i].neighbour.value == neighbour.value &&
        agreement_lives(&list.items[i], today(ctx)))
      return true;
  return false;
}

struct territories agreement_candidates(struct ctx *ctx) {
  struct territories all = territory_list(ctx);
  struct territories list = {arena_array(ctx->arena, struct territory, all.count), 0};
  for (size_t i = 0; i < all.count; i++) {
    const struct territory *one = &all.items[i];
    bool other = one->id.value != ctx->territory.value && one->currency == ctx->currency;
    if (other && !lives_with(ctx, one->id)) list.items[list.count++] = *one;
  }
  return list;
}

struct territories neighbour_list(struct ctx *ctx) {
  struct territories all = territory_list(ctx);
  struct territories list = {arena_array(ctx->arena, struct territory, all.count), 0};
  for (size_t i = 0; i < all.count; i++)
    if (agreement_confirmed(ctx, all.items[i].id).count > 0)
      list.items[list.count++] = all.items[i];
  return list;
}

int64_t agreement_count_waiting(struct ctx *ctx) {
  struct agreement_waiting_row row;
  return agreement_waiting(ctx, &row) ? row.waiting : 0;
}

/* Over to the other side. */

static struct ctx side_of(struct ctx *ctx, const struct territory *territory) {
  struct ctx there = *ctx;
  territory_enter(&there, territory);
  there.language = ctx->language;
  there.person = (struct person_id){0};
  return there;
}

bool neighbour_cross(struct ctx *ctx, struct territory_id to, struct ctx *there) {
  struct territory territory;
  if (agreement_confirmed(ctx, to).count == 0) return false;
  must(territory_find(ctx, to, &territory) && ctx->connection != NULL);
  *there = side_of(ctx, &territory);
  return true;
}

static struct str name_of(struct ctx *ctx) {
  struct territory territory;
  must(territory_find(ctx, ctx->territory, &territory));
  return territory.name;
}

/* Both logs have it: ours under the name of who did it, theirs under the program's. The staff over
 * there hears of it. */
static void note(struct ctx *ctx, struct ctx *there, struct str act, enum notice_kind kind,
                 struct agreement_id id) {
  audit_write(ctx, act, id.value, name_of(there));
  audit_write(there, STR_CONCAT(ctx->arena, act, S("_there")), id.value, name_of(ctx));
  neighbour_tell(there, kind, id.value, false);
}

/* Proposing. */

struct proposing {
  const struct agreement_terms *terms;
  struct agreement_id id;
  enum agreement_result result;
};

static enum agreement_result may_propose(struct ctx *ctx, const struct agreement_terms *terms,
                                         struct territory *territory) {
  if (terms->neighbour.value == ctx->territory.value ||
      !territory_find(ctx, terms->neighbour, territory))
    return AGREEMENT_RESULT_UNKNOWN;
  if (territory->currency != ctx->currency) return AGREEMENT_RESULT_CURRENCY;
  if (lives_with(ctx, terms->neighbour)) return AGREEMENT_RESULT_ALREADY;
  if (!terms->ours_there && !terms->theirs_here) return AGREEMENT_RESULT_NO_DIRECTION;
  if (terms->from_on.number < today(ctx).number) return AGREEMENT_RESULT_BAD_DAY;
  if (terms->notice_days < AGREEMENT_NOTICE_MIN || terms->notice_days > AGREEMENT_NOTICE_MAX)
    return AGREEMENT_RESULT_BAD_NOTICE;
  return terms->ceiling_minor >= 0 ? AGREEMENT_RESULT_OK : AGREEMENT_RESULT_BAD_CEILING;
}

static void insert(struct ctx *ctx, const struct proposing *proposing, struct territory_id other,
                   bool here) {
  const struct agreement_terms *terms = proposing->terms;
  agreement_insert(ctx, &(struct agreement_insert_params){
                            .neighbour_id = other,
                            .id = proposing->id,
                            .proposed_here = here,
                            .ours_there = here ? terms->ours_there : terms->theirs_here,
                            .theirs_here = here ? terms->theirs_here : terms->ours_there,
                            .from_on = terms->from_on,
                            .notice_days = terms->notice_days,
                            .ceiling_minor = terms->ceiling_minor,
                            .proposed_at = ctx->now,
                        });
}

static bool propose_body(struct ctx *ctx, void *arg) {
  struct proposing *proposing = arg;
  struct territory territory;
  if ((proposing->result = may_propose(ctx, proposing->terms, &territory))) return false;

  struct ctx there = side_of(ctx, &territory);
  proposing->id = (struct agreement_id){id_next(ctx->ids)};
  insert(ctx, proposing, territory.id, true);
  insert(&there, proposing, ctx->territory, false);
  note(ctx, &there, S("neighbour.propose"), NOTICE_NEIGHBOUR_PROPOSED, proposing->id);
  return true;
}

enum agreement_result agreement_propose(struct ctx *ctx, const struct agreement_terms *terms,
                                        struct agreement_id *id) {
  struct proposing proposing = {.terms = terms};
  db_write(ctx, propose_body, &proposing);
  *id = proposing.id;
  return proposing.result;
}

/* Deciding. */

struct deciding {
  struct agreement_id id;
  enum agreement_state state;
  struct str act;
  enum agreement_result result;
};

static bool decide_body(struct ctx *ctx, void *arg) {
  struct deciding *deciding = arg;
  struct agreement agreement;
  struct territory territory;
  deciding->result = AGREEMENT_RESULT_UNKNOWN;
  if (!agreement_find(ctx, deciding->id, &agreement)) return false;
  bool by_proposer = deciding->state == AGREEMENT_WITHDRAWN;
  deciding->result = AGREEMENT_RESULT_OWN_PROPOSAL;
  if (agreement.proposed_here != by_proposer) return false;
  struct day from = agreement.from_on;
  if (deciding->state == AGREEMENT_CONFIRMED && from.number < today(ctx).number) from = today(ctx);
  must(territory_find(ctx, agreement.neighbour, &territory));
  struct ctx there = side_of(ctx, &territory);
  struct agreement_decide_params params = {agreement.neighbour, agreement.id,
                                           (int64_t)deciding->state, from, ctx->now};
  deciding->result = AGREEMENT_RESULT_DECIDED;
  if (agreement_decide(ctx, &params) == 0) return false;

  params.neighbour_id = ctx->territory;
  must(agreement_decide(&there, &params) == 1);
  note(ctx, &there, deciding->act, NOTICE_NEIGHBOUR_ANSWERED, agreement.id);
  deciding->result = AGREEMENT_RESULT_OK;
  return true;
}

static enum agreement_result decide(struct ctx *ctx, struct agreement_id id,
                                    enum agreement_state state, struct str act) {
  struct deciding deciding = {id, state, act, AGREEMENT_RESULT_OK};
  db_write(ctx, decide_body, &deciding);
  return deciding.result;
}

enum agreement_result agreement_confirm(struct ctx *ctx, struct agreement_id id) {
  return decide(ctx, id, AGREEMENT_CONFIRMED, S("neighbour.confirm"));
}

enum agreement_result agreement_decline(struct ctx *ctx, struct agreement_id id) {
  return decide(ctx, id, AGREEMENT_DECLINED, S("neighbour.decline"));
}

enum agreement_result agreement_withdraw(struct ctx *ctx, struct agreement_id id) {
  return decide(ctx, id, AGREEMENT_WITHDRAWN, S("neighbour.withdraw"));
}

/* Ending. */

struct ending {
  struct agreement_id id;
  struct day last_on;
  enum agreement_result result;
};

static bool end_body(struct ctx *ctx, void *arg) {
  struct ending *ending = arg;
  struct agreement agreement;
  struct ctx there;
  ending->result = AGREEMENT_RESULT_UNKNOWN;
  if (!agreement_find(ctx, ending->id, &agreement)) return false;
  ending->result = AGREEMENT_RESULT_NOT_RUNNING;
  if (agreement.state != AGREEMENT_CONFIRMED || agreement.ends) return false;
  ending->result = AGREEMENT_RESULT_TOO_SOON;
  if (ending->last_on.number < today(ctx).number + agreement.notice_days) return false;

  must(neighbour_cross(ctx, agreement.neighbour, &there));
  struct agreement_set_end_params params = {agreement.neighbour, agreement.id, ending->last_on,
                                            true};
  must(agreement_set_end(ctx, &params) == 1);
  params.neighbour_id = ctx->territory;
  params.ended_here = false;
  must(agreement_set_end(&there, &params) == 1);
  note(ctx, &there, S("neighbour.end"), NOTICE_NEIGHBOUR_ENDS, agreement.id);
  ending->result = AGREEMENT_RESULT_OK;
  return true;
}

enum agreement_result agreement_end(struct ctx *ctx, struct agreement_id id, struct day last_on) {
  struct ending ending = {id, last_on, AGREEMENT_RESULT_OK};
  db_write(ctx, end_body, &ending);
  return ending.result;
}

/* Taking. */

enum neighbour_taking neighbour_takes(struct ctx *ctx, struct territory_id home, struct day day,
                                      struct agreement *agreement) {
  struct territory territory;
  struct agreement_all_rows rows = agreement_confirmed(ctx, home);
  if (!territory_find(ctx, home, &territory)) return NEIGHBOUR_STRANGER;
  if (territory.currency != ctx->currency) return NEIGHBOUR_OTHER_MONEY;
  if (rows.count == 0 || !rows.items[0].theirs_here) return NEIGHBOUR_STRANGER;
  *agreement = agreement_of(&rows.items[0]);
  if (agreement_runs(agreement, day)) return NEIGHBOUR_TAKEN;
  return day.number < agreement->from_on.number ? NEIGHBOUR_NOT_YET : NEIGHBOUR_NO_LONGER;
}
