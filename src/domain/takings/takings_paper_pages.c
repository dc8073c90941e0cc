#include "domain/takings/takings_paper.h"

#include "base/format.h"
#include "base/iban.h"
#include "domain/accounts/report_pen.h"
#include "domain/accounts/setting.h"
#include "domain/shop/siret.h"

enum { FEW_DAYS = 14 /* more begin a page of their own */ };

/* Figures. */

int64_t takings_paid(const struct takings_money *money) {
  return -money->lines[TAKINGS_PAID].minor - money->lines[TAKINGS_RETURNED].minor;
}

int64_t takings_credited(const struct takings_money *money) {
  return money->closing_minor - money->opening_minor + takings_paid(money);
}

struct str takings_file_name(struct ctx *ctx, struct span span, const char *end) {
  return str_format(ctx->arena, "releve-%.*s-%.*s.%s", STR_ARG(day_iso(ctx->arena, span.first)),
                    STR_ARG(day_iso(ctx->arena, span.last)), end);
}

static struct str day_words(struct ctx *ctx, struct day day) {
  struct buf text = buf_in(ctx->arena);
  format_day(&text, ctx->language, day);
  return buf_str(&text);
}

static struct str day_short(struct ctx *ctx, struct day day) {
  struct buf text = buf_in(ctx->arena);
  format_day_short(&text, ctx->language, day);
  return buf_str(&text);
}

static struct str on_day(struct report_pen *pen, enum message message, struct day day) {
  return MESSAGE(pen->ctx->arena, pen->language, message, {"day", day_words(pen->ctx, day)});
}

static struct str word(struct report_pen *pen, enum message message) {
  return message_text(pen->language, message);
}

/* Whose statement, and who made it: what a public accountant looks for before any figure. */

static void say_row(struct report_table *table, struct str label, struct str value) {
  if (label.len > 0 && value.len > 0)
    *report_pen_row(table) = (struct report_row){.cells = {label, value}};
}

static void say_number(struct report_pen *pen, struct report_table *table, struct str plain) {
  say_row(table, business_register(pen->language, plain), business_number(pen->ctx->arena, plain));
}

/* "Librairie du Port, 3 rue du Port, 33000 Bordeaux, SIRET 732 829 320 00074" */
static struct str establishment(struct report_pen *pen, const struct shop *shop) {
  struct buf text = buf_in(pen->ctx->arena);
  buf_add(&text, shop->name);
  if (shop->street.len > 0) buf_format(&text, ", %.*s", STR_ARG(shop->street));
  buf_literal(&text, ", ");
  if (shop->postcode.len > 0) buf_format(&text, "%.*s\u00a0", STR_ARG(shop->postcode));
  buf_add(&text, shop->town);
  if (shop->siret_valid)
    buf_format(&text, ", %.*s",
               STR_ARG(business_words(pen->ctx->arena, pen->language, shop->siret)));
  return buf_str(&text);
}

static struct str iban_words(struct report_pen *pen, struct str text) {
  struct iban iban;
  return iban_parse(text, &iban) ? iban_grouped(pen->ctx->arena, &iban) : text;
}

static void payee_table(struct report_pen *pen, const struct territory *territory,
                        const struct takings *takings) {
  enum { OTHERS = 5 };
  struct ctx *ctx = pen->ctx;
  const struct merchant *merchant = &takings->merchant;
  struct shops shops = shop_list_by_merchant(ctx, merchant->id);
  struct str siren = business_words(ctx->arena, pen->language, accounts_siren(ctx));
  report_pen_say_message(pen, REPORT_HEADING, MSG_takings_payee);
  struct report_table *table = report_pen_table(pen, shops.count + OTHERS);
  table->column_count = 2; /* without a head */
  table->columns[0] = (struct report_column){.width = 0.34};
  table->columns[1] = (struct report_column){.width = 0.66};
  say_row(table, word(pen, MSG_takings_payee_name), merchant->name);
  say_number(pen, table, merchant->siren);
  for (size_t i = 0; i < shops.count; i++)
    say_row(table, word(pen, MSG_takings_payee_shop), establishment(pen, &shops.items[i]));
  say_row(table, word(pen, MSG_takings_payee_holder), merchant->account_holder);
  say_row(table, word(pen, MSG_takings_payee_iban), iban_words(pen, merchant->iban));
  say_row(table, word(pen, MSG_takings_payee_issuer),
          siren.len > 0 ? STR_CONCAT(ctx->arena, territory->name, S(", "), siren)
                        : territory->name);
}

/* Money and vouchers: from one balance to the other. */

