#include "domain/topup/envelope.h"

#include "base/fault.h"
#include "base/results.h"
#include "base/text.h"
#include "domain/person/audit.h"
#include "envelope_sql.h"

RESULT_STATUS(envelope, ENVELOPE_RESULTS)
RESULT_MESSAGE(envelope, ENVELOPE_RESULTS)

/* Funders. */

struct funders funder_list(struct ctx *ctx) {
  struct funder_all_rows rows = funder_all(ctx);
  struct funders list = {arena_array(ctx->arena, struct funder, rows.count + 1), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct funder){rows.items[i].id, rows.items[i].name};
  return list;
}

/* False: there are too many to add one. */
static bool funder_named(struct ctx *ctx, struct str name, struct funder_id *id) {
  struct funders known = funder_list(ctx);
  struct str wanted = text_fold(ctx->arena, name);
  for (size_t i = 0; i < known.count; i++) {
    *id = known.items[i].id;
    if (str_equal(text_fold(ctx->arena, known.items[i].name), wanted)) return true;
  }
  if (known.count == FUNDERS_MAX) return false;
  *id = (struct funder_id){id_next(ctx->ids)};
  funder_insert(ctx, *id, str_trim(name), ctx->now);
  return true;
}

/* Filling. */

bool envelope_account(struct ctx *ctx, struct campaign_id id, struct account *account) {
  struct envelope_by_campaign_row row;
  if (!envelope_by_campaign(ctx, id, &row)) return false;
  *account = (struct account){row.account_id, row.test ? ACCOUNT_TEST_ENVELOPE : ACCOUNT_ENVELOPE};
  return true;
}

static void add_share(struct ctx *ctx, struct campaign_id id, struct funder_id funder,
                      int64_t filled_minor, int64_t emptied_minor) {
  envelope_share_add(ctx, &(struct envelope_share_add_params){.campaign_id = id,
                                                              .funder_id = funder,
                                                              .filled_minor = filled_minor,
                                                              .emptied_minor = emptied_minor});
}

/* The funder's account, or in a test campaign the one that all play money comes from. */
static struct account giver_of(struct ctx *ctx, const struct campaign *campaign,
                               struct funder_id funder) {
  if (campaign->test) return ledger_account(ctx, ACCOUNT_TEST, campaign->id.value);
  return ledger_account(ctx, ACCOUNT_FUNDER, funder.value);
}

/* The first money opens the account. */
static void put_in(struct ctx *ctx, const struct campaign *campaign, struct funder_id funder,
                   int64_t amount_minor) {
  struct campaign_id id = campaign->id;
  struct transfer transfer = {.debit = giver_of(ctx, campaign, funder),
                              .amount_minor = amount_minor,
                              .reason = REASON_ENVELOPE_FILLED,
                              .cause = id.value};
  if (envelope_account(ctx, id, &transfer.credit)) {
    must(ledger_move(ctx, &transfer, NULL));
  } else {
    transfer.credit = (struct account){{id_next(ctx->ids)},
                                       campaign->test ? ACCOUNT_TEST_ENVELOPE : ACCOUNT_ENVELOPE};
    must(ledger_open(ctx, &transfer, id.value));
    envelope_insert(ctx, id, transfer.credit.id);
  }
  add_share(ctx, id, funder, amount_minor, 0);
}

static void note(struct ctx *ctx, const char *act, struct campaign_id id, int64_t amount_minor,
                 struct str funder) {
  audit_write(ctx, str_from(act), id.value,
              STR_CONCAT(ctx->arena, money_decimal(ctx->arena, amount_minor), S(" "), funder));
}

enum envelope_result envelope_fill(struct ctx *ctx, struct campaign_id id, struct str funder,
                                   int64_t amount_minor) {
  struct campaign campaign;
  struct funder_id giver;
  if (text_fold(ctx->arena, funder).len == 0) return ENVELOPE_NO_FUNDER;
  if (amount_minor <= 0) return ENVELOPE_NO_AMOUNT;
  if (!campaign_find(ctx, id, &campaign)) return ENVELOPE_UNKNOWN;
  if (campaign.state == CAMPAIGN_STATE_ENDED) return ENVELOPE_OVER;
  if (!funder_named(ctx, funder, &giver)) return ENVELOPE_TOO_MANY_FUNDERS;

  put_in(ctx, &campaign, giver, amount_minor);
  note(ctx, "envelope.fill", id, amount_minor, funder);
  return ENVELOPE_OK;
}

/* Emptying. */

