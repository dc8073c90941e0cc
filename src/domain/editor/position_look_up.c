/* Where an address is, without asking anybody: shops whose position is known tell where their
 * street runs. */
#include "base/text.h"
#include "domain/editor/position_map.h"
#include "shop_fields_sql.h"

struct address { /* "12 bis, Rue Sainte-Catherine": its number and its folded words without it */
  int64_t number;
  struct str street;
};

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_number_word(struct str word) {
  return is_digit(word.ptr[0]) || str_equal(word, S("bis")) || str_equal(word, S("ter")) ||
         str_equal(word, S("quater"));
}

static struct str next_word(struct str *rest) {
  while (rest->len > 0 && (rest->ptr[0] == ' ' || rest->ptr[0] == ',' || rest->ptr[0] == '-' ||
                           rest->ptr[0] == '\''))
    *rest = str_skip(*rest, 1);
  size_t len = 0;
  while (len < rest->len && str_find(S(" ,-'"), str_slice(rest->ptr + len, 1)) < 0)
    len++;
  struct str word = str_take(*rest, len);
  *rest = str_skip(*rest, len);
  return word;
}

static struct address address_of(struct arena *arena, struct str text) {
  struct address address = {.number = -1};
  struct buf street = buf_in(arena);
  struct str folded = text_fold(arena, text);
  for (struct str word; (word = next_word(&folded)).len > 0;) {
    size_t digits = 0;
    while (digits < word.len && is_digit(word.ptr[digits]))
      digits++;
    if (digits > 0 && digits < 6 && address.number < 0)
      str_to_int(str_take(word, digits), &address.number);
    if (is_number_word(word)) continue;
    if (street.len > 0) buf_add_char(&street, ' ');
    buf_add(&street, word);
  }
  address.street = buf_str(&street);
  return address;
}

/* The longest run of letters without accents, which both databases compare alike. */
static struct str plain_run(struct arena *arena, struct str text) {
  struct str best = S("");
  for (size_t from = 0; from < text.len;) {
    size_t to = from;
    while (to < text.len && ((text.ptr[to] | 0x20) >= 'a' && (text.ptr[to] | 0x20) <= 'z'))
      to++;
    if (to - from > best.len) best = str_slice(text.ptr + from, to - from);
    from = to + 1;
  }
  return best.len < 3 ? S("") : str_format(arena, "%%%.*s%%", STR_ARG(text_fold(arena, best)));
}

static int64_t apart(int64_t a, int64_t b) {
  if (a < 0 || b < 0) return INT32_MAX;
  return a < b ? b - a : a - b;
}

static bool in_street(struct ctx *ctx, struct str street, struct town_id town,
                      struct position *position) {
  struct address wanted = address_of(ctx->arena, street);
  struct str like = plain_run(ctx->arena, street);
  int64_t nearest = INT64_MAX;
  if (like.len == 0 || wanted.street.len == 0) return false;
  struct fields_streets_rows rows = fields_streets(ctx, town, like);
  for (size_t i = 0; i < rows.count; i++) {
    const struct fields_streets_row *row = &rows.items[i];
    struct address here = address_of(ctx->arena, row->street);
    int64_t away = apart(wanted.number, here.number);
    if (!str_equal(here.street, wanted.street) || away >= nearest) continue;
    nearest = away;
    *position = (struct position){true, row->latitude, row->longitude};
  }
  return nearest < INT64_MAX;
}

enum position_found position_look_up(struct ctx *ctx, struct str street, struct str town_name,
                                     struct position *position) {
  struct town town;
  struct fields_commune_row centre;
  *position = (struct position){.known = false};
  if (town_name.len == 0) return POSITION_NOWHERE;
  bool known = town_find_by_slug(ctx, text_slug(ctx->arena, town_name), &town);
  if (known && in_street(ctx, street, town.id, position)) return POSITION_IN_STREET;
  if (!fields_commune(ctx, known ? town.name : town_name, &centre) || !centre.has_latitude ||
      !centre.has_longitude)
    return POSITION_NOWHERE;
  *position = (struct position){true, centre.latitude, centre.longitude};
  return POSITION_IN_TOWN;
}
