#include "domain/accounts/files.h"

#include "accounts_sql.h"
#include "base/csv.h"
#include "base/fault.h"
#include "domain/accounts/fec.h"
#include "domain/accounts/files_in.h"
#include "domain/checkout/checkout.h"

/* 602 were measured of 40,384 transfers (docs/operate.md); names may be longer. A line of the bank
 * is less, and makes transfers of its own. */
enum { BYTES_A_TRANSFER = 750 };

enum message account_file_message(enum account_file file) {
  static const enum message messages[] = {
#define X(name, text, message) MSG_##message,
      ACCOUNT_FILES(X)
#undef X
  };
  return messages[file];
}

/* An entry in words. */

/* Where the bank moved money, the day it did: the entry may come later, in another period. */
static struct day day_of_piece(struct ctx *ctx, const struct books_entry *entry) {
  struct accounts_booked_row line;
  struct accounts_booked_payment_row paid;
  struct payment_id payment;
  bool bank = plan_reason_of(entry->reason).journal == JOURNAL_BANK;
  if (bank && accounts_booked(ctx, (struct bank_line_id){entry->cause}, &line))
    return line.booked_on;
  if (entry->debit->kind == ACCOUNT_CLEARING && entry->debit->owner == PROVIDER_BANK &&
      order_payment_id(ctx, (struct order_id){entry->cause}, &payment) &&
      accounts_booked_payment(ctx, payment, &paid))
    return paid.booked_on;
  return zone_day(ctx->zone, entry->at);
}

struct said { /* an entry in words */
  struct str number, day, piece, piece_day, label, code, amount;
  struct fec_words fec;
};

static struct said say(struct file_work *work, struct ctx *ctx, const struct books_entry *entry) {
  struct plan_reason reason = plan_reason_of(entry->reason);
  struct day on = zone_day(ctx->zone, entry->at), piece_on = day_of_piece(ctx, entry);
  struct said said = {
      .number = str_format(ctx->arena, "%lld", (long long)entry->number),
      .day = day_iso(ctx->arena, on),
      .piece = id_text(ctx->arena, entry->cause),
      .piece_day = day_iso(ctx->arena, piece_on),
      .label = memory_name(work->memory, MEMORY_REASON, entry->reason,
                           message_text(work->language, reason.label)),
      .code = reason_name(entry->reason),
      .amount = money_decimal(ctx->arena, entry->amount_minor),
  };
  said.fec = (struct fec_words){said.piece, piece_on, said.label};
  return said;
}

static struct str account_name(const struct book *book) {
  return book->name.len > 0 ? book->name : book->number;
}

/* Lists of entries. */

static struct buf *out_of(struct file_work *work, enum account_file file) {
  return spool_out(work->files->spools[file]);
}

static void add_receipt(struct file_work *work, struct ctx *ctx, const struct books_entry *entry,
                        const struct said *said) {
  (void)ctx;
  CSV_LINE(out_of(work, ACCOUNT_FILE_RECEIPTS), said->number, said->day, said->code, said->label,
           account_name(entry->debit), account_name(entry->credit), said->amount, work->currency,
           said->piece, said->piece_day);
}

static void add_expense(struct file_work *work, struct ctx *ctx, const struct books_entry *entry,
                        const struct said *said) {
  struct accounts_payout_row payout = {0};
  struct str batch = S(""), executed = S("");
  bool is_payout = entry->reason == REASON_MERCHANT_PAID;
  if (is_payout && accounts_payout(ctx, (struct payout_id){entry->cause}, &payout)) {
    batch = id_text(ctx->arena, payout.batch_id.value);
    if (payout.has_executed_on) executed = day_iso(ctx->arena, payout.executed_on);
    executed = memory_number(work->memory, MEMORY_BATCH, payout.batch_id.value, executed);
  }
  CSV_LINE(out_of(work, ACCOUNT_FILE_PAYOUTS), said->number, said->day, said->code, said->label,
           entry->debit->number, account_name(entry->debit), said->amount, work->currency,
           said->piece, batch, payout.account_holder, payout.iban, executed);
}

static void add_expired(struct file_work *work, struct ctx *ctx, const struct books_entry *entry,
                        const struct said *said) {
  struct party campaign = {0};
  if (entry->campaign.value != 0)
    campaign = memory_party(ctx, work->memory, OWNER_CAMPAIGN, entry->campaign.value);
  CSV_LINE(out_of(work, ACCOUNT_FILE_EXPIRED), said->number, said->day, said->code, said->label,
           campaign.name, account_name(entry->debit), account_name(entry->credit), said->amount,
           work->currency, said->piece);
}

static void add_to_journal(struct file_work *work, struct ctx *ctx, const struct books_entry *entry,
                           const struct said *said) {
  const struct plan_line *debit = plan_find(&work->files->plan, entry->debit->kind);
  const struct plan_line *credit = plan_find(&work->files->plan, entry->credit->kind);
  CSV_LINE(out_of(work, ACCOUNT_FILE_JOURNAL), said->number, said->day,
           instant_iso(ctx->arena, entry->at), journal_code(plan_reason_of(entry->reason).journal),
           debit->number, entry->debit->number, account_name(entry->debit), credit->number,
           entry->credit->number, account_name(entry->credit), said->amount, work->currency,
           said->code, said->label, said->piece, said->piece_day,
           id_text(ctx->arena, entry->id.value));
}