/* Each gets the whole cents of his part; the cents that are left go to the largest fractions. */
void envelope_split(int64_t amount_minor, const int64_t *weights, int64_t *parts, size_t count) {
  __int128 sum = 0, fractions[FUNDERS_MAX];
  int64_t rest = amount_minor;
  must(count <= FUNDERS_MAX);
  for (size_t i = 0; i < count; i++)
    sum += weights[i];
  must(sum > 0);
  for (size_t i = 0; i < count; i++) {
    parts[i] = (int64_t)((__int128)amount_minor * weights[i] / sum);
    fractions[i] = (__int128)amount_minor * weights[i] % sum;
    rest -= parts[i];
  }
  for (; rest > 0; rest--) {
    size_t largest = 0;
    for (size_t i = 1; i < count; i++)
      if (fractions[i] > fractions[largest]) largest = i;
    parts[largest]++;
    fractions[largest] = -1;
  }
}

static void give_back(struct ctx *ctx, const struct campaign *campaign, struct account account,
                      const struct envelope_shares_row *share, int64_t amount_minor) {
  if (amount_minor == 0) return;
  must(ledger_move(ctx,
                   &(struct transfer){.debit = account,
                                      .credit = giver_of(ctx, campaign, share->funder_id),
                                      .amount_minor = amount_minor,
                                      .reason = REASON_ENVELOPE_EMPTIED,
                                      .cause = campaign->id.value},
                   NULL));
  add_share(ctx, campaign->id, share->funder_id, 0, amount_minor);
  note(ctx, "envelope.empty", campaign->id, amount_minor, share->name);
}

enum envelope_result envelope_empty(struct ctx *ctx, struct campaign_id id) {
  struct campaign campaign;
  struct account account;
  if (!campaign_find(ctx, id, &campaign)) return ENVELOPE_UNKNOWN;
  if (campaign.state != CAMPAIGN_STATE_ENDED) return ENVELOPE_NOT_OVER;
  int64_t left = envelope_account(ctx, id, &account) ? ledger_balance(ctx, account.id) : 0;
  if (left == 0) return ENVELOPE_NOTHING_LEFT;

  struct envelope_shares_rows shares = envelope_shares(ctx, id);
  int64_t *weights = arena_array(ctx->arena, int64_t, shares.count);
  int64_t *parts = arena_array(ctx->arena, int64_t, shares.count);
  for (size_t i = 0; i < shares.count; i++)
    weights[i] = shares.items[i].filled_minor;
  envelope_split(left, weights, parts, shares.count);
  for (size_t i = 0; i < shares.count; i++)
    give_back(ctx, &campaign, account, &shares.items[i], parts[i]);
  return ENVELOPE_OK;
}

/* Figures. */

static int64_t thousandths(int64_t part, int64_t whole) {
  return whole > 0 ? (int64_t)((__int128)part * 1000 / whole) : 0;
}

static void find_shares(struct ctx *ctx, struct campaign_id id, struct envelope *envelope) {
  struct envelope_shares_rows rows = envelope_shares(ctx, id);
  envelope->shares = arena_array(ctx->arena, struct envelope_share, rows.count);
  envelope->share_count = rows.count;
  for (size_t i = 0; i < rows.count; i++) {
    envelope->filled.minor += rows.items[i].filled_minor;
    envelope->emptied.minor += rows.items[i].emptied_minor;
  }
  for (size_t i = 0; i < rows.count; i++)
    envelope->shares[i] = (struct envelope_share){
        .funder = {rows.items[i].funder_id, rows.items[i].name},
        .filled = money_of(rows.items[i].filled_minor, ctx->currency),
        .emptied = money_of(rows.items[i].emptied_minor, ctx->currency),
        .tenths = thousandths(rows.items[i].filled_minor, envelope->filled.minor)};
}

bool envelope_find(struct ctx *ctx, struct campaign_id id, struct envelope *envelope) {
  struct account account;
  struct envelope_reserved_row reserved;
  struct money none = money_of(0, ctx->currency);
  *envelope = (struct envelope){none, none, none, none, none, NULL, 0};
  if (!envelope_account(ctx, id, &account)) return false;
  must(envelope_reserved(ctx, id, &reserved));
  find_shares(ctx, id, envelope);
  envelope->left.minor = ledger_balance(ctx, account.id);
  envelope->reserved.minor = reserved.minor;
  envelope->used.minor = envelope->filled.minor - envelope->emptied.minor - envelope->left.minor -
                         envelope->reserved.minor;
  return true;
}