static struct report_table *operations(struct report_pen *pen, enum message heading, size_t rows) {
  report_pen_say_message(pen, REPORT_HEADING, heading);
  struct report_table *table = report_pen_table(pen, rows + 2);
  report_pen_column(pen, table, MSG_takings_operation, 60, false);
  report_pen_column(pen, table, MSG_takings_count, 15, true);
  report_pen_column(pen, table, MSG_takings_amount, 25, true);
  return table;
}

static void balance_row(struct report_pen *pen, struct report_table *table, enum message message,
                        struct day day, int64_t minor) {
  *report_pen_row(table) = (struct report_row){
      .cells = {on_day(pen, message, day), S(""), report_pen_money(pen, minor)}, .total = true};
}

static void sum_row(struct report_pen *pen, struct report_table *table, enum message label,
                    const struct takings_sum *sum) {
  if (sum->count == 0) return;
  *report_pen_row(table) =
      (struct report_row){.cells = {word(pen, label), report_pen_count(pen, sum->count),
                                    report_pen_money(pen, sum->minor)}};
}

static void money_table(struct report_pen *pen, const struct takings *takings) {
  const struct takings_money *money = &takings->money;
  struct report_table *table = operations(pen, MSG_takings_money, TAKINGS_LINE_COUNT);
  balance_row(pen, table, MSG_takings_opening, takings->span.first, money->opening_minor);
  for (enum takings_line line = TAKINGS_SOLD; line < TAKINGS_LINE_COUNT; line++)
    sum_row(pen, table, takings_label(line), &money->lines[line]);
  balance_row(pen, table, MSG_takings_closing, takings->span.last, money->closing_minor);
  if (money->under_way_minor == 0) return;
  report_pen_say(pen, REPORT_NOTE,
                 MESSAGE(pen->ctx->arena, pen->language, MSG_takings_under_way,
                         {"amount", report_pen_money(pen, money->under_way_minor)}));
}

static void voucher_table(struct report_pen *pen, const struct takings *takings) {
  const struct takings_vouchers *vouchers = &takings->vouchers;
  struct report_table *table = operations(pen, MSG_takings_vouchers, TAKINGS_VOUCHER_LINE_COUNT);
  balance_row(pen, table, MSG_takings_opening, takings->span.first, vouchers->opening_minor);
  for (enum takings_voucher_line line = TAKINGS_VOUCHER_ISSUED; line < TAKINGS_VOUCHER_LINE_COUNT;
       line++)
    sum_row(pen, table, takings_voucher_label(line), &vouchers->lines[line]);
  balance_row(pen, table, MSG_takings_closing, takings->span.last, vouchers->closing_minor);
}

/* What stands behind the two. */

static struct report_row *voucher_row(struct report_pen *pen, struct report_table *table,
                                      struct str name, int64_t credited_minor,
                                      const struct takings_vouchers *vouchers) {
  const struct takings_sum *lines = vouchers->lines;
  int64_t used = -lines[TAKINGS_VOUCHER_REDEEMED].minor - lines[TAKINGS_VOUCHER_REVERSED].minor;
  struct report_row *row = report_pen_row(table);
  *row = (struct report_row){.cells = {name, report_pen_money(pen, credited_minor),
                                       report_pen_money(pen, lines[TAKINGS_VOUCHER_ISSUED].minor),
                                       report_pen_money(pen, used),
                                       report_pen_money(pen, vouchers->closing_minor)}};
  return row;
}

static void shop_table(struct report_pen *pen, const struct takings *takings) {
  if (takings->shops.count < 2) return;
  report_pen_say_message(pen, REPORT_HEADING, MSG_takings_by_shop);
  struct report_table *table = report_pen_table(pen, takings->shops.count + 1);
  int64_t credited_minor = 0;
  report_pen_column(pen, table, MSG_takings_shop, 32, false);
  report_pen_column(pen, table, MSG_takings_shop_credited, 17, true);
  report_pen_column(pen, table, MSG_takings_shop_issued, 17, true);
  report_pen_column(pen, table, MSG_takings_shop_redeemed, 17, true);
  report_pen_column(pen, table, MSG_takings_shop_left, 17, true);
  for (size_t i = 0; i < takings->shops.count; i++) {
    const struct takings_shop *shop = &takings->shops.items[i];
    credited_minor += shop->credited_minor;
    voucher_row(pen, table, shop->name, shop->credited_minor, &shop->vouchers);
  }
  voucher_row(pen, table, word(pen, MSG_takings_total), credited_minor, &takings->vouchers)->total =
      true;
}

