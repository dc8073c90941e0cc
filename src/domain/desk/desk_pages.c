#include "domain/desk/desk_pages.h"

#include "base/fault.h"
#include "desk_home_html.h"
#include "desk_journal_html.h"
#include "desk_sql.h"
#include "desk_unpayable_html.h"
#include "domain/campaign/campaign.h"
#include "domain/counter/counter.h"
#include "domain/ledger/ledger.h"
#include "domain/measure/measure.h"
#include "domain/moderation/moderation.h"
#include "domain/neighbour/neighbour.h"
#include "domain/netting/netting.h"
#include "domain/payout/return_reason.h"
#include "domain/person/audit.h"
#include "domain/shop/shop_summary.h"
#include "domain/stripe/stripe_odd.h"
#include "domain/transit/transit.h"
#include "domain/volume/volume.h"

enum { MAILS_ON_DESK = 5, BATCHES_ON_DESK = 12, AUDIT_PAGE = 50 };

static const struct field query_fields[] = {
    FIELD(struct desk_query, before, TEXT, .max = 13, .help = "Where older lines begin"),
};
const struct form desk_query = FORM("DeskQuery", struct desk_query, query_fields);

int64_t desk_before(struct request *request) {
  const struct desk_query *query = request_form(request);
  int64_t id;
  return query->before.len > 0 && id_from_text(query->before, &id) ? id : 0;
}

/* The desk. */

static void set_batches(struct request *request, struct desk_page *view) {
  struct ctx *ctx = request->ctx;
  struct batches batches = batch_list(ctx);
  view->batches.items = arena_array(ctx->arena, struct desk_batch, batches.count);
  view->to_confirm.items = arena_array(ctx->arena, struct desk_batch, batches.count);
  for (size_t i = 0; i < batches.count; i++) {
    bool prepared = batches.items[i].state == PAYOUT_PREPARED;
    if (!prepared && i >= BATCHES_ON_DESK) continue;
    struct desk_batch batch = desk_batch_of(request, &batches.items[i]);
    if (prepared) view->to_confirm.items[view->to_confirm.count++] = batch;
    if (i < BATCHES_ON_DESK) view->batches.items[view->batches.count++] = batch;
  }
}

static void set_due(struct ctx *ctx, struct desk_page *view) {
  struct payout_due due = payout_due(ctx);
  view->ready_count = due.ready_count;
  view->ready = money_of(due.ready_minor, ctx->currency);
  view->blocked_count = due.blocked_count;
  view->blocked = money_of(due.blocked_minor, ctx->currency);
}

static void set_figures(struct ctx *ctx, struct desk_page *view) {
  struct campaign campaign;
  if (campaign_current(ctx, &campaign) || campaign_latest(ctx, &campaign))
    view->campaign = campaign.name;
  view->total = figures_total(ctx);
  view->shops = shop_summary(ctx).shops;
  int64_t left = ledger_sums(ctx, ACCOUNT_BANK, 0).credit_minor - settlement_paid_minor(ctx);
  view->paid = money_of(left, ctx->currency);
}

static void set_mails(struct request *request, struct desk_page *view) {
  struct desk_mails_row counts;
  must(desk_mails(request->ctx, &counts));
  view->mails_waiting = counts.waiting;
  view->mails_failed = counts.failed;
  struct notices notices = notice_list(request->ctx, (struct notice_id){0});
  if (notices.count > MAILS_ON_DESK) notices.count = MAILS_ON_DESK;
  view->mails = desk_mails_of(request, &notices);
}

/* What an agent decides about shops. */
static void set_entries(struct ctx *ctx, struct desk_page *view) {
  struct measures measures = measures_current(ctx);
  for (size_t i = 0; i < measures.count; i++)
    view->measures += measure_holds_on(&measures.items[i], view->today);
  view->entries = moderation_waiting(ctx);
}

static void set_nets(struct ctx *ctx, struct desk_page *view) {
  struct settlement_tasks tasks = settlement_task_list(ctx);
  view->nets.items = arena_array(ctx->arena, struct desk_net, tasks.count);
  for (size_t i = 0; i < tasks.count; i++) {
    const struct settlement_task *task = &tasks.items[i];
    struct territory neighbour;
    struct desk_person_row person = {0};
    if (!territory_find(ctx, task->neighbour, &neighbour)) continue;
    desk_person(ctx, task->prepared_by, &person);
    view->nets.items[view->nets.count++] =
        (struct desk_net){.root = view->frame.root,
                          .slug = neighbour.slug,
                          .name = neighbour.name,
                          .prepared_by = person.name,
                          .reason = return_reason_words(ctx->arena, ctx->language, task->reason),
                          .amount = money_of(task->amount_minor, ctx->currency),
                          .rejected = task->rejected};
  }
}

