#include "base/format.h"
#include "domain/failure/failure_pages.h"
#include "domain/shop/siret.h"
#include "paper/slip.h"

/* More than anybody reads on paper: the rest stands in the file. */
enum { CLAIMS_PRINTED = 2000 };

struct writing {
  struct ctx *ctx;
  int64_t claims;
  struct slip_line *lines;
  size_t count, room;
};

static void add(struct writing *writing, enum slip_style style, struct str label,
                struct str value) {
  if (writing->count == writing->room) {
    struct slip_line *more = arena_array(writing->ctx->arena, struct slip_line, writing->room * 2);
    for (size_t i = 0; i < writing->count; i++)
      more[i] = writing->lines[i];
    writing->lines = more;
    writing->room *= 2;
  }
  writing->lines[writing->count++] = (struct slip_line){style, label, value};
}

static struct str money_words(struct ctx *ctx, int64_t minor) {
  struct buf out = buf_in(ctx->arena);
  format_money(&out, ctx->language, money_of(minor, ctx->currency));
  return buf_str(&out);
}

static struct str day_words(struct ctx *ctx, struct day day) {
  struct buf out = buf_in(ctx->arena);
  format_day(&out, ctx->language, day);
  return buf_str(&out);
}

static struct str said(struct ctx *ctx, enum message message) {
  return message_text(ctx->language, message);
}

/* Two lines a claim: whose and how much; which voucher, and whose part is whose. */
static void add_claim(void *arg, const struct claim_line *line) {
  struct writing *writing = arg;
  struct ctx *ctx = writing->ctx;
  if (writing->claims++ >= CLAIMS_PRINTED) return;
  struct buf about = buf_in(ctx->arena);
  add(writing, SLIP_PLAIN, str_copy(ctx->arena, line->holder), money_words(ctx, line->left.minor));
  buf_add(&about, voucher_code_text(ctx, line->voucher, ' '));
  buf_literal(&about, ", ");
  format_day(&about, ctx->language, zone_day(ctx->zone, line->bought_at));
  if (line->payer.len > 0) {
    buf_literal(&about, ", ");
    buf_add(&about, MESSAGE(ctx->arena, ctx->language, MSG_failure_payer, {"name", line->payer}));
  }
  if (line->public_part.minor > 0)
    buf_format(&about, ", %.*s %.*s, %.*s %.*s", STR_ARG(said(ctx, MSG_failure_buyers)),
               STR_ARG(money_words(ctx, line->buyers_part.minor)),
               STR_ARG(said(ctx, MSG_failure_public)),
               STR_ARG(money_words(ctx, line->public_part.minor)));
  add(writing, SLIP_NOTE, buf_str(&about), S(""));
}

struct str failure_pdf(struct ctx *ctx, struct str territory, const struct failure *failure) {
  enum { ROOM = 64 };
  struct writing writing = {
      .ctx = ctx, .lines = arena_array(ctx->arena, struct slip_line, ROOM), .room = ROOM};
  int64_t owed = failure_owed_minor(ctx, failure->merchant);
  struct str today = day_words(ctx, zone_day(ctx->zone, ctx->now));
  add(&writing, SLIP_NOTE, MESSAGE(ctx->arena, ctx->language, MSG_failure_pdf_lead, {"on", today}),
      S(""));
  struct claim_sums sums = failure_claims(ctx, failure->merchant, NULL, NULL);
  add(&writing, SLIP_PLAIN, said(ctx, MSG_failure_since), day_words(ctx, failure->failed_on));
  add(&writing, SLIP_PLAIN, said(ctx, MSG_failure_reason), failure->reason);
  if (failure->siren.len > 0)
    add(&writing, SLIP_PLAIN, business_register(ctx->language, failure->siren),
        business_number(ctx->arena, failure->siren));
  if (failure->trustee.len > 0)
    add(&writing, SLIP_PLAIN, said(ctx, MSG_failure_trustee), failure->trustee);
  add(&writing, SLIP_PLAIN, said(ctx, MSG_failure_claim_buyer),
      money_words(ctx, sums.buyers_minor));
  add(&writing, SLIP_PLAIN, said(ctx, MSG_failure_claim_public),
      money_words(ctx, sums.public_minor));
  add(&writing, SLIP_STRONG, said(ctx, MSG_failure_claim_sum), money_words(ctx, sums.left_minor));
  add(&writing, SLIP_PLAIN, said(ctx, owed < 0 ? MSG_failure_owes : MSG_failure_owed),
      money_words(ctx, owed < 0 ? -owed : owed));
  add(&writing, SLIP_HEAD, said(ctx, MSG_failure_claims), S(""));
  failure_claims(ctx, failure->merchant, add_claim, &writing);
  int64_t more = writing.claims - CLAIMS_PRINTED;
  if (more > 0) {
    struct message_arg count = {"count", str_format(ctx->arena, "%lld", (long long)more)};
    add(&writing, SLIP_NOTE,
        message_format(ctx->arena, ctx->language, MSG_failure_pdf_more, more, &count, 1), S(""));
  }
  struct slip slip = {.language = ctx->language,
                      .author = territory,
                      .title = said(ctx, MSG_failure_claims),
                      .subtitle = failure->name,
                      .lines = writing.lines,
                      .count = writing.count};
  return paper_slip_pdf(ctx->arena, &slip);
}
