#include "domain/keying/keying.h"

#include "base/crypto.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/person/audit.h"

RESULT_MESSAGE(keying, KEYING_RESULTS)

/* What judging and taking go through: the list, and where one stands in it. */
struct keying {
  struct ctx *ctx;
  struct shop_id shop_id;
  const struct keying_list *list;
  const struct voucher_id *ids; /* of its lines; 0 where the code cannot be read */
  struct keying_verdicts verdicts;
};

static const struct voucher_id *ids_of(struct ctx *ctx, const struct keying_list *list) {
  struct voucher_id *ids = arena_array(ctx->arena, struct voucher_id, list->count);
  for (size_t i = 0; i < list->count; i++) {
    ids[i] = (struct voucher_id){0};
    if (voucher_code_meant(ctx, list->items[i].code, &ids[i]) != VOUCHER_OK) ids[i].value = 0;
  }
  return ids;
}

enum { PRINTED_BYTES_MAX = 20 };

void keying_mend(struct ctx *ctx, const struct keying_list *list) {
  struct voucher_id id;
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i].code.len > PRINTED_BYTES_MAX &&
        voucher_code_meant(ctx, list->items[i].code, &id) == VOUCHER_OK)
      list->items[i].code = voucher_code_text(ctx, id, ' ');
}

/* Equal lines before this one: a stall may well take 10.00 off one voucher twice on a day. */
static int64_t equal_before(const struct keying *keying, size_t index) {
  const struct keying_verdict *items = keying->verdicts.items;
  struct voucher_id id = keying->ids[index];
  int64_t count = 0;
  for (size_t i = 0; i < index; i++)
    count += keying->ids[i].value == id.value &&
             items[i].amount_minor == items[index].amount_minor &&
             items[i].on.number == items[index].on.number;
  return count;
}

/* Invariant 1. */
static struct str nonce_of(const struct keying *keying, size_t index) {
  struct arena *arena = keying->ctx->arena;
  const struct keying_verdict *verdict = &keying->verdicts.items[index];
  struct digest digest =
      digest_of(str_format(arena, "%lld;%lld;%lld;%d;%lld", (long long)keying->shop_id.value,
                           (long long)keying->ids[index].value, (long long)verdict->amount_minor,
                           verdict->on.number, (long long)equal_before(keying, index)));
  return str_format(arena, "list-%.*s", STR_ARG(hex_text(arena, digest.bytes, 16)));
}

/* What stands on the line, before anybody asks the voucher. */
static enum keying_result read_line(struct ctx *ctx, const struct keying_line *line,
                                    struct keying_verdict *verdict) {
  if (!money_parse(line->amount, &verdict->amount_minor) || verdict->amount_minor == 0)
    return KEYING_AMOUNT;
  if (!keying_day_read(line->day, &verdict->on)) return KEYING_DAY;
  return verdict->on.number > zone_day(ctx->zone, ctx->now).number ? KEYING_FUTURE : KEYING_OK;
}

/* Noon of its day: the list does not know the hour. */
static struct voucher_redemption redemption_of(const struct keying *keying, size_t index) {
  struct ctx *ctx = keying->ctx;
  const struct keying_verdict *verdict = &keying->verdicts.items[index];
  struct instant start = zone_day_start(ctx->zone, verdict->on);
  return (struct voucher_redemption){
      .scan = {.code = keying->list->items[index].code, .shop_id = keying->shop_id},
      .amount_minor = verdict->amount_minor,
      .nonce = nonce_of(keying, index),
      .redeemed_at = {start.ms + 12 * 60 * 60 * 1000},
      .has_used_on = true,
      .used_on = verdict->on,
  };
}

/* What earlier lines of the list will have taken off the same voucher. */
static int64_t taken_before(const struct keying *keying, size_t index) {
  struct voucher_id id = keying->ids[index];
  int64_t sum = 0;
  for (size_t i = 0; i < index; i++)
    if (keying->verdicts.items[i].result == KEYING_OK && keying->ids[i].value == id.value)
      sum += keying->verdicts.items[i].amount_minor;
  return sum;
}

