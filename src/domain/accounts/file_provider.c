/* What lies, or moves, between payment providers and the bank. Neither table existed in archives
 * made before these accounts did: those are made again without them. */
#include "accounts_sql.h"
#include "base/csv.h"
#include "domain/accounts/files_in.h"
#include "domain/payment/payment.h"
#include "domain/stripe/stripe_proof.h"

enum { PAGE = 500 };

static int32_t days_between(struct ctx *ctx, struct instant since, struct day last) {
  return last.number - zone_day(ctx->zone, since).number;
}

static void way_row(struct file_work *work, struct ctx *ctx,
                    const struct accounts_transit_page_row *row) {
  struct day last = work->files->books->span.last;
  int64_t open = row->opening_minor + row->left_minor + row->arrived_minor + row->closed_minor;
  CSV_LINE(spool_out(work->files->spools[ACCOUNT_FILE_TRANSIT]), provider_name(row->provider),
           row->name, day_iso(ctx->arena, zone_day(ctx->zone, row->since)),
           money_decimal(ctx->arena, row->opening_minor),
           money_decimal(ctx->arena, row->left_minor),
           money_decimal(ctx->arena, -row->arrived_minor),
           money_decimal(ctx->arena, -row->closed_minor), money_decimal(ctx->arena, open),
           str_format(ctx->arena, "%d", open == 0 ? 0 : days_between(ctx, row->since, last)),
           work->currency);
}

static void way(struct file_work *work, struct ctx *ctx) {
  struct span_time time = span_time(ctx, work->files->books->span);
  int64_t after = 0;
  buf_literal(spool_out(work->files->spools[ACCOUNT_FILE_TRANSIT]),
              "prestataire,nom,depuis,ouverture,parti,arrive,clos,en_route,jours,devise\n");
  for (;;) {
    struct accounts_transit_page_rows rows = accounts_transit_page(
        ctx, &(struct accounts_transit_page_params){time.begins_at, time.ends_at, after, PAGE});
    for (size_t i = 0; i < rows.count; i++)
      way_row(work, ctx, &rows.items[i]);
    if (rows.count < PAGE) return;
    after = rows.items[rows.count - 1].id;
  }
}

static void proof(struct file_work *work, struct ctx *ctx) {
  struct span span = work->files->books->span;
  struct stripe_proofs list = stripe_proof_list(ctx, span.first, span.last);
  struct buf *out = spool_out(work->files->spools[ACCOUNT_FILE_PROOF]);
  buf_literal(out, "jour,solde_stripe,nos_comptes,ecart,dont_a_expliquer,devise\n");
  for (size_t i = 0; i < list.count; i++) {
    const struct stripe_proof *one = &list.items[i];
    CSV_LINE(out, day_iso(ctx->arena, one->on), money_decimal(ctx->arena, one->told_minor),
             money_decimal(ctx->arena, one->books_minor),
             money_decimal(ctx->arena, stripe_proof_difference(one)),
             money_decimal(ctx->arena, one->named_minor), work->currency);
  }
}

void file_provider_tables(struct file_work *work, struct ctx *ctx) {
  if (work->files->names[ACCOUNT_FILE_TRANSIT].len == 0) return;
  way(work, ctx);
  proof(work, ctx);
}
