#include "accounts_sql.h"
#include "base/crypto.h"
#include "base/csv.h"
#include "base/fault.h"
#include "domain/accounts/files_in.h"
#include "domain/bank/bank.h"

enum { PAGE = 500, PAGE_BYTES = 4 << 20 };

static struct buf *out_of(struct file_work *work, enum account_file file) {
  return spool_out(work->files->spools[file]);
}

/* The balance. */

static struct str debit_side(struct ctx *ctx, int64_t balance) {
  return money_decimal(ctx->arena, balance < 0 ? -balance : 0);
}

static struct str credit_side(struct ctx *ctx, int64_t balance) {
  return money_decimal(ctx->arena, balance > 0 ? balance : 0);
}

static void balance(struct file_work *work, struct ctx *ctx) {
  struct buf *out = out_of(work, ACCOUNT_FILE_BALANCE);
  const struct book_list *list = &work->files->books->accounts;
  buf_literal(out, "compte,libelle,numero_tiers,tiers,ouverture_debit,ouverture_credit,debit,"
                   "credit,solde_debit,solde_credit,devise\n");
  for (size_t i = 0; i < list->count; i++) {
    const struct book *book = list->items[i];
    const struct plan_line *line = plan_find(&work->files->plan, book->kind);
    int64_t closing = book_closing(book);
    CSV_LINE(out, line->number, line->label, book->number, book->name,
             debit_side(ctx, book->opening_minor), credit_side(ctx, book->opening_minor),
             money_decimal(ctx->arena, book->debit_minor),
             money_decimal(ctx->arena, book->credit_minor), debit_side(ctx, closing),
             credit_side(ctx, closing), work->currency);
    spool_spill(work->files->spools[ACCOUNT_FILE_BALANCE]);
  }
}

static void plan(struct file_work *work) {
  struct buf *out = out_of(work, ACCOUNT_FILE_PLAN);
  buf_literal(out, "compte,libelle,compte_interne\n");
  for (size_t i = 0; i < work->files->plan.count; i++) {
    const struct plan_line *line = &work->files->plan.items[i];
    CSV_LINE(out, line->number, line->label, account_kind_name(line->kind));
  }
}

/* Vouchers. */

enum message account_vat_message(enum campaign_vat vat) {
  switch (vat) {
  case CAMPAIGN_VAT_SINGLE:
    return MSG_accounts_vat_single;
  case CAMPAIGN_VAT_MULTI:
    return MSG_accounts_vat_multi;
  case CAMPAIGN_VAT_FREE:
    return MSG_accounts_vat_free;
  }
  return MSG_accounts_vat_multi;
}

static void add_liability(struct liability *sum, const struct liability *one) {
  sum->opening_minor += one->opening_minor;
  sum->issued_minor += one->issued_minor;
  sum->redeemed_minor += one->redeemed_minor;
  sum->refunded_minor += one->refunded_minor;
  sum->expired_minor += one->expired_minor;
  sum->moved_minor += one->moved_minor;
}

static enum campaign_vat vat_then(struct ctx *ctx, struct memory *memory,
                                  const struct campaign *campaign) {
  struct str number = str_format(ctx->arena, "%d", (int)campaign->vat);
  return (enum campaign_vat)(memory_number(memory, MEMORY_VAT, campaign->id.value, number).ptr[0] -
                             '0');
}

static struct campaign campaign_then(struct ctx *ctx, struct memory *memory,
                                     struct campaign_id id) {
  struct campaign campaign;
  must(campaign_find(ctx, id, &campaign));
  struct party words = memory_party(ctx, memory, OWNER_CAMPAIGN, id.value);
  campaign.slug = words.number;
  campaign.name = words.name;
  campaign.vat = vat_then(ctx, memory, &campaign);
  return campaign;
}

