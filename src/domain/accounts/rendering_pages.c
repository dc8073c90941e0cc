#include "domain/accounts/rendering.h"

#include "base/format.h"

enum { DEVELOPED_MAX = 1500 /* some 40 pages; the balance as CSV has all */ };

/* Operations by nature. */

static void nature(struct report_pen *pen, const struct books *books, enum plan_nature wanted,
                   enum message title) {
  struct reason_sum sum = {0};
  report_pen_say_message(pen, REPORT_HEADING, title);
  struct report_table *table = report_pen_table(pen, BOOKS_REASONS + 1);
  report_pen_column(pen, table, MSG_accounts_rendering_nature, 60, false);
  report_pen_column(pen, table, MSG_accounts_rendering_entries, 15, true);
  report_pen_column(pen, table, MSG_accounts_rendering_amount, 25, true);
  for (int reason = 1; reason < BOOKS_REASONS; reason++) {
    if (books->reasons[reason].entries == 0) continue;
    struct plan_reason line = plan_reason_of((enum reason)reason);
    if (line.nature != wanted) continue;
    struct report_row *row = report_pen_row(table);
    row->cells[0] = message_text(pen->language, line.label);
    row->cells[1] = report_pen_count(pen, books->reasons[reason].entries);
    row->cells[2] = report_pen_money(pen, books->reasons[reason].minor);
    sum.entries += books->reasons[reason].entries;
    sum.minor += books->reasons[reason].minor;
  }
  struct report_row *total = report_pen_row(table);
  *total = (struct report_row){.cells = {message_text(pen->language, MSG_accounts_rendering_total),
                                         report_pen_count(pen, sum.entries),
                                         report_pen_money(pen, sum.minor)},
                               .total = true};
}

static void operations(struct report_pen *pen, const struct books *books) {
  report_pen_say_message(pen, REPORT_CHAPTER, MSG_accounts_rendering_operations);
  report_pen_say_message(pen, REPORT_TEXT, MSG_accounts_rendering_operations_text);
  nature(pen, books, NATURE_RECEIPT, MSG_accounts_rendering_receipts);
  nature(pen, books, NATURE_EXPENSE, MSG_accounts_rendering_expenses);
  nature(pen, books, NATURE_TREASURY, MSG_accounts_rendering_treasury_moves);
  nature(pen, books, NATURE_ORDER, MSG_accounts_rendering_order);
  nature(pen, books, NATURE_BESIDE, MSG_accounts_rendering_beside);
}

/* Money. */

struct four { /* opening, in, out, closing: debits positive, since money is an asset */
  int64_t opening, in, out;
};

static void four_cells(struct report_pen *pen, struct report_row *row, const struct four *sum) {
  row->cells[1] = report_pen_money(pen, sum->opening);
  row->cells[2] = report_pen_money(pen, sum->in);
  row->cells[3] = report_pen_money(pen, sum->out);
  row->cells[4] = report_pen_money(pen, sum->opening + sum->in - sum->out);
}

static void treasury(struct report_pen *pen, const struct account_files *files) {
  const struct book_list *list = &files->books->accounts;
  struct four sum = {0};
  report_pen_say_message(pen, REPORT_CHAPTER, MSG_accounts_rendering_treasury);
  report_pen_say_message(pen, REPORT_TEXT, MSG_accounts_rendering_treasury_text);
  struct report_table *table = report_pen_table(pen, list->count + 1);
  report_pen_column(pen, table, MSG_accounts_rendering_account, 32, false);
  report_pen_column(pen, table, MSG_accounts_rendering_opening, 17, true);
  report_pen_column(pen, table, MSG_accounts_rendering_in, 17, true);
  report_pen_column(pen, table, MSG_accounts_rendering_out, 17, true);
  report_pen_column(pen, table, MSG_accounts_rendering_closing, 17, true);
  for (size_t i = 0; i < list->count; i++) {
    const struct book *book = list->items[i];
    if (book->kind != ACCOUNT_CLEARING && book->kind != ACCOUNT_BANK) continue;
    struct four one = {-book->opening_minor, book->debit_minor, book->credit_minor};
    struct report_row *row = report_pen_row(table);
    const struct plan_line *line = plan_find(&files->plan, book->kind);
    row->cells[0] = book->name.len > 0
                        ? STR_CONCAT(pen->ctx->arena, line->number, S(" "), book->name)
                        : STR_CONCAT(pen->ctx->arena, line->number, S(" "), line->label);
    four_cells(pen, row, &one);
    sum.opening += one.opening;
    sum.in += one.in;
    sum.out += one.out;
  }
  struct report_row *total = report_pen_row(table);
  total->total = true;
  total->cells[0] = message_text(pen->language, MSG_accounts_rendering_total);
  four_cells(pen, total, &sum);
}

/* The balance, by number. */