static bool is_expiry(enum reason reason) {
  return reason == REASON_VOUCHER_EXPIRED || reason == REASON_REMAINDER_TO_FUND ||
         reason == REASON_REMAINDER_KEPT || reason == REASON_VOUCHER_REVIVED ||
         reason == REASON_REMAINDER_RETURNED;
}

static void on_entry(struct ctx *ctx, void *arg, const struct books_entry *entry) {
  struct file_work *work = arg;
  struct said said = say(work, ctx, entry);
  enum plan_nature nature = plan_reason_of(entry->reason).nature;
  add_to_journal(work, ctx, entry, &said);
  if (nature == NATURE_RECEIPT) add_receipt(work, ctx, entry, &said);
  if (nature == NATURE_EXPENSE) add_expense(work, ctx, entry, &said);
  if (is_expiry(entry->reason)) add_expired(work, ctx, entry, &said);
  fec_entry(ctx, out_of(work, ACCOUNT_FILE_FEC), &work->files->plan, entry, &said.fec);
  for (size_t i = 0; i < ACCOUNT_FILE_COUNT; i++)
    spool_spill(work->files->spools[i]);
}

static void on_begin(struct ctx *ctx, void *arg, const struct books *books) {
  struct file_work *work = arg;
  fec_head(out_of(work, ACCOUNT_FILE_FEC));
  fec_opening(ctx, out_of(work, ACCOUNT_FILE_FEC), &work->files->plan, books);
}

static void write_heads(struct file_work *work) {
  buf_literal(out_of(work, ACCOUNT_FILE_RECEIPTS),
              "numero,jour,motif,libelle,encaisse_par,pour,montant,devise,piece,jour_piece\n");
  buf_literal(out_of(work, ACCOUNT_FILE_PAYOUTS),
              "numero,jour,motif,libelle,numero_tiers,tiers,montant,devise,piece,lot,titulaire,"
              "iban,execute_le\n");
  buf_literal(out_of(work, ACCOUNT_FILE_EXPIRED),
              "numero,jour,motif,libelle,campagne,debit,credit,montant,devise,piece\n");
  buf_literal(out_of(work, ACCOUNT_FILE_JOURNAL),
              "numero,jour,instant,journal,compte_debit,tiers_debit,nom_debit,compte_credit,"
              "tiers_credit,nom_credit,montant,devise,motif,libelle,piece,jour_piece,ecriture\n");
}

/* Kinds of accounts that came after an old memory had none of it. */
static struct plan plan_then(struct ctx *ctx, struct memory *memory, enum language language) {
  struct plan plan = plan_of(ctx, language);
  size_t count = 0;
  for (size_t i = 0; i < plan.count; i++) {
    struct plan_line line = plan.items[i];
    if (memory_is_old(memory) && !memory_knows(memory, MEMORY_PLAN, line.kind)) continue;
    struct party words =
        memory_words(memory, MEMORY_PLAN, line.kind, (struct party){line.number, line.label});
    line.number = words.number;
    line.label = words.name;
    plan.items[count++] = line;
  }
  plan.count = count;
  for (int i = 0; i < JOURNAL_COUNT; i++)
    plan.journals[i] = memory_name(memory, MEMORY_JOURNAL, i, plan.journals[i]);
  return plan;
}

enum language account_language(struct memory *memory) {
  enum language language = LANGUAGE_FR;
  must(
      language_from_code(memory_number(memory, MEMORY_SETTING, MEMORY_LANGUAGE, S("")), &language));
  return language;
}

int64_t account_files_bytes(struct ctx *ctx, struct span span) {
  struct accounts_count_row row;
  struct span_time time = span_time(ctx, span);
  must(accounts_count(ctx, time.begins_at, time.ends_at, &row));
  return row.transfers * BYTES_A_TRANSFER;
}

struct account_files *account_files_make(struct ctx *ctx, struct span span, struct memory *memory) {
  static const char *const names[] = {
#define X(name, text, message) text,
      ACCOUNT_FILES(X)
#undef X
  };
  struct account_files *files = arena_new(ctx->arena, struct account_files);
  struct file_work work = {.files = files,
                           .memory = memory,
                           .language = account_language(memory),
                           .currency = currency_code(ctx->currency)};
  files->memory = memory;
  files->plan = plan_then(ctx, memory, work.language);
  for (size_t i = 0; i < ACCOUNT_FILE_COUNT; i++) {
    files->names[i] = str_from(names[i]);
    files->spools[i] = spool_open(ctx->arena);
  }
  if (memory_is_old(memory) && !memory_knows(memory, MEMORY_PLAN, ACCOUNT_TRANSIT))
    files->names[ACCOUNT_FILE_TRANSIT] = files->names[ACCOUNT_FILE_PROOF] = S("");
  files->names[ACCOUNT_FILE_FEC] =
      fec_name(ctx->arena, memory_number(memory, MEMORY_SETTING, MEMORY_SIREN, S("")), span.last);
  write_heads(&work);
  struct books_visitor visitor = {on_begin, on_entry, &work};
  files->books = books_walk(ctx, span, &files->plan, memory, &visitor);
  file_tables(&work, ctx);
  fec_description(out_of(&work, ACCOUNT_FILE_DESCRIPTION), files->names[ACCOUNT_FILE_FEC]);
  return files;
}
