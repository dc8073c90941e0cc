#include "domain/stripe/stripe_proof.h"

#include "base/fault.h"
#include "domain/ledger/ledger.h"
#include "domain/payment/payment.h"
#include "stripe_proof_sql.h"

int64_t stripe_proof_difference(const struct stripe_proof *proof) {
  return proof->told_minor - proof->books_minor;
}

void stripe_proof_keep(struct ctx *ctx, int64_t told_minor) {
  struct ledger_sums clearing = ledger_sums(ctx, ACCOUNT_CLEARING, PROVIDER_STRIPE);
  struct stripe_proof_named_row named;
  must(stripe_proof_named(ctx, currency_code(ctx->currency), &named));
  stripe_proof_set(ctx, &(struct stripe_proof_set_params){
                            .day_on = zone_day(ctx->zone, ctx->now),
                            .told_minor = told_minor,
                            .books_minor = clearing.debit_minor - clearing.credit_minor,
                            .named_minor = named.named_minor,
                            .proved_at = ctx->now,
                        });
}

bool stripe_proof_last(struct ctx *ctx, struct stripe_proof *proof) {
  struct stripe_proof_newest_row row;
  if (!stripe_proof_newest(ctx, &row)) return false;
  *proof = (struct stripe_proof){row.day_on, row.told_minor, row.books_minor, row.named_minor,
                                 row.proved_at};
  return true;
}

struct stripe_proofs stripe_proof_list(struct ctx *ctx, struct day first, struct day last) {
  struct stripe_proof_page_rows rows = stripe_proof_page(ctx, first, last);
  struct stripe_proofs list = {arena_array(ctx->arena, struct stripe_proof, rows.count),
                               rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct stripe_proof){rows.items[i].day_on, rows.items[i].told_minor,
                                          rows.items[i].books_minor, rows.items[i].named_minor,
                                          rows.items[i].proved_at};
  return list;
}