void desk_show(struct request *request, struct response *response, int status, struct str refusal) {
  struct ctx *ctx = request->ctx;
  struct desk_page view = {.frame = page_frame_titled(request, SECTION_DESK, MSG_desk_title),
                           .today = zone_day(ctx->zone, ctx->now),
                           .agent = request->session->agent,
                           .accountant = request->session->accountant,
                           .refusal = refusal};
  view.rooms = (struct desk_rooms){view.frame.root, view.agent};
  set_due(ctx, &view);
  set_batches(request, &view);
  set_figures(ctx, &view);
  set_mails(request, &view);
  if (view.agent) set_entries(ctx, &view);
  view.odds = (int64_t)stripe_odd_list(ctx).count;
  view.transits_late = transit_count_late(ctx);
  view.boxes = box_count_waiting(ctx);
  if (view.agent) view.proposals = agreement_count_waiting(ctx);
  view.settlements = settlement_count_waiting(ctx);
  set_nets(ctx, &view);
  view.volume_percent = volume_now(ctx).tenths / 10;
  if (view.volume_percent < VOLUME_WARN) view.volume_percent = 0;
  view.idle = view.ready_count == 0 && view.blocked_count == 0 && view.to_confirm.count == 0 &&
              view.mails_failed == 0 && view.odds == 0 && view.volume_percent == 0 &&
              view.entries == 0 && view.measures == 0 && view.boxes == 0 && view.proposals == 0 &&
              view.settlements == 0 && view.nets.count == 0 && view.transits_late == 0;
  struct html_out out = response_out(request, response, status);
  desk_home_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  desk_show(request, response, 200, S(""));
}

/* Merchants that cannot be paid. */

static void show_unpayable(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct desk_without_account_rows rows = desk_without_account(ctx);
  struct desk_unpayable_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_desk_unpayable_title),
      .merchants.items = arena_array(ctx->arena, struct desk_unpayable, rows.count)};
  for (size_t i = 0; i < rows.count; i++) {
    struct money due = payout_statement(ctx, rows.items[i].id).due;
    struct shops shops = shop_list_by_merchant(ctx, rows.items[i].id);
    if (due.minor <= 0) continue;
    view.merchants.items[view.merchants.count++] = (struct desk_unpayable){
        rows.items[i].name, shops.count > 0 ? shops.items[0].slug : S(""), due};
  }
  struct html_out out = response_out(request, response, 200);
  desk_unpayable_html(&out, &view);
}

/* The journal. */