static void balance_columns(struct report_pen *pen, struct report_table *table) {
  report_pen_column(pen, table, MSG_accounts_rendering_account, 9, false);
  report_pen_column(pen, table, MSG_accounts_rendering_label, 25, false);
  report_pen_column(pen, table, MSG_accounts_rendering_opening, 14, true);
  report_pen_column(pen, table, MSG_accounts_rendering_debit, 13, true);
  report_pen_column(pen, table, MSG_accounts_rendering_credit, 13, true);
  report_pen_column(pen, table, MSG_accounts_rendering_debit_balance, 13, true);
  report_pen_column(pen, table, MSG_accounts_rendering_credit_balance, 13, true);
}

struct sums {
  int64_t opening, debit, credit, debit_balance, credit_balance;
};

/* Of credits less debits: "12,50 € C". */
static struct str opening_cell(struct report_pen *pen, int64_t minor) {
  if (minor == 0) return S("");
  return STR_CONCAT(pen->ctx->arena, report_pen_money(pen, minor < 0 ? -minor : minor), S("\u00A0"),
                    minor < 0 ? S("D") : S("C"));
}

static void sums_cells(struct report_pen *pen, struct report_row *row, const struct sums *sums) {
  row->cells[2] = opening_cell(pen, sums->opening);
  row->cells[3] = report_pen_side(pen, sums->debit);
  row->cells[4] = report_pen_side(pen, sums->credit);
  row->cells[5] = report_pen_side(pen, sums->debit_balance);
  row->cells[6] = report_pen_side(pen, sums->credit_balance);
}

static void add_book(struct sums *sums, const struct book *book) {
  int64_t closing = book_closing(book);
  sums->opening += book->opening_minor;
  sums->debit += book->debit_minor;
  sums->credit += book->credit_minor;
  if (closing < 0) sums->debit_balance -= closing;
  if (closing > 0) sums->credit_balance += closing;
}

static void add_sums(struct sums *all, const struct sums *one) {
  all->opening += one->opening;
  all->debit += one->debit;
  all->credit += one->credit;
  all->debit_balance += one->debit_balance;
  all->credit_balance += one->credit_balance;
}

static void balance(struct report_pen *pen, const struct account_files *files) {
  const struct book_list *list = &files->books->accounts;
  struct sums all = {0};
  report_pen_say_message(pen, REPORT_CHAPTER, MSG_accounts_rendering_balance);
  report_pen_say_message(pen, REPORT_TEXT, MSG_accounts_rendering_balance_text);
  struct report_table *table = report_pen_table(pen, list->count + 1);
  balance_columns(pen, table);
  for (size_t i = 0; i < list->count;) {
    const struct plan_line *line = plan_find(&files->plan, list->items[i]->kind);
    struct sums sums = {0};
    for (; i < list->count; i++) {
      const struct plan_line *other = plan_find(&files->plan, list->items[i]->kind);
      if (!str_equal(other->number, line->number)) break;
      add_book(&sums, list->items[i]);
    }
    struct report_row *row = report_pen_row(table);
    row->cells[0] = line->number;
    row->cells[1] = line->label;
    sums_cells(pen, row, &sums);
    add_sums(&all, &sums);
  }
  struct report_row *total = report_pen_row(table);
  total->total = true;
  total->cells[1] = message_text(pen->language, MSG_accounts_rendering_total);
  sums_cells(pen, total, &all);
}

/* Every third party with a balance; the sums are those of the balance, of all of them. */
static void development(struct report_pen *pen, const struct account_files *files) {
  const struct book_list *list = &files->books->accounts;
  size_t open = 0;
  for (size_t i = 0; i < list->count; i++)
    open += book_closing(list->items[i]) != 0;
  report_pen_say_message(pen, REPORT_CHAPTER, MSG_accounts_rendering_development);
  if (open > DEVELOPED_MAX)
    report_pen_say_message(pen, REPORT_TEXT, MSG_accounts_rendering_development_cut);
  struct report_table *table = report_pen_table(pen, open + 1);
  struct sums all = {0};
  report_pen_column(pen, table, MSG_accounts_rendering_account, 12, false);
  report_pen_column(pen, table, MSG_accounts_rendering_party, 50, false);
  report_pen_column(pen, table, MSG_accounts_rendering_debit_balance, 19, true);
  report_pen_column(pen, table, MSG_accounts_rendering_credit_balance, 19, true);
  for (size_t i = 0; i < list->count; i++) {
    int64_t closing = book_closing(list->items[i]);
    const struct plan_line *line = plan_find(&files->plan, list->items[i]->kind);
    add_book(&all, list->items[i]);
    if (closing == 0 || table->count == DEVELOPED_MAX) continue;
    struct report_row *row = report_pen_row(table);
    row->cells[0] = line->number;
    row->cells[1] = list->items[i]->name.len > 0 ? list->items[i]->name : line->label;
    row->cells[2] = report_pen_side(pen, -closing);
    row->cells[3] = report_pen_side(pen, closing);
  }
  struct report_row *total = report_pen_row(table);
  total->total = true;
  total->cells[1] = message_text(pen->language, MSG_accounts_rendering_total);
  total->cells[2] = report_pen_side(pen, all.debit_balance);
  total->cells[3] = report_pen_side(pen, all.credit_balance);
  report_pen_say_message(pen, REPORT_NOTE, MSG_accounts_rendering_certified);
}

