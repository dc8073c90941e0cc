#include "domain/voucher/keyboard.h"

#include "base/buf.h"
#include "domain/voucher/voucher_token.h"

struct key {
  struct str typed; /* AZERTY, with Shift or Caps Lock and without */
  char meant;
};

/* Without Shift the row of digits gives signs; 6 and 8 differ in Belgium. */
static const struct key digits[] = {
    {S("&"), '1'}, {S("é"), '2'}, {S("É"), '2'}, {S("\""), '3'}, {S("'"), '4'},
    {S("("), '5'}, {S("§"), '6'}, {S("è"), '7'}, {S("È"), '7'},  {S("_"), '8'},
    {S("!"), '8'}, {S("ç"), '9'}, {S("Ç"), '9'}, {S("à"), '0'},  {S("À"), '0'},
};
/* Not told apart from what people type: a hyphen stands between groups of a code. */
static const struct key others[] = {
    {S("-"), '6'}, {S("q"), 'A'}, {S("Q"), 'A'}, {S("a"), 'Q'}, {S("A"), 'Q'}, {S("w"), 'Z'},
    {S("W"), 'Z'}, {S("z"), 'W'}, {S("Z"), 'W'}, {S(","), 'M'}, {S("?"), 'M'},
};
static const struct key qwertz[] = {
    {S("y"), 'Z'},
    {S("Y"), 'Z'},
    {S("z"), 'Y'},
    {S("Z"), 'Y'},
};
#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct key *key_at(const struct key *keys, size_t count, struct str text) {
  for (size_t i = 0; i < count; i++)
    if (str_starts(text, keys[i].typed)) return &keys[i];
  return NULL;
}

static bool holds(struct str text, const struct key *keys, size_t count) {
  for (; text.len > 0; text = str_skip(text, 1))
    if (key_at(keys, count, text)) return true;
  return false;
}

struct layout {
  const struct key *first, *second;
  size_t first_count, second_count;
};

static struct str mend(struct arena *arena, struct str text, const struct layout *layout) {
  struct buf out = buf_in(arena);
  while (text.len > 0) {
    const struct key *key = key_at(layout->first, layout->first_count, text);
    if (!key) key = key_at(layout->second, layout->second_count, text);
    buf_add_char(&out, key ? key->meant : text.ptr[0]);
    text = str_skip(text, key ? key->typed.len : 1);
  }
  return buf_str(&out);
}

static bool has_mark(struct str text) {
  struct str mark = str_take(text, text.len < 2 ? text.len : 2);
  return str_equal_ascii_case(mark, S("AZ")) || str_equal_ascii_case(mark, S("QW")) ||
         str_equal_ascii_case(mark, S("AY"));
}

/* "]Q1", as whatever keyboard gives it: "$A&", "+Q1". */
static struct str without_symbology(struct str text) {
  struct str rest = text;
  if (!voucher_token_looks(text) || has_mark(text)) return text;
  for (int i = 0; i < 3 && rest.len > 0; i++)
    str_next_point(&rest);
  return has_mark(rest) ? rest : text;
}

struct str keyboard_mended(struct arena *arena, struct str typed) {
  struct str text = without_symbology(str_trim(typed)),
             mark = str_take(text, text.len < 2 ? text.len : 2);
  bool token = voucher_token_looks(text);
  if (holds(text, digits, COUNT(digits)) || (token && str_equal_ascii_case(mark, S("QW"))))
    return mend(arena, text, &(struct layout){digits, others, COUNT(digits), COUNT(others)});
  if (token && str_equal_ascii_case(mark, S("AY")))
    return mend(arena, text, &(struct layout){.first = qwertz, .first_count = COUNT(qwertz)});
  return token ? text : typed;
}
