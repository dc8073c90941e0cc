#include "domain/topup/reservation.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/fault.h"
#include "base/text.h"
#include "domain/topup/topup_in.h"
#include "reservation_sql.h"

/* Persons. */

/* One box of mail under thousands of addresses: points mean nothing there (support.google.com). */
static bool is_gmail(struct str domain) {
  return str_equal_ascii_case(domain, S("gmail.com")) ||
         str_equal_ascii_case(domain, S("googlemail.com"));
}

static void add_small(struct buf *out, struct str text, bool pointed) {
  for (size_t i = 0; i < text.len; i++)
    if (pointed || text.ptr[i] != '.') buf_add_char(out, (char)tolower((unsigned char)text.ptr[i]));
}

/* "Camille.Dupont+bons@Example.org" is "camille.dupont@example.org". */
static struct str plain_email(struct ctx *ctx, struct str address) {
  struct str domain, tag, name = str_cut(str_trim(address), '@', &domain);
  struct buf plain = buf_in(ctx->arena);
  bool gmail = is_gmail(domain);
  add_small(&plain, str_cut(name, '+', &tag), !gmail);
  buf_add_char(&plain, '@');
  add_small(&plain, gmail ? S("gmail.com") : domain, true);
  return buf_str(&plain);
}

struct str topup_person_key(struct ctx *ctx, struct campaign_id id, enum topup_person kind,
                            struct str address) {
  if (kind == TOPUP_ANYBODY) return S("");
  struct str plain = kind == TOPUP_BY_EMAIL ? plain_email(ctx, address) : address;
  return mac_text(ctx, S("top-up person"),
                  str_format(ctx->arena, "%lld %lld %.*s", (long long)ctx->territory.value,
                             (long long)id.value, STR_ARG(plain)));
}

enum { NAME_WORDS = 12 };

static int by_bytes(const void *a, const void *b) {
  return str_compare(*(const struct str *)a, *(const struct str *)b);
}

struct str topup_identity(struct arena *arena, struct str name, struct day born) {
  struct str words[NAME_WORDS], rest = text_fold(arena, name);
  size_t count = 0;
  struct buf out = buf_in(arena);
  while (rest.len > 0 && count < NAME_WORDS)
    words[count++] = str_cut(rest, ' ', &rest);
  if (count == 0) return S("");
  qsort(words, count, sizeof words[0], by_bytes);
  for (size_t i = 0; i < count; i++) {
    buf_add(&out, words[i]);
    buf_add_char(&out, ' ');
  }
  buf_add_int(&out, born.number);
  return buf_str(&out);
}

struct str topup_identity_key(struct ctx *ctx, struct campaign_id id, struct str identity) {
  return mac_text(ctx, S("top-up identity"),
                  str_format(ctx->arena, "%lld %lld %.*s", (long long)ctx->territory.value,
                             (long long)id.value, STR_ARG(identity)));
}

int64_t topup_person_used(struct ctx *ctx, struct campaign_id id, struct str person) {
  struct topup_person_find_row row;
  return person.len > 0 && topup_person_find(ctx, id, person, &row) ? row.counted_minor : 0;
}

/* Reserving. */

/* The same columns as topup_rule_by_campaign. */
static struct topup_rule rule_of(struct ctx *ctx, struct campaign_id id,
                                 const struct topup_asked_row *row) {
  struct topup_rule rule = {.form = (enum topup_form)row->form,
                            .give = row->give,
                            .step_minor = row->step_minor,
                            .least_minor = row->least_minor,
                            .counts = (enum topup_counts)row->counts,
                            .voucher_most_minor = row->voucher_most_minor,
                            .person_most_minor = row->person_most_minor,
                            .person = (enum topup_person)row->person,
                            .hold_minutes = row->hold_minutes};
  if (row->cases > 0) topup_find_cases(ctx, id, &rule);
  return rule;
}

static struct str key_of(struct ctx *ctx, struct campaign_id id, enum topup_person kind,
                         struct str address) {
  return address.len > 0 ? topup_person_key(ctx, id, kind, address) : S("");
}

