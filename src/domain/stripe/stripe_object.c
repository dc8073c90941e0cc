#include "domain/stripe/stripe_object.h"

#include "base/arena.h"
#include "base/id.h"

enum { NAME_MAX_LEN = 255, WORDS_MAX = 500, URL_MAX = 5000 };
static const int64_t AMOUNT_MAX = 1000000000000; /* minor units, as base/money.h */
static const int64_t SECONDS_MAX = 253402300799; /* the end of the year 9999 */

/* Members. Each says false, and the object is refused, if the member is there and cannot be. */

static bool is_missing(const struct json *member) {
  return member == NULL || member->kind == JSON_KIND_NULL;
}

static bool take_text(const struct json *object, struct str name, size_t most, struct str *text) {
  const struct json *member = json_member(object, name);
  *text = S("");
  if (is_missing(member)) return true;
  if (member->kind != JSON_KIND_TEXT || member->text.len > most) return false;
  *text = member->text;
  return true;
}

/* A name, or the whole thing where it was asked for. */
static bool take_name(const struct json *object, struct str name, struct str *text) {
  const struct json *member = json_member(object, name);
  if (!is_missing(member) && member->kind == JSON_KIND_OBJECT)
    return take_text(member, S("id"), NAME_MAX_LEN, text);
  return take_text(object, name, NAME_MAX_LEN, text);
}

static bool take_amount(const struct json *object, struct str name, int64_t *amount) {
  const struct json *member = json_member(object, name);
  *amount = 0;
  if (is_missing(member)) return true;
  if (member->kind != JSON_KIND_INT || member->integer > AMOUNT_MAX ||
      member->integer < -AMOUNT_MAX)
    return false;
  *amount = member->integer;
  return true;
}

static bool take_instant(const struct json *object, struct str name, struct instant *instant) {
  const struct json *member = json_member(object, name);
  instant->ms = 0;
  if (is_missing(member)) return true;
  if (member->kind != JSON_KIND_INT || member->integer < 0 || member->integer > SECONDS_MAX)
    return false;
  instant->ms = member->integer * 1000;
  return true;
}

static bool is_true(const struct json *object, struct str name) {
  const struct json *member = json_member(object, name);
  return member != NULL && member->kind == JSON_KIND_BOOL && member->boolean;
}

static bool take_currency(struct arena *arena, const struct json *object, struct str *currency) {
  struct str text;
  if (!take_text(object, S("currency"), 3, &text)) return false;
  char *upper = arena_raw(arena, text.len + 1);
  for (size_t i = 0; i < text.len; i++)
    upper[i] =
        (char)(text.ptr[i] >= 'a' && text.ptr[i] <= 'z' ? text.ptr[i] - 'a' + 'A' : text.ptr[i]);
  *currency = str_slice(upper, text.len);
  return true;
}

/* Somebody else's mark is none. */
static int64_t mark_of(const struct json *object) {
  int64_t id;
  struct str text = json_text(json_member(object, S("metadata")), S(STRIPE_MARK));
  if (text.len == 0) text = json_text(object, S("client_reference_id"));
  return id_from_text(text, &id) ? id : 0;
}

/* Kinds of objects. */

static bool read_account(const struct json *json, struct stripe_object *object) {
  const struct json *open = json_member(json, S("requirements"));
  const struct json *questions = json_member(open, S("currently_due"));
  struct str transfers = json_text(json_member(json, S("capabilities")), S("transfers"));
  object->able = str_equal(transfers, S("active"));
  object->pays_on = is_true(json, S("payouts_enabled"));
  object->submitted = is_true(json, S("details_submitted"));
  if (questions && questions->kind == JSON_KIND_LIST) object->questions = (int64_t)questions->count;
  return take_text(open, S("disabled_reason"), WORDS_MAX, &object->reason);
}

static bool read_session(const struct json *json, struct stripe_object *object) {
  struct str payment = json_text(json, S("payment_status"));
  object->paid = str_equal(payment, S("paid"));
  return take_amount(json, S("amount_total"), &object->amount_minor);
}

static bool read_refund(const struct json *json, struct stripe_object *object) {
  return take_text(json, S("failure_reason"), WORDS_MAX, &object->reason);
}

/* The trace is there once the bank has named one. */
static bool read_payout(const struct json *json, struct stripe_object *object) {
  return take_text(json_member(json, S("trace_id")), S("value"), NAME_MAX_LEN, &object->trace) &&
         take_text(json, S("statement_descriptor"), NAME_MAX_LEN, &object->descriptor) &&
         take_text(json, S("status"), NAME_MAX_LEN, &object->standing) &&
         take_instant(json, S("arrival_date"), &object->arrives_at);
}

static bool read_move(const struct json *json, struct stripe_object *object) {
  const struct json *source = json_member(json, S("source"));
  object->mark = mark_of(source);
  return take_amount(json, S("fee"), &object->fee_minor) &&
         take_text(json, S("reporting_category"), NAME_MAX_LEN, &object->category) &&
         take_text(source, S("object"), NAME_MAX_LEN, &object->source_kind) &&
         take_text(source, S("reason"), WORDS_MAX, &object->reason) &&
         take_name(source, S("payment_intent"), &object->intent) && read_payout(source, object) &&
         take_text(json, S("type"), NAME_MAX_LEN, &object->type);
}