struct campaign_sums account_campaigns(struct ctx *ctx, const struct account_files *files) {
  const struct liability_list *list = &files->books->liabilities;
  struct campaign_sums sums = {arena_array(ctx->arena, struct campaign_sum, list->count), 0};
  for (size_t i = 0; i < list->count; i++) {
    struct campaign_sum *last = sums.count > 0 ? &sums.items[sums.count - 1] : NULL;
    if (last == NULL || last->sum.campaign.value != list->items[i]->campaign.value) {
      last = &sums.items[sums.count++];
      last->sum.campaign = list->items[i]->campaign;
      last->campaign = campaign_then(ctx, files->memory, last->sum.campaign);
    }
    add_liability(&last->sum, list->items[i]);
  }
  return sums;
}

bool account_vat_base(const struct campaign_sum *sum, int64_t *minor) {
  *minor = sum->campaign.vat == CAMPAIGN_VAT_SINGLE
               ? sum->sum.issued_minor - sum->sum.refunded_minor
               : sum->sum.redeemed_minor;
  return sum->campaign.vat != CAMPAIGN_VAT_FREE;
}

static void liabilities(struct file_work *work, struct ctx *ctx) {
  struct buf *out = out_of(work, ACCOUNT_FILE_LIABILITIES);
  const struct liability_list *list = &work->files->books->liabilities;
  buf_literal(out, "campagne,nom,expire_le,ouverture,emis,utilise,rembourse,expire,deplace,"
                   "reste_en_circulation,devise\n");
  for (size_t i = 0; i < list->count; i++) {
    const struct liability *one = list->items[i];
    struct party campaign = memory_party(ctx, work->memory, OWNER_CAMPAIGN, one->campaign.value);
#define SUM(minor) money_decimal(ctx->arena, (minor))
    CSV_LINE(out, campaign.number, campaign.name, day_iso(ctx->arena, one->expires_on),
             SUM(one->opening_minor), SUM(one->issued_minor), SUM(one->redeemed_minor),
             SUM(one->refunded_minor), SUM(one->expired_minor), SUM(one->moved_minor),
             SUM(liability_closing(one)), work->currency);
#undef SUM
  }
}

static void vat(struct file_work *work, struct ctx *ctx) {
  static const char *const natures[] = {"", "usage_unique", "usages_multiples", "hors_tva"};
  struct buf *out = out_of(work, ACCOUNT_FILE_VAT);
  struct campaign_sums sums = account_campaigns(ctx, work->files);
  buf_literal(out, "nature,campagne,nom,emis,utilise,rembourse,expire,base_exigible_ttc,devise\n");
  for (size_t i = 0; i < sums.count; i++) {
    const struct campaign_sum *one = &sums.items[i];
    int64_t base;
    bool taxed = account_vat_base(one, &base);
    CSV_LINE(out, str_from(natures[one->campaign.vat]), one->campaign.slug, one->campaign.name,
             money_decimal(ctx->arena, one->sum.issued_minor),
             money_decimal(ctx->arena, one->sum.redeemed_minor),
             money_decimal(ctx->arena, one->sum.refunded_minor),
             money_decimal(ctx->arena, one->sum.expired_minor),
             taxed ? money_decimal(ctx->arena, base) : S(""), work->currency);
  }
}

/* The bank. */

static struct str bank_state(int64_t state) {
  switch ((enum bank_line_state)state) {
  case BANK_LINE_DONE:
    return S("place");
  case BANK_LINE_OPEN:
    return S("en_attente");
  case BANK_LINE_ASKED:
    return S("remboursement_demande");
  case BANK_LINE_RESOLVED:
    return S("resolu");
  case BANK_LINE_HELD:
    return S("tenu_pour_une_commande");
  case BANK_LINE_DROPPED:
  case BANK_LINE_READ:
  case BANK_LINE_IDLE:
    break;
  }
  return S("");
}

