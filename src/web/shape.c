#include "web/shape.h"

#include <math.h>
#include <string.h>

#include "base/csv.h"
#include "base/fault.h"

/* JSON text needs an escape only for the quote, the backslash and control characters
 * (RFC 8259, section 7). */
static bool needs_escape(char c) {
  return (unsigned char)c < ' ' || c == '"' || c == '\\';
}

static void put_escape(struct buf *out, char c) {
  static const char digits[] = "0123456789abcdef";
  switch (c) {
  case '\n':
    buf_literal(out, "\\n");
    break;
  case '\t':
    buf_literal(out, "\\t");
    break;
  case '\r':
    buf_literal(out, "\\r");
    break;
  case '"':
    buf_literal(out, "\\\"");
    break;
  case '\\':
    buf_literal(out, "\\\\");
    break;
  default:
    buf_literal(out, "\\u00");
    buf_add_char(out, digits[(unsigned char)c >> 4]);
    buf_add_char(out, digits[(unsigned char)c & 15]);
  }
}

void json_string(struct buf *out, struct str text) {
  buf_add_char(out, '"');
  for (size_t at = 0; at < text.len; at++) {
    size_t from = at;
    while (at < text.len && !needs_escape(text.ptr[at]))
      at++;
    buf_add(out, str_slice(text.ptr + from, at - from));
    if (at < text.len) put_escape(out, text.ptr[at]);
  }
  buf_add_char(out, '"');
}

static const void *member_of(const struct shape_field *field, const void *value) {
  return (const char *)value + field->offset;
}

static bool is_present(const struct shape_field *field, const void *value) {
  if (field->present == SHAPE_ALWAYS) return true;
  return *(const bool *)((const char *)value + field->present);
}

/* Coordinates: six decimals are 11 cm, zeros at the end are noise. */
static void put_real(struct buf *out, double value) {
  if (!isfinite(value)) {
    buf_literal(out, "null");
    return;
  }
  buf_format(out, "%.6f", value);
  while (out->ptr[out->len - 1] == '0')
    out->len--;
  if (out->ptr[out->len - 1] == '.') out->len--;
}

static void put_money(struct buf *out, struct money money) {
  buf_literal(out, "{\"amount_minor\":");
  buf_add_int(out, money.minor);
  buf_literal(out, ",\"currency\":");
  json_string(out, currency_code(money.currency));
  buf_add_char(out, '}');
}

struct list { /* what every SHAPE_LIST member looks like */
  const char *items;
  size_t count;
};

static void put_list(struct buf *out, const struct shape *shape, const struct list *list) {
  buf_add_char(out, '[');
  for (size_t i = 0; i < list->count; i++) {
    if (i > 0) buf_add_char(out, ',');
    shape_json(out, shape, list->items + i * shape->size);
  }
  buf_add_char(out, ']');
}

static void put_member(struct buf *out, const struct shape_field *field, const void *member) {
  switch (field->kind) {
  case SHAPE_TEXT:
    json_string(out, *(const struct str *)member);
    return;
  case SHAPE_INT:
    buf_add_int(out, *(const int64_t *)member);
    return;
  case SHAPE_BOOL:
    buf_add(out, *(const bool *)member ? S("true") : S("false"));
    return;
  case SHAPE_INSTANT:
    json_string(out, instant_iso(out->arena, *(const struct instant *)member));
    return;
  case SHAPE_DAY:
    json_string(out, day_iso(out->arena, *(const struct day *)member));
    return;
  case SHAPE_REAL:
    put_real(out, *(const double *)member);
    return;
  case SHAPE_MONEY:
    put_money(out, *(const struct money *)member);
    return;
  case SHAPE_OBJECT:
    shape_json(out, field->of, member);
    return;
  case SHAPE_LIST:
    put_list(out, field->of, member);
    return;
  }
  must(false); /* a kind of field without a JSON form */
}

void shape_json(struct buf *out, const struct shape *shape, const void *value) {
  char before = '{';
  for (size_t i = 0; i < shape->count; i++) {
    const struct shape_field *field = &shape->fields[i];
    if (!is_present(field, value)) continue;
    buf_add_char(out, before);
    buf_add_char(out, '"'); /* names are C identifiers: nothing to escape */
    buf_add(out, str_from(field->name));
    buf_literal(out, "\":");
    put_member(out, field, member_of(field, value));
    before = ',';
  }
  if (before == '{') buf_add_char(out, '{');
  buf_add_char(out, '}');
}

static bool is_flat(const struct shape_field *field) {
  return field->kind != SHAPE_OBJECT && field->kind != SHAPE_LIST;
}

static void put_cell(struct buf *out, const struct shape_field *field, const void *member) {
  switch (field->kind) {
  case SHAPE_TEXT:
    csv_text(out, *(const struct str *)member);
    return;
  case SHAPE_INSTANT:
    buf_add(out, instant_iso(out->arena, *(const struct instant *)member));
    return;
  case SHAPE_DAY:
    buf_add(out, day_iso(out->arena, *(const struct day *)member));
    return;
  case SHAPE_MONEY: {
    const struct money *money = member;
    buf_add(out, money_decimal(out->arena, money->minor));
    buf_add_char(out, ',');
    buf_add(out, currency_code(money->currency));
    return;
  }
  case SHAPE_INT:
  case SHAPE_BOOL:
  case SHAPE_REAL:
    put_member(out, field, member);
    return;
  case SHAPE_OBJECT:
  case SHAPE_LIST:
    break;
  }
  must(false); /* a kind of field without a CSV form */
}

static void put_header(struct buf *out, const struct shape *shape) {
  struct str before = S("");
  for (size_t i = 0; i < shape->count; i++) {
    const struct shape_field *field = &shape->fields[i];
    if (!is_flat(field)) continue;
    buf_add(out, before);
    buf_add(out, str_from(field->name));
    if (field->kind == SHAPE_MONEY) buf_format(out, ",%s_currency", field->name);
    before = S(",");
  }
  buf_add_char(out, '\n');
}

static void put_row(struct buf *out, const struct shape *shape, const void *value) {
  struct str before = S("");
  for (size_t i = 0; i < shape->count; i++) {
    const struct shape_field *field = &shape->fields[i];
    if (!is_flat(field)) continue;
    buf_add(out, before);
    if (is_present(field, value))
      put_cell(out, field, member_of(field, value));
    else if (field->kind == SHAPE_MONEY)
      buf_add_char(out, ',');
    before = S(",");
  }
  buf_add_char(out, '\n');
}

void shape_csv_row(struct buf *out, const struct shape *shape, const void *item) {
  put_row(out, shape, item);
}

void shape_csv(struct buf *out, const struct shape *shape, const void *items, size_t count) {
  put_header(out, shape);
  for (size_t i = 0; i < count; i++)
    put_row(out, shape, (const char *)items + i * shape->size);
}