static const struct {
  struct str act;
  enum message message;
} acts[] = {
    {S("import.begin"), MSG_import_act_begin},
    {S("import.check"), MSG_import_act_check},
    {S("import.confirm"), MSG_import_act_confirm},
    {S("import.cancel"), MSG_import_act_cancel},
    {S("import.done"), MSG_import_act_done},
    {S("import.keep"), MSG_import_act_keep},
    {S("campaign.top_up"), MSG_desk_act_campaign_top_up},
    {S("envelope.fill"), MSG_desk_act_envelope_fill},
    {S("envelope.empty"), MSG_desk_act_envelope_empty},
    {S("role.grant"), MSG_desk_act_role_grant},
    {S("role.revoke"), MSG_desk_act_role_revoke},
    {S("territory.change"), MSG_desk_act_territory_change},
    {S("payout.prepare"), MSG_desk_act_payout_prepare},
    {S("payout.confirm"), MSG_desk_act_payout_confirm},
    {S("payout.cancel"), MSG_desk_act_payout_cancel},
    {S("payout.file"), MSG_desk_act_payout_file},
    {S("payout.return"), MSG_desk_act_payout_return},
    {S("bank.setting"), MSG_desk_act_bank_setting},
    {S("bank.read"), MSG_desk_act_bank_read},
    {S("bank.apply"), MSG_desk_act_bank_apply},
    {S("bank.drop"), MSG_desk_act_bank_drop},
    {S("bank.assign"), MSG_desk_act_bank_assign},
    {S("bank.release"), MSG_desk_act_bank_release},
    {S("bank.refund_ask"), MSG_desk_act_bank_refund_ask},
    {S("bank.refund_confirm"), MSG_desk_act_bank_refund_confirm},
    {S("bank.refund_cancel"), MSG_desk_act_bank_refund_cancel},
    {S("bank.keep"), MSG_desk_act_bank_keep},
    {S("bank.unbundle"), MSG_desk_act_bank_unbundle},
    {S("bulk.read"), MSG_bulk_act_read},
    {S("bulk.issue"), MSG_bulk_act_issue},
    {S("bulk.drop"), MSG_bulk_act_drop},
    {S("issuer.keep"), MSG_bulk_act_issuer},
    {S("issuer.pay"), MSG_bulk_act_pay},
    {S("stripe.setting"), MSG_desk_act_stripe_setting},
    {S("stripe.account"), MSG_desk_act_stripe_account},
    {S("stripe.accept"), MSG_desk_act_stripe_accept},
    {S("stripe.refund"), MSG_desk_act_stripe_refund},
    {S("stripe.refund_failed"), MSG_desk_act_stripe_refund_failed},
    {S("stripe.say"), MSG_desk_act_stripe_say},
    {S("stripe.say_confirm"), MSG_desk_act_stripe_say_confirm},
    {S("stripe.say_cancel"), MSG_desk_act_stripe_say_cancel},
    {S("stripe.close"), MSG_desk_act_stripe_close},
    {S("accounts.archive"), MSG_accounts_act_archive},
    {S("accounts.setting"), MSG_accounts_act_setting},
    {S("accounts.plan"), MSG_accounts_act_plan},
    {S("period.close"), MSG_accounts_act_close},
    {S("merchant.account"), MSG_desk_act_merchant_account},
    {S("merchant.weekly"), MSG_takings_act_weekly},
    {S("volume.limit"), MSG_volume_act_limit},
    {S("shop.vouchers"), MSG_desk_act_shop_vouchers},
    {S("measure.put"), MSG_desk_act_measure_put},
    {S("campaign.draft"), MSG_desk_act_campaign_draft},
    {S("campaign.change"), MSG_desk_act_campaign_change},
    {S("campaign.open"), MSG_desk_act_campaign_open},
    {S("campaign.suspend"), MSG_desk_act_campaign_suspend},
    {S("campaign.end"), MSG_desk_act_campaign_end},
    {S("voucher.block"), MSG_desk_act_voucher_block},
    {S("voucher.unblock"), MSG_desk_act_voucher_unblock},
    {S("voucher.reverse"), MSG_desk_act_voucher_reverse},
    {S("voucher.refund"), MSG_desk_act_voucher_refund},
    {S("refund.account"), MSG_desk_act_refund_account},
    {S("refund.confirm"), MSG_desk_act_refund_confirm},
    {S("refund.done"), MSG_desk_act_refund_done},
    {S("refund.came_back"), MSG_desk_act_refund_came_back},
    {S("refund.again"), MSG_desk_act_refund_again},
    {S("voucher.pass_on"), MSG_desk_act_voucher_pass_on},
    {S("voucher.resend"), MSG_desk_act_voucher_resend},
    {S("voucher.support"), MSG_desk_act_voucher_support},
    {S("extension.ask"), MSG_extension_act_ask},
    {S("extension.confirm"), MSG_extension_act_confirm},
    {S("extension.drop"), MSG_extension_act_drop},
    {S("voucher.reversal_minutes"), MSG_desk_act_voucher_reversal_minutes},
    {S("measure.lift"), MSG_desk_act_measure_lift},
    {S("shop.edit"), MSG_desk_act_shop_edit},
    {S("shop.correct"), MSG_desk_act_shop_correct},
    {S("shop.close"), MSG_desk_act_shop_close},
    {S("shop.reopen"), MSG_desk_act_shop_reopen},
    {S("shop.confirm"), MSG_desk_act_shop_confirm},
    {S("shop.photo"), MSG_desk_act_shop_photo},
    {S("shop.photo.remove"), MSG_desk_act_shop_photo_remove},
    {S("entry.approve"), MSG_desk_act_entry_approve},
    {S("entry.refuse"), MSG_desk_act_entry_refuse},
    {S("entry.ask"), MSG_desk_act_entry_ask},
    {S("claim.code"), MSG_desk_act_claim_code},
    {S("claim.granted"), MSG_desk_act_claim_granted},
    {S("territory.confirm_months"), MSG_desk_act_confirm_months},
    {S("counter.setting"), MSG_desk_act_counter_setting},
    {S("counter.open"), MSG_desk_act_counter_open},
    {S("counter.count"), MSG_desk_act_counter_count},
    {S("counter.confirm"), MSG_desk_act_counter_confirm},
    {S("counter.recount"), MSG_desk_act_counter_recount},
    {S("failure.mark"), MSG_failure_act_mark},
    {S("failure.lift"), MSG_failure_act_lift},
    {S("neighbour.propose"), MSG_neighbour_act_propose},
    {S("neighbour.propose_there"), MSG_neighbour_act_propose_there},
    {S("neighbour.confirm"), MSG_neighbour_act_confirm},
    {S("neighbour.confirm_there"), MSG_neighbour_act_confirm_there},
    {S("neighbour.decline"), MSG_neighbour_act_decline},
    {S("neighbour.decline_there"), MSG_neighbour_act_decline_there},
    {S("neighbour.withdraw"), MSG_neighbour_act_withdraw},
    {S("neighbour.withdraw_there"), MSG_neighbour_act_withdraw_there},
    {S("neighbour.end"), MSG_neighbour_act_end},
    {S("neighbour.end_there"), MSG_neighbour_act_end_there},
    {S("netting.announce"), MSG_netting_act_announce},
    {S("netting.announce_there"), MSG_netting_act_announce_there},
    {S("netting.prepare"), MSG_netting_act_prepare},
    {S("netting.prepare_there"), MSG_netting_act_prepare_there},
    {S("netting.confirm"), MSG_netting_act_confirm},
    {S("netting.confirm_there"), MSG_netting_act_confirm_there},
    {S("netting.receive"), MSG_netting_act_receive},
    {S("netting.receive_there"), MSG_netting_act_receive_there},
    {S("bank.claim"), MSG_bank_act_claim},
    {S("bank.claim_confirm"), MSG_bank_act_claim_confirm},
    {S("transit.close"), MSG_transit_act_close},
    {S("transit.close_confirm"), MSG_transit_act_close_confirm},
    {S("transit.close_cancel"), MSG_transit_act_close_cancel},
    {S("bank.transit"), MSG_bank_act_transit},
    {S("bank.claim_cancel"), MSG_bank_act_claim_cancel},
    {S("netting.left"), MSG_netting_act_left},
    {S("netting.left_there"), MSG_netting_act_left_there},
    {S("netting.reject"), MSG_netting_act_reject},
    {S("netting.reject_there"), MSG_netting_act_reject_there},
    {S("netting.take_back"), MSG_netting_act_take_back},
    {S("netting.take_back_there"), MSG_netting_act_take_back_there},
    {S("counter.deposit"), MSG_desk_act_counter_deposit},
    {S("counter.cancel"), MSG_counter_act_cancel},
    {S("counter.identity_seen"), MSG_counter_act_identity_seen},
    {S("counter.refund"), MSG_desk_act_counter_refund},
    {S("counter.cheque_returned"), MSG_desk_act_cheque_returned},
    {S("stock.print"), MSG_desk_act_stock_print},
    {S("stock.cancel"), MSG_desk_act_stock_cancel},
    {S("voucher.keyed"), MSG_desk_act_voucher_keyed},
};