static bool read_dispute(const struct json *json, struct stripe_object *object) {
  const struct json *moves = json_member(json, S("balance_transactions"));
  if (moves && moves->kind == JSON_KIND_LIST) object->moves = moves;
  return take_text(json, S("reason"), WORDS_MAX, &object->reason);
}

static bool read_nothing(const struct json *json, struct stripe_object *object) {
  (void)json;
  (void)object;
  return true;
}

static bool read_kind(const struct json *json, struct stripe_object *object) {
  static const struct {
    struct str object;
    bool (*read)(const struct json *json, struct stripe_object *object);
  } kinds[] = {
      {S("checkout.session"), read_session},
      {S("account"), read_account},
      {S("refund"), read_refund},
      {S("balance_transaction"), read_move},
      {S("dispute"), read_dispute},
      {S("payout"), read_payout},
  };
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (str_equal(kinds[i].object, object->object)) return kinds[i].read(json, object);
  return read_nothing(json, object);
}

static bool take_names(const struct json *json, struct stripe_object *object) {
  return take_name(json, S("payment_intent"), &object->intent) &&
         take_name(json, S("charge"), &object->charge) &&
         take_name(json, S("destination"), &object->destination) &&
         take_name(json, S("source"), &object->source) &&
         take_text(json, S("transfer_group"), NAME_MAX_LEN, &object->group) &&
         take_text(json, S("url"), URL_MAX, &object->url) &&
         take_text(json, S("status"), NAME_MAX_LEN, &object->status);
}

bool stripe_object_read(struct arena *arena, const struct json *json,
                        struct stripe_object *object) {
  *object = (struct stripe_object){0};
  if (json == NULL || json->kind != JSON_KIND_OBJECT) return false;
  object->mark = mark_of(json);
  object->live = is_true(json, S("livemode"));
  object->deleted = is_true(json, S("deleted"));
  return take_text(json, S("object"), NAME_MAX_LEN, &object->object) && object->object.len > 0 &&
         take_text(json, S("id"), NAME_MAX_LEN, &object->id) &&
         take_amount(json, S("amount"), &object->amount_minor) &&
         take_amount(json, S("amount_reversed"), &object->reversed_minor) &&
         take_currency(arena, json, &object->currency) &&
         take_instant(json, S("created"), &object->created_at) &&
         take_instant(json, S("expires_at"), &object->expires_at) && take_names(json, object) &&
         read_kind(json, object);
}

static bool add_up(const struct json *list, struct str currency, int64_t *sum) {
  if (list == NULL || list->kind != JSON_KIND_LIST) return false;
  for (size_t i = 0; i < list->count; i++) {
    int64_t amount;
    if (!str_equal_ascii_case(json_text(&list->items[i], S("currency")), currency)) continue;
    if (!take_amount(&list->items[i], S("amount"), &amount)) return false;
    *sum += amount;
  }
  return true;
}

bool stripe_balance_read(const struct json *json, struct str currency,
                         struct stripe_object *balance) {
  *balance = (struct stripe_object){.live = is_true(json, S("livemode"))};
  return str_equal(json_text(json, S("object")), S("balance")) &&
         add_up(json_member(json, S("available")), currency, &balance->available_minor) &&
         add_up(json_member(json, S("pending")), currency, &balance->pending_minor);
}

/* Lists, errors, events. */

bool stripe_list_read(const struct json *json, struct stripe_list *list) {
  const struct json *data = json_member(json, S("data"));
  if (!str_equal(json_text(json, S("object")), S("list")) || data == NULL ||
      data->kind != JSON_KIND_LIST)
    return false;
  *list = (struct stripe_list){data->items, data->count, is_true(json, S("has_more"))};
  return true;
}

struct stripe_error stripe_error_read(struct arena *arena, struct str body) {
  struct json_error problem;
  const struct json *json = str_is_utf8(body) ? json_parse(arena, body, &problem) : NULL;
  const struct json *said = json_member(json, S("error"));
  struct stripe_error error = {.code = json_text(said, S("code")),
                               .sentence = str_take(json_text(said, S("message")), WORDS_MAX),
                               .param = json_text(said, S("param"))};
  error.sentence.len = str_utf8_prefix(error.sentence);
  if (error.code.len == 0) error.code = json_text(said, S("type"));
  if (error.code.len == 0 || error.code.len > NAME_MAX_LEN) error.code = S("unreadable_answer");
  return error;
}

bool stripe_event_read(struct arena *arena, const struct json *json, struct stripe_event *event) {
  *event = (struct stripe_event){.live = is_true(json, S("livemode"))};
  const struct json *object = json_member(json_member(json, S("data")), S("object"));
  return str_equal(json_text(json, S("object")), S("event")) &&
         take_text(json, S("id"), NAME_MAX_LEN, &event->id) && event->id.len > 0 &&
         take_text(json, S("type"), NAME_MAX_LEN, &event->type) && event->type.len > 0 &&
         take_text(json, S("account"), NAME_MAX_LEN, &event->account) &&
         take_instant(json, S("created"), &event->created_at) &&
         stripe_object_read(arena, object, &event->object);
}
