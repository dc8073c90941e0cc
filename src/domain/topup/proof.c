#include "domain/topup/proof.h"

#include <string.h>

#include "base/crypto.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/notice/notice.h"
#include "proof_sql.h"

RESULT_STATUS(proof, PROOF_RESULTS)
RESULT_MESSAGE(proof, PROOF_RESULTS)

enum { MINUTE_MS = 60000, MILLION = 1000000 };

static struct instant minutes_ago(const struct ctx *ctx, int64_t minutes) {
  return (struct instant){ctx->now.ms - minutes * MINUTE_MS};
}

static struct str digits_of(struct ctx *ctx, struct proof_id id, struct str address) {
  struct str mac =
      mac_text(ctx, S("proof digits"),
               str_format(ctx->arena, "%lld %lld %.*s", (long long)ctx->territory.value,
                          (long long)id.value, STR_ARG(address)));
  struct digest digest = digest_of(mac);
  uint64_t number = 0;
  for (size_t i = 0; i < sizeof number; i++)
    number = number << 8 | digest.bytes[i];
  return str_format(ctx->arena, "%06llu", (unsigned long long)(number % MILLION));
}

/* Sending. */

struct beginning {
  enum topup_person kind;
  struct str address;
  struct proof_id id;
  enum proof_result result;
};

static bool begin_body(struct ctx *ctx, void *arg) {
  struct beginning *beginning = arg;
  struct proof_recent_row recent;
  proof_recent(ctx, beginning->address, minutes_ago(ctx, 60), &recent);
  beginning->result = recent.count < PROOF_PER_HOUR ? PROOF_OK : PROOF_TOO_MANY;
  if (beginning->result != PROOF_OK) return false;

  beginning->id = (struct proof_id){id_next(ctx->ids)};
  proof_insert(ctx, &(struct proof_insert_params){.id = beginning->id,
                                                  .kind = beginning->kind,
                                                  .address = beginning->address,
                                                  .created_at = ctx->now});
  notice_add(ctx, NOTICE_PROOF, beginning->id.value,
             beginning->kind == TOPUP_BY_PHONE
                 ? STR_CONCAT(ctx->arena, S("tel:"), beginning->address)
                 : beginning->address,
             S(""));
  return true;
}

enum proof_result proof_begin(struct ctx *ctx, enum topup_person kind, struct str address,
                              struct proof_id *id) {
  struct beginning beginning = {.kind = kind, .address = address};
  db_write(ctx, begin_body, &beginning);
  *id = beginning.id;
  return beginning.result;
}

bool proof_digits(struct ctx *ctx, struct proof_id id, struct str *digits) {
  struct proof_by_id_row row;
  if (!proof_by_id(ctx, id, &row)) return false;
  *digits = digits_of(ctx, id, row.address);
  return true;
}

/* Proving. */

/* Its figures: spaces and hyphens do not matter. */
static struct str figures_in(struct arena *arena, struct str typed) {
  struct buf figures = buf_in(arena);
  for (size_t i = 0; i < typed.len; i++)
    if (typed.ptr[i] >= '0' && typed.ptr[i] <= '9') buf_add_char(&figures, typed.ptr[i]);
  return buf_str(&figures);
}

struct trying {
  struct proof_id id;
  struct str address, typed;
  enum proof_result result;
};

static bool try_body(struct ctx *ctx, void *arg) {
  struct trying *trying = arg;
  struct proof_by_id_row row;
  trying->result = PROOF_OVER;
  if (!proof_by_id(ctx, trying->id, &row) || !str_equal(row.address, trying->address) ||
      row.created_at.ms <= minutes_ago(ctx, PROOF_MINUTES).ms)
    return false;
  trying->result = PROOF_TRIES_OVER;
  if (row.tries >= PROOF_TRIES) return false;

  bool right =
      str_equal(figures_in(ctx->arena, trying->typed), digits_of(ctx, trying->id, row.address));
  trying->result = right ? PROOF_OK : PROOF_WRONG;
  if (right)
    proof_set_proved(ctx, trying->id, ctx->now);
  else
    proof_set_wrong(ctx, trying->id);
  return true;
}