/* Vouchers. */

static struct str short_day(struct report_pen *pen, struct day day) {
  struct buf text = buf_in(pen->ctx->arena);
  format_day_short(&text, pen->language, day);
  return buf_str(&text);
}

/* Given back, expired; and what went to another voucher less what came from one: with it, a line
 * adds up. */
static int64_t gone(const struct liability *one) {
  return one->refunded_minor + one->expired_minor - one->moved_minor;
}

static void vouchers(struct report_pen *pen, const struct account_files *files) {
  const struct liability_list *list = &files->books->liabilities;
  struct liability sum = {0};
  report_pen_say_message(pen, REPORT_CHAPTER, MSG_accounts_rendering_vouchers);
  report_pen_say_message(pen, REPORT_TEXT, MSG_accounts_rendering_vouchers_text);
  struct report_table *table = report_pen_table(pen, list->count + 1);
  report_pen_column(pen, table, MSG_accounts_rendering_campaign, 22, false);
  report_pen_column(pen, table, MSG_accounts_rendering_expires, 15, false);
  report_pen_column(pen, table, MSG_accounts_rendering_opening, 12, true);
  report_pen_column(pen, table, MSG_accounts_rendering_issued, 12, true);
  report_pen_column(pen, table, MSG_accounts_rendering_redeemed, 12, true);
  report_pen_column(pen, table, MSG_accounts_rendering_gone, 14, true);
  report_pen_column(pen, table, MSG_accounts_rendering_left, 13, true);
  for (size_t i = 0; i < list->count; i++) {
    const struct liability *one = list->items[i];
    struct report_row *row = report_pen_row(table);
    row->cells[0] = memory_party(pen->ctx, files->memory, OWNER_CAMPAIGN, one->campaign.value).name;
    row->cells[1] = short_day(pen, one->expires_on);
    row->cells[2] = report_pen_money(pen, one->opening_minor);
    row->cells[3] = report_pen_money(pen, one->issued_minor);
    row->cells[4] = report_pen_money(pen, one->redeemed_minor);
    row->cells[5] = report_pen_money(pen, gone(one));
    row->cells[6] = report_pen_money(pen, liability_closing(one));
    sum.opening_minor += one->opening_minor;
    sum.issued_minor += one->issued_minor;
    sum.redeemed_minor += one->redeemed_minor;
    sum.refunded_minor += gone(one);
  }
  struct report_row *total = report_pen_row(table);
  *total = (struct report_row){.cells = {message_text(pen->language, MSG_accounts_rendering_total),
                                         S(""), report_pen_money(pen, sum.opening_minor),
                                         report_pen_money(pen, sum.issued_minor),
                                         report_pen_money(pen, sum.redeemed_minor),
                                         report_pen_money(pen, sum.refunded_minor),
                                         report_pen_money(pen, liability_closing(&sum))},
                               .total = true};
}

static void tax(struct report_pen *pen, const struct account_files *files) {
  struct campaign_sums sums = account_campaigns(pen->ctx, files);
  report_pen_say_message(pen, REPORT_HEADING, MSG_accounts_rendering_vat);
  report_pen_say_message(pen, REPORT_TEXT, MSG_accounts_rendering_vat_text);
  struct report_table *table = report_pen_table(pen, sums.count);
  report_pen_column(pen, table, MSG_accounts_rendering_campaign, 32, false);
  report_pen_column(pen, table, MSG_accounts_rendering_nature, 46, false);
  report_pen_column(pen, table, MSG_accounts_rendering_base, 22, true);
  for (size_t i = 0; i < sums.count; i++) {
    int64_t base;
    bool taxed = account_vat_base(&sums.items[i], &base);
    struct report_row *row = report_pen_row(table);
    row->cells[0] = sums.items[i].campaign.name;
    row->cells[1] = message_text(pen->language, account_vat_message(sums.items[i].campaign.vat));
    row->cells[2] = taxed ? report_pen_money(pen, base) : S("");
  }
}

void rendering_blocks(struct report_pen *pen, const struct account_files *files) {
  operations(pen, files->books);
  treasury(pen, files);
  balance(pen, files);
  development(pen, files);
  vouchers(pen, files);
  tax(pen, files);
}