/* What was done, in words; an act without words is shown by its name. */
static struct str act_text(struct ctx *ctx, struct str act) {
  for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
    if (str_equal(acts[i].act, act)) return message_text(ctx->language, acts[i].message);
  return act;
}

static struct desk_act act_of(struct ctx *ctx, const struct audit_line *line) {
  bool about_batch = str_starts(line->act, S("payout."));
  return (struct desk_act){
      .at = line->at,
      .person = line->person,
      .act = act_text(ctx, line->act),
      .detail = line->detail,
      .batch = about_batch ? id_text(ctx->arena, line->noun_id) : S(""),
  };
}

static void show_journal(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  int64_t before = desk_before(request);
  struct audit_lines lines = audit_list(ctx, before);
  struct desk_journal_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_desk_journal_title),
      .acts = {arena_array(ctx->arena, struct desk_act, lines.count), lines.count},
      .later = before != 0};
  for (size_t i = 0; i < lines.count; i++)
    view.acts.items[i] = act_of(ctx, &lines.items[i]);
  if (lines.count == AUDIT_PAGE) view.next = id_text(ctx->arena, lines.items[AUDIT_PAGE - 1].id);
  struct html_out out = response_out(request, response, 200);
  desk_journal_html(&out, &view);
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau", show, WHO_STAFF,
     .help = "The desk: what waits to be done, figures, payouts, mails."},
    {METHOD_GET, "/bureau/sans-iban", show_unpayable, WHO_STAFF,
     .help = "Merchants with money due and no bank account."},
    {METHOD_GET, "/bureau/journal", show_journal, WHO_STAFF, &desk_query,
     .help = "Who did what, newest first."},
};
const struct route_table desk_routes = {routes, sizeof routes / sizeof routes[0]};