bool topup_ask(struct ctx *ctx, const struct topup_asking *asking, struct topup_ready *ready) {
  struct campaign_id id = asking->campaign_id;
  struct topup_asked_row row;
  struct topup_asked_params params = {.campaign_id = id,
                                      .email = key_of(ctx, id, TOPUP_BY_EMAIL, asking->email),
                                      .phone = key_of(ctx, id, TOPUP_BY_PHONE, asking->phone),
                                      .credit_kind = asking->kind,
                                      .owner_id = asking->owner,
                                      .currency = currency_code(ctx->currency)};
  if (asking->identity.len > 0)
    params.email = params.phone = topup_identity_key(ctx, id, asking->identity);
  if (!topup_asked(ctx, &params, &row)) return false;
  *ready = (struct topup_ready){.campaign_id = id,
                                .rule = rule_of(ctx, id, &row),
                                .used_minor = row.used_minor,
                                .filled = row.has_envelope_id,
                                .queued = row.queued,
                                .envelope = {row.envelope_id, asking->kind == ACCOUNT_TEST
                                                                  ? ACCOUNT_TEST_ENVELOPE
                                                                  : ACCOUNT_ENVELOPE},
                                .credit = {row.credit_id, asking->kind}};
  if (ready->rule.person == TOPUP_BY_EMAIL) ready->person = params.email;
  if (ready->rule.person == TOPUP_BY_PHONE) ready->person = params.phone;
  if (!row.has_credit_id) ready->credit = ledger_account(ctx, asking->kind, asking->owner);
  return true;
}

static bool take_ceiling(struct ctx *ctx, struct campaign_id id, struct str person,
                         int64_t counted_minor, int64_t most_minor) {
  return person.len == 0 ||
         topup_person_take(ctx, &(struct topup_person_take_params){.campaign_id = id,
                                                                   .person = person,
                                                                   .counted_minor = counted_minor,
                                                                   .most_minor = most_minor}) == 1;
}

static bool take_money(struct ctx *ctx, struct account envelope, struct account credit,
                       int64_t order, int64_t minor, struct transfer_id *transfer) {
  return ledger_reserve(ctx,
                        &(struct transfer){.debit = envelope,
                                           .credit = credit,
                                           .amount_minor = minor,
                                           .reason = REASON_TOP_UP,
                                           .cause = order},
                        transfer);
}

static enum topup_cut cut_of(const struct topup_answer *answer) {
  if (answer->cut_person) return TOPUP_CUT_PERSON;
  return answer->cut_voucher ? TOPUP_CUT_VOUCHER : TOPUP_UNCUT;
}

enum topup_result topup_reserve(struct ctx *ctx, const struct topup_claim *claim,
                                struct transfer_id *id) {
  const struct topup_answer *answer = claim->answer;
  const struct topup_ready *ready = claim->ready;
  must(answer->result == TOPUP_OK);
  if (!take_ceiling(ctx, ready->campaign_id, ready->person, answer->counted_minor,
                    ready->rule.person_most_minor))
    return TOPUP_CEILING_PERSON;
  if (!ready->filled || ready->queued ||
      !take_money(ctx, ready->envelope, ready->credit, claim->order, answer->minor, id))
    return TOPUP_ENVELOPE_EMPTY;
  topup_insert(ctx, &(struct topup_insert_params){
                        .order_id = claim->order,
                        .campaign_id = ready->campaign_id,
                        .person = ready->person,
                        .minor = answer->minor,
                        .counted_minor = ready->person.len > 0 ? answer->counted_minor : 0,
                        .form = ready->rule.form,
                        .give = answer->give,
                        .number = answer->number,
                        .cut = cut_of(answer),
                        .transfer_id = *id,
                        .release_at = claim->release_at,
                    });
  return TOPUP_OK;
}

