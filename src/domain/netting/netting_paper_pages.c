/* The statements on paper, for the files of both accountants. */
#include <stdlib.h>

#include "base/fault.h"
#include "base/format.h"
#include "domain/accounts/report_pen.h"
#include "domain/netting/netting_pages.h"
#include "domain/payment/bank_day.h"
#include "domain/payout/payout_file.h"
#include "paper/paper.h"

static struct str day_words(struct ctx *ctx, struct day day) {
  struct buf text = buf_in(ctx->arena);
  format_day(&text, ctx->language, day);
  return buf_str(&text);
}

static struct str word(const struct report_pen *pen, enum message message) {
  return message_text(pen->language, message);
}

static void night_table(struct report_pen *pen, const struct nettings *nights) {
  report_pen_say_message(pen, REPORT_CHAPTER, MSG_netting_nights);
  struct report_table *table = report_pen_table(pen, nights->count + 1);
  report_pen_column(pen, table, MSG_netting_night, 31, false);
  report_pen_column(pen, table, MSG_netting_uses_column, 15, true);
  report_pen_column(pen, table, MSG_netting_earned, 18, true);
  report_pen_column(pen, table, MSG_netting_owed, 18, true);
  report_pen_column(pen, table, MSG_netting_net, 18, true);
  int64_t owed = 0, earned = 0;
  for (size_t i = nights->count; i-- > 0;) {
    const struct netting *one = &nights->items[i];
    owed += one->owed_minor;
    earned += one->earned_minor;
    *report_pen_row(table) = (struct report_row){
        .cells = {day_words(pen->ctx, one->night_on), report_pen_count(pen, one->line_count),
                  report_pen_money(pen, one->earned_minor), report_pen_money(pen, one->owed_minor),
                  report_pen_money(pen, one->net_minor)}};
  }
  *report_pen_row(table) = (struct report_row){
      .cells = {word(pen, MSG_netting_total), S(""), report_pen_money(pen, earned),
                report_pen_money(pen, owed), report_pen_money(pen, earned - owed)},
      .total = true};
}

static void settlement_table(struct report_pen *pen, const struct settlements *settlements) {
  if (settlements->count == 0) return;
  report_pen_say_message(pen, REPORT_CHAPTER, MSG_netting_settlements);
  struct report_table *table = report_pen_table(pen, settlements->count);
  report_pen_column(pen, table, MSG_netting_paid_on, 30, false);
  report_pen_column(pen, table, MSG_netting_reference, 30, false);
  report_pen_column(pen, table, MSG_neighbour_state, 20, false);
  report_pen_column(pen, table, MSG_netting_amount, 20, true);
  for (size_t i = settlements->count; i-- > 0;) {
    const struct settlement *one = &settlements->items[i];
    enum message state = one->state == SETTLEMENT_RECEIVED    ? MSG_netting_paid
                         : one->state == SETTLEMENT_ANNOUNCED ? MSG_netting_announced
                         : one->state == SETTLEMENT_PREPARED  ? MSG_netting_prepared
                         : one->rejected                      ? MSG_netting_rejected
                                                              : MSG_netting_taken_back;
    int64_t amount = one->we_pay ? -one->amount_minor : one->amount_minor;
    *report_pen_row(table) =
        (struct report_row){.cells = {day_words(pen->ctx, one->paid_on), one->reference,
                                      word(pen, state), report_pen_money(pen, amount)}};
  }
}

struct str netting_pdf(struct ctx *ctx, const struct territory *neighbour) {
  struct territory here;
  struct report_pen pen = report_pen_of(ctx, ctx->language);
  struct nettings nights = netting_list(ctx, neighbour->id);
  struct settlements settlements = settlement_list(ctx, neighbour->id);
  int64_t unpaid = neighbour_balance(ctx, neighbour->id).netted_minor;
  must(territory_find(ctx, ctx->territory, &here));
  night_table(&pen, &nights);
  settlement_table(&pen, &settlements);
  report_pen_say_message(&pen, REPORT_NOTE, MSG_netting_paper_how);
  struct str day = day_words(ctx, zone_day(ctx->zone, ctx->now));
  return paper_report_pdf(
      ctx->arena, &(struct report){
                      .language = ctx->language,
                      .accent = here.accent,
                      .territory = here.name,
                      .title = word(&pen, MSG_netting_title),
                      .subject = neighbour->name,
                      .period = day,
                      .colophon = MESSAGE(ctx->arena, ctx->language, MSG_netting_paper_colophon,
                                          {"territory", here.name}, {"neighbour", neighbour->name},
                                          {"currency", currency_code(ctx->currency)}),
                      .headline = {report_pen_money(&pen, llabs(unpaid)),
                                   word(&pen, unpaid < 0   ? MSG_neighbour_we_owe
                                              : unpaid > 0 ? MSG_neighbour_they_owe
                                                           : MSG_netting_even)},
                      .blocks = pen.blocks,
                      .count = pen.count,
                  });
}

struct str netting_order(struct ctx *ctx, const struct settlement *settlement) {
  struct territory territory;
  must(territory_find(ctx, ctx->territory, &territory));
  struct paper_payment payment = {
      .end_to_end_id = settlement->reference,
      .creditor = settlement->holder,
      .iban = settlement->iban,
      .remittance = MESSAGE(ctx->arena, territory.language, MSG_netting_remittance,
                            {"territory", territory.name}),
      .amount_minor = settlement->amount_minor,
  };
  return payout_order_file(
      ctx, &(struct payout_order){.message_id = settlement->reference,
                                  .created_at = settlement->made_at,
                                  .execute_on = bank_day_after(ctx->currency, settlement->paid_on),
                                  .payments = &payment,
                                  .count = 1});
}