static void left_table(struct report_pen *pen, const struct takings *takings) {
  const struct takings_lefts *lefts = &takings->lefts;
  if (lefts->count == 0) return;
  report_pen_say(pen, REPORT_HEADING, on_day(pen, MSG_takings_lefts, takings->span.last));
  struct report_table *table = report_pen_table(pen, lefts->count + 1);
  report_pen_column(pen, table, MSG_takings_campaign, 50, false);
  report_pen_column(pen, table, MSG_takings_expires, 25, false);
  report_pen_column(pen, table, MSG_takings_amount, 25, true);
  for (size_t i = 0; i < lefts->count; i++)
    *report_pen_row(table) = (struct report_row){
        .cells = {lefts->items[i].campaign, day_words(pen->ctx, lefts->items[i].expires_on),
                  report_pen_money(pen, lefts->items[i].minor)}};
  if (lefts->count > 1)
    *report_pen_row(table) =
        (struct report_row){.cells = {word(pen, MSG_takings_total), S(""),
                                      report_pen_money(pen, takings->vouchers.closing_minor)},
                            .total = true};
}

static struct str signed_side(struct report_pen *pen, int64_t minor) {
  return minor == 0 ? S("") : report_pen_money(pen, minor);
}

static struct report_row *day_row(struct report_pen *pen, struct report_table *table,
                                  struct str name, const struct takings_day *day) {
  struct report_row *row = report_pen_row(table);
  *row = (struct report_row){
      .cells = {name, signed_side(pen, day->in_minor), signed_side(pen, day->back_minor),
                signed_side(pen, day->paid_minor), report_pen_money(pen, day->balance_minor),
                signed_side(pen, day->redeemed_minor)}};
  return row;
}

static void day_table(struct report_pen *pen, const struct takings *takings) {
  const struct takings_days *days = &takings->days;
  if (days->count == 0) return;
  report_pen_say_message(pen, days->count > FEW_DAYS ? REPORT_CHAPTER : REPORT_HEADING,
                         MSG_takings_by_day);
  struct report_table *table = report_pen_table(pen, days->count + 1);
  struct takings_day all = {.balance_minor = takings->money.closing_minor};
  report_pen_column(pen, table, MSG_takings_day, 20, false);
  report_pen_column(pen, table, MSG_takings_in, 16, true);
  report_pen_column(pen, table, MSG_takings_back_column, 16, true);
  report_pen_column(pen, table, MSG_takings_paid_column, 16, true);
  report_pen_column(pen, table, MSG_takings_balance, 16, true);
  report_pen_column(pen, table, MSG_takings_redeemed_column, 16, true);
  for (size_t i = 0; i < days->count; i++) {
    const struct takings_day *day = &days->items[i];
    all.in_minor += day->in_minor;
    all.back_minor += day->back_minor;
    all.paid_minor += day->paid_minor;
    all.redeemed_minor += day->redeemed_minor;
    day_row(pen, table, day_short(pen->ctx, day->on), day);
  }
  day_row(pen, table, word(pen, MSG_takings_total), &all)->total = true;
}

static struct report_figure figure(struct report_pen *pen, int64_t minor, struct str words) {
  return (struct report_figure){report_pen_money(pen, minor), words};
}

struct str takings_pdf(struct ctx *ctx, const struct territory *territory,
                       const struct takings *takings) {
  struct report_pen pen = report_pen_of(ctx, ctx->language);
  report_pen_say_message(&pen, REPORT_CHAPTER, MSG_takings_paper_money);
  payee_table(&pen, territory, takings);
  money_table(&pen, takings);
  voucher_table(&pen, takings);
  shop_table(&pen, takings);
  left_table(&pen, takings);
  report_pen_say(
      &pen, REPORT_NOTE,
      MESSAGE(ctx->arena, ctx->language, MSG_takings_fees_note, {"territory", territory->name}));
  report_pen_say_message(&pen, REPORT_NOTE, MSG_takings_paper_how);
  day_table(&pen, takings);
  struct report_figure highlights[] = {
      figure(&pen, takings_credited(&takings->money), word(&pen, MSG_takings_credited)),
      figure(&pen, takings_paid(&takings->money), word(&pen, MSG_takings_paid)),
      figure(&pen, takings->vouchers.closing_minor, word(&pen, MSG_takings_left))};
  return paper_report_pdf(
      ctx->arena, &(struct report){
                      .language = ctx->language,
                      .accent = territory->accent,
                      .territory = territory->name,
                      .title = word(&pen, MSG_takings_paper_title),
                      .subject = takings->merchant.name,
                      .period = MESSAGE(ctx->arena, ctx->language, MSG_takings_span,
                                        {"first", day_words(ctx, takings->span.first)},
                                        {"last", day_words(ctx, takings->span.last)}),
                      .colophon = MESSAGE(ctx->arena, ctx->language, MSG_takings_paper_colophon,
                                          {"territory", territory->name},
                                          {"currency", currency_code(ctx->currency)}),
                      .headline = figure(&pen, takings->money.closing_minor,
                                         on_day(&pen, MSG_takings_closing_of, takings->span.last)),
                      .highlights = {highlights, 3},
                      .blocks = pen.blocks,
                      .count = pen.count,
                  });
}