static enum keying_result judge_line(struct keying *keying, size_t index) {
  struct keying_verdict *verdict = &keying->verdicts.items[index];
  struct voucher_redemption redemption = redemption_of(keying, index);
  bool before;
  verdict->answer = voucher_preview(keying->ctx, &redemption, &before);
  if (before && verdict->answer.result == VOUCHER_OK) return KEYING_BEFORE;
  int64_t left = verdict->answer.balance_minor - taken_before(keying, index);
  if (verdict->answer.result == VOUCHER_OK && verdict->amount_minor > left) {
    verdict->answer.result = VOUCHER_AMOUNT_ABOVE_BALANCE;
    verdict->answer.balance_minor = left;
  }
  return verdict->answer.result == VOUCHER_OK ? KEYING_OK : KEYING_VOUCHER;
}

static enum keying_result take_line(struct keying *keying, size_t index) {
  struct keying_verdict *verdict = &keying->verdicts.items[index];
  struct voucher_redemption redemption = redemption_of(keying, index);
  bool before;
  struct voucher_answer known = voucher_preview(keying->ctx, &redemption, &before);
  if (before && known.result == VOUCHER_OK) return KEYING_BEFORE;
  db_read_end(keying->ctx);
  verdict->answer = voucher_redeem(keying->ctx, &redemption);
  return verdict->answer.result == VOUCHER_OK ? KEYING_OK : KEYING_VOUCHER;
}

static void count_line(struct keying_verdicts *verdicts, const struct keying_verdict *verdict) {
  if (verdict->result == KEYING_OK) {
    verdicts->taken++;
    verdicts->taken_minor += verdict->amount_minor;
  } else if (verdict->result == KEYING_BEFORE) {
    verdicts->before++;
  } else {
    verdicts->refused++;
  }
}

static struct keying_verdicts walk(struct ctx *ctx, struct shop_id shop_id,
                                   const struct keying_list *list,
                                   enum keying_result (*act)(struct keying *, size_t)) {
  struct keying keying = {
      .ctx = ctx,
      .shop_id = shop_id,
      .list = list,
      .ids = ids_of(ctx, list),
      .verdicts = {.items = arena_array(ctx->arena, struct keying_verdict, list->count),
                   .count = list->count}};
  for (size_t i = 0; i < list->count; i++) {
    struct keying_verdict *verdict = &keying.verdicts.items[i];
    *verdict = (struct keying_verdict){0};
    verdict->result = read_line(ctx, &list->items[i], verdict);
    if (verdict->result == KEYING_OK) verdict->result = act(&keying, i);
    count_line(&keying.verdicts, verdict);
  }
  return keying.verdicts;
}

struct keying_verdicts keying_judge(struct ctx *ctx, struct shop_id shop_id,
                                    const struct keying_list *list) {
  return walk(ctx, shop_id, list, judge_line);
}

struct noting {
  struct shop_id shop_id;
  const struct keying_verdicts *verdicts;
};

static bool note_body(struct ctx *ctx, void *arg) {
  const struct noting *noting = arg;
  const struct keying_verdicts *verdicts = noting->verdicts;
  audit_write(ctx, S("voucher.keyed"), noting->shop_id.value,
              str_format(ctx->arena, "%lld: %.*s; %lld; %lld", (long long)verdicts->taken,
                         STR_ARG(money_decimal(ctx->arena, verdicts->taken_minor)),
                         (long long)verdicts->before, (long long)verdicts->refused));
  return true;
}

struct keying_verdicts keying_take(struct ctx *ctx, struct shop_id shop_id,
                                   const struct keying_list *list) {
  struct keying_verdicts verdicts = walk(ctx, shop_id, list, take_line);
  db_write(ctx, note_body, &(struct noting){shop_id, &verdicts});
  return verdicts;
}

struct str keying_sentence(struct ctx *ctx, const struct keying_verdict *verdict) {
  if (verdict->result == KEYING_VOUCHER) return voucher_sentence(ctx, &verdict->answer);
  return message_text(ctx->language, keying_message(verdict->result));
}