enum proof_result proof_try(struct ctx *ctx, struct proof_id id, struct str address,
                            struct str typed) {
  struct trying trying = {.id = id, .address = address, .typed = typed};
  db_write(ctx, try_body, &trying);
  return trying.result;
}

bool proof_holds(struct ctx *ctx, struct proof_id id, struct str address) {
  struct proof_by_id_row row;
  return proof_by_id(ctx, id, &row) && row.has_proved_at && str_equal(row.address, address) &&
         row.proved_at.ms > minutes_ago(ctx, PROOF_HOLDS_MINUTES).ms;
}

struct str proof_link(struct ctx *ctx, struct proof_id id) {
  return capability_text(ctx, S("proof"), id.value);
}

bool proof_from_link(struct ctx *ctx, struct str link, struct proof_id *id) {
  return capability_read(ctx, S("proof"), link, &id->value);
}

void proof_forget(struct ctx *ctx) {
  proof_drop(ctx, minutes_ago(ctx, INT64_C(24) * 60));
}

/* Telephone numbers. */

enum { PHONE_LEAST = 8, PHONE_MOST = 15 }; /* E.164 */

/* Where digits can be sent to: how many figures follow the country's number, and how they begin.
 * Source: the numbering plans of Arcep (06, 07), the OFCOM (07) and Monaco. */
static const struct plan {
  const char *prefix;
  size_t least, most;
  const char *begins;
} plans[] = {{"33", 9, 9, "67"}, {"41", 9, 9, "7"}, {"377", 8, 9, "3469"}};

static bool ignored(char c) {
  return c == ' ' || c == '.' || c == '-' || c == '(' || c == ')' || c == '/';
}

/* « +33 (0)6 … » : the zero that is dialled within the country. */
static bool is_trunk(struct str typed, size_t at) {
  return str_starts(str_skip(typed, at), S("(0)"));
}

static bool figures_of(struct arena *arena, struct str typed, struct str *figures) {
  struct buf out = buf_in(arena);
  for (size_t i = 0; i < typed.len; i++) {
    if (is_trunk(typed, i)) i += 2;
    if (ignored(typed.ptr[i])) continue;
    if (typed.ptr[i] < '0' || typed.ptr[i] > '9') return false;
    buf_add_char(&out, typed.ptr[i]);
  }
  *figures = buf_str(&out);
  return true;
}

static const struct plan *plan_of(struct str country) {
  if (str_equal(country, S("CH"))) return &plans[1];
  return str_equal(country, S("MC")) ? &plans[2] : &plans[0];
}

static bool fits(const struct plan *plan, struct str national) {
  return national.len >= plan->least && national.len <= plan->most &&
         strchr(plan->begins, national.ptr[0]) != NULL;
}

/* What follows the country's number, without the zero that is dialled within. */
static struct str national_of(const struct plan *plan, struct str number) {
  struct str rest = str_skip(number, strlen(plan->prefix));
  return str_starts(rest, S("0")) ? str_skip(rest, 1) : rest;
}

static bool international(struct arena *arena, struct str number, struct str *phone) {
  for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
    const struct plan *plan = &plans[i];
    if (!str_starts(number, str_from(plan->prefix))) continue;
    struct str national = national_of(plan, number);
    *phone = str_format(arena, "+%s%.*s", plan->prefix, STR_ARG(national));
    return fits(plan, national);
  }
  *phone = STR_CONCAT(arena, S("+"), number);
  return number.len >= PHONE_LEAST && number.len <= PHONE_MOST && number.ptr[0] != '0';
}

bool phone_read(struct arena *arena, struct str typed, struct str country, struct str *phone) {
  const struct plan *plan = plan_of(country);
  struct str number;
  bool plus = str_starts(typed, S("+"));
  if (!figures_of(arena, str_skip(typed, plus ? 1 : 0), &number)) return false;
  if (plus) return international(arena, number, phone);
  if (str_starts(number, S("00"))) return international(arena, str_skip(number, 2), phone);

  struct str national = str_starts(number, S("0")) ? str_skip(number, 1) : number;
  *phone = str_format(arena, "+%s%.*s", plan->prefix, STR_ARG(national));
  if (fits(plan, national)) return true;
  return str_starts(number, str_from(plan->prefix)) && international(arena, number, phone);
}