/* From one state to the next, if it was still in it. */
static bool turn(struct ctx *ctx, int64_t order, enum topup_state was, enum topup_state state,
                 struct transfer_id transfer) {
  return topup_turn(
             ctx, &(struct topup_turn_params){
                      .order_id = order, .was = was, .state = state, .transfer_id = transfer}) == 1;
}

bool topup_use(struct ctx *ctx, int64_t order) {
  struct topup_by_order_row row;
  if (!topup_by_order(ctx, order, &row) ||
      !turn(ctx, order, TOPUP_RESERVED, TOPUP_USED, row.transfer_id))
    return false;
  must(ledger_post(ctx, row.transfer_id));
  return true;
}

static void give_ceiling(struct ctx *ctx, const struct topup_by_order_row *row,
                         int64_t counted_minor) {
  if (row->person.len > 0) topup_person_give(ctx, row->campaign_id, row->person, counted_minor);
}

bool topup_release(struct ctx *ctx, int64_t order) {
  struct topup_by_order_row row;
  if (!topup_by_order(ctx, order, &row) ||
      !turn(ctx, order, TOPUP_RESERVED, TOPUP_RELEASED, row.transfer_id))
    return false;
  must(ledger_void(ctx, row.transfer_id));
  give_ceiling(ctx, &row, row.counted_minor);
  return true;
}

/* The ceiling is today's: where there is none any more, nobody is refused by it. */
enum topup_result topup_reserve_again(struct ctx *ctx, int64_t order, struct account credit) {
  struct topup_by_order_row row;
  struct topup_rule rule;
  struct account envelope;
  struct transfer_id transfer;
  must(topup_by_order(ctx, order, &row) && row.state == TOPUP_RELEASED);
  must(envelope_account(ctx, row.campaign_id, &envelope));
  topup_find(ctx, row.campaign_id, &rule);
  if (!take_ceiling(ctx, row.campaign_id, row.person, row.counted_minor, rule.person_most_minor))
    return TOPUP_CEILING_PERSON;
  if (!take_money(ctx, envelope, credit, order, row.minor, &transfer)) {
    give_ceiling(ctx, &row, row.counted_minor);
    return TOPUP_ENVELOPE_EMPTY;
  }
  must(turn(ctx, order, TOPUP_RELEASED, TOPUP_RESERVED, transfer));
  return TOPUP_OK;
}

/* Returning. */

/* In proportion; what is left of it with the last cent. */
static int64_t counted_back(const struct topup_by_order_row *row, int64_t minor) {
  int64_t before = row->returned_minor, after = before + minor;
  return row->counted_minor * after / row->minor - row->counted_minor * before / row->minor;
}

void topup_return(struct ctx *ctx, int64_t order, struct account debit, int64_t minor) {
  struct topup_by_order_row row;
  struct account account;
  must(topup_by_order(ctx, order, &row) && topup_returned(ctx, order, minor) == 1);
  must(envelope_account(ctx, row.campaign_id, &account));
  must(ledger_move(ctx,
                   &(struct transfer){.debit = debit,
                                      .credit = account,
                                      .amount_minor = minor,
                                      .reason = REASON_TOP_UP_RETURNED,
                                      .cause = order},
                   NULL));
  give_ceiling(ctx, &row, counted_back(&row, minor));
}

/* Reading. */

bool topup_kept_find(struct ctx *ctx, int64_t order, struct topup_kept *kept) {
  struct topup_by_order_row row;
  if (!topup_by_order(ctx, order, &row)) return false;
  *kept = (struct topup_kept){money_of(row.minor, ctx->currency),
                              money_of(row.returned_minor, ctx->currency),
                              (enum topup_form)row.form,
                              row.give,
                              row.number,
                              (enum topup_cut)row.cut,
                              (enum topup_state)row.state,
                              row.release_at};
  return true;
}

struct topup_dues topup_due_list(struct ctx *ctx) {
  struct topup_due_rows rows = topup_due(ctx, ctx->now);
  struct topup_dues dues = {arena_array(ctx->arena, int64_t, rows.count + 1), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    dues.orders[i] = rows.items[i].order_id;
  return dues;
}