static void bank_row(struct file_work *work, struct ctx *ctx,
                     const struct accounts_bank_page_row *row) {
  bool waited;
  struct memory_line line = {row->id, row->file_id, row->state, row->outcome, row->open_minor};
  if (!memory_line(work->memory, &line, &waited)) return;
  enum bank_outcome outcome = (enum bank_outcome)line.outcome;
  CSV_LINE(
      out_of(work, ACCOUNT_FILE_BANK), row->file_name, row->message_id,
      str_format(ctx->arena, "%lld", (long long)row->number), day_iso(ctx->arena, row->booked_on),
      row->credit ? S("credit") : S("debit"), money_decimal(ctx->arena, row->amount_minor),
      row->currency, row->reference, row->party, str_from(bank_outcome_name(outcome)),
      memory_name(work->memory, MEMORY_OUTCOME, line.outcome,
                  message_text(work->language, bank_outcome_message(outcome))),
      bank_state(line.state), money_decimal(ctx->arena, line.open_minor),
      waited ? S("") : row->note,
      row->has_decided_at && !waited ? day_iso(ctx->arena, zone_day(ctx->zone, row->decided_at))
                                     : S(""),
      id_text(ctx->arena, row->id.value));
}

static void bank(struct file_work *work, struct ctx *ctx) {
  struct span span = work->files->books->span;
  struct bank_line_id after = {0};
  buf_literal(out_of(work, ACCOUNT_FILE_BANK),
              "fichier,message,ligne,jour_banque,sens,montant,devise,reference,payeur,resultat,"
              "resultat_en_clair,etat,en_attente,note,decide_le,piece\n");
  for (;;) {
    struct accounts_bank_page_rows rows = accounts_bank_page(
        ctx, &(struct accounts_bank_page_params){after, span.first, span.last, PAGE});
    for (size_t i = 0; i < rows.count; i++)
      bank_row(work, ctx, &rows.items[i]);
    if (rows.count < PAGE) return;
    after = rows.items[rows.count - 1].id;
    arena_reset(ctx->arena);
    spool_spill(work->files->spools[ACCOUNT_FILE_BANK]);
  }
}

/* The seals that hold transfers of the span. */

static struct str hex(struct ctx *ctx, struct str bytes) {
  return hex_text(ctx->arena, bytes.ptr, bytes.len);
}

static void seal_row(struct file_work *work, struct ctx *ctx,
                     const struct accounts_seal_page_row *row) {
  CSV_LINE(out_of(work, ACCOUNT_FILE_SEALS), str_format(ctx->arena, "%lld", (long long)row->number),
           id_text(ctx->arena, row->first_id.value), id_text(ctx->arena, row->last_id.value),
           str_format(ctx->arena, "%lld", (long long)row->transfer_count),
           hex(ctx, row->merkle_root), hex(ctx, row->balance_root), hex(ctx, row->previous_hash),
           hex(ctx, row->hash), instant_iso(ctx->arena, row->sealed_at));
}

static void seals(struct file_work *work, struct ctx *ctx, struct arena *stays) {
  struct account_files *files = work->files;
  int64_t after = 0;
  buf_literal(out_of(work, ACCOUNT_FILE_SEALS),
              "numero,premiere_ecriture,derniere_ecriture,ecritures,racine,racine_des_soldes,"
              "empreinte_precedente,empreinte,scelle_le\n");
  for (;;) {
    struct accounts_seal_page_rows rows = accounts_seal_page(
        ctx, &(struct accounts_seal_page_params){after, files->books->first_known,
                                                 files->books->last_known, PAGE});
    for (size_t i = 0; i < rows.count; i++)
      seal_row(work, ctx, &rows.items[i]);
    files->seals += (int64_t)rows.count;
    if (rows.count > 0)
      files->head =
          hex_text(stays, rows.items[rows.count - 1].hash.ptr, rows.items[rows.count - 1].hash.len);
    if (rows.count < PAGE) return;
    after = rows.items[rows.count - 1].number;
    arena_reset(ctx->arena);
    spool_spill(files->spools[ACCOUNT_FILE_SEALS]);
  }
}

static void destroy(void *arena) {
  arena_destroy(arena);
}

void file_tables(struct file_work *work, struct ctx *ctx) {
  struct arena *own = ctx->arena, *page = arena_create((size_t)64 << 20);
  arena_defer(own, destroy, page);
  ctx->arena = page;
  balance(work, ctx);
  plan(work);
  liabilities(work, ctx);
  vat(work, ctx);
  bank(work, ctx);
  seals(work, ctx, own);
  file_provider_tables(work, ctx);
  ctx->arena = own;
}
