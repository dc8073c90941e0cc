#include "domain/shop/shop.h"

static const struct str words[SHOP_FIELD_COUNT] = {
#define X(name, word) [SHOP_FIELD_##name] = S(#word),
    SHOP_FIELDS(X)
#undef X
};

struct str shop_field_word(enum shop_field field) {
  return words[field];
}

unsigned shop_fields_from(struct str text) {
  unsigned fields = 0;
  while (text.len > 0) {
    struct str word = str_cut(text, ' ', &text);
    for (unsigned i = 0; i < SHOP_FIELD_COUNT; i++)
      if (str_equal(word, words[i])) fields |= 1u << i;
  }
  return fields;
}

struct str shop_fields_text(struct arena *arena, unsigned fields) {
  struct buf text = buf_in(arena);
  for (unsigned i = 0; i < SHOP_FIELD_COUNT; i++) {
    if (!(fields & 1u << i)) continue;
    if (text.len > 0) buf_add_char(&text, ' ');
    buf_add(&text, words[i]);
  }
  return buf_str(&text);
}
