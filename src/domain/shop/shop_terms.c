#include "domain/shop/shop_terms.h"

#include "base/fault.h"
#include "base/id.h"
#include "domain/shop/shop_service.h"
#include "domain/shop/shop_words.h"

enum { WORDS_MAX = 40 }; /* of one text; what follows is not looked at */

static void add(struct shop_terms *terms, struct str term, uint8_t where) {
  for (size_t i = 0; i < terms->count; i++)
    if (str_equal(terms->items[i].term, term)) {
      terms->items[i].where |= where;
      return;
    }
  if (terms->count < TERMS_MAX) terms->items[terms->count++] = (struct shop_term){term, where};
}

struct str shop_term_of(struct arena *arena, char kind, struct str rest) {
  char *term = arena_raw(arena, rest.len + 1);
  term[0] = kind;
  memcpy(term + 1, rest.ptr, rest.len);
  return str_slice(term, rest.len + 1);
}

struct str shop_term_town(struct arena *arena, struct town_id town) {
  return shop_term_of(arena, 'v', id_text(arena, town.value));
}

struct str shop_term_squares(struct arena *arena, unsigned within, unsigned zoom,
                             struct square square) {
  struct buf term = buf_in(arena);
  buf_format(&term, "z%u.", within);
  for (unsigned bit = zoom; bit-- > 0;)
    buf_add_char(&term, (char)('0' + (square.x >> bit & 1) + 2 * (square.y >> bit & 1)));
  return buf_str(&term);
}

struct str shop_term_square(struct arena *arena, unsigned zoom, struct square square) {
  return shop_term_squares(arena, zoom, zoom, square);
}

struct square shop_term_square_read(struct str term) {
  struct str digits;
  struct square square = {0, 0};
  str_cut(term, '.', &digits);
  for (size_t i = 0; i < digits.len; i++) {
    square.x = square.x << 1 | ((digits.ptr[i] - '0') & 1);
    square.y = square.y << 1 | ((digits.ptr[i] - '0') >> 1);
  }
  return square;
}

bool shop_terms_square(const struct shop_terms *terms, struct square *square) {
  _Static_assert(SQUARE_CLOSE == 15, "z15. begins the terms of the closest squares");
  for (size_t i = 0; i < terms->count; i++)
    if (str_starts(terms->items[i].term, S("z15."))) {
      *square = shop_term_square_read(terms->items[i].term);
      return true;
    }
  return false;
}

bool shop_word_of_streets(struct str word) {
  static const struct str words[] = {S("rue"),       S("avenue"), S("place"),   S("cours"),
                                     S("boulevard"), S("allee"),  S("allees"),  S("chemin"),
                                     S("route"),     S("quai"),   S("impasse"), S("square"),
                                     S("passage"),   S("bis"),    S("ter")};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_equal(word, words[i])) return true;
  return false;
}

static bool is_number(struct str word) {
  return word.ptr[0] >= '0' && word.ptr[0] <= '9';
}

static bool leads_nowhere(struct str word, uint8_t where) {
  if (where == WHERE_NAME) return false;
  return shop_word_of_streets(word) || shop_word_is_article(word) ||
         (where == WHERE_STREET && is_number(word));
}

/* The reader's language is not known here, so each word is stemmed for every language. */
static void add_words(struct arena *arena, struct shop_terms *terms, struct str text,
                      uint8_t where) {
  struct str_list words = shop_fold_words(arena, text);
  for (size_t i = 0; i < words.count && i < WORDS_MAX; i++) {
    struct str word = words.items[i];
    if (leads_nowhere(word, where)) continue;
    for (int language = 0; language < LANGUAGE_COUNT; language++)
      add(terms, shop_term_of(arena, 'w', shop_stem(arena, (enum language)language, word)), where);
    add(terms, shop_term_of(arena, '=', word), 0);
  }
}

static void add_services(struct arena *arena, struct shop_terms *terms, uint32_t bits) {
  for (enum shop_service service = 0; service < SERVICE_COUNT; service++)
    if (bits & UINT32_C(1) << service)
      add(terms, shop_term_of(arena, 's', shop_service_word(service)), 0);
}

static void add_squares(struct arena *arena, struct shop_terms *terms,
                        const struct shop_text *text) {
  static const unsigned zooms[] = {SQUARE_CLOSE, SQUARE_NEAR, SQUARE_FAR};
  for (size_t i = 0; i < sizeof zooms / sizeof *zooms; i++) {
    struct square square = square_at(zooms[i], text->latitude, text->longitude);
    add(terms, shop_term_square(arena, zooms[i], square), 0);
  }
}

struct shop_terms shop_terms_of(struct arena *arena, const struct shop_text *text) {
  struct shop_terms terms;
  terms.count = 0; /* the rest is 6 kB that need not be zero */
  add(&terms, S("*"), 0);
  add(&terms, shop_term_of(arena, 't', text->trade), 0);
  add(&terms, shop_term_town(arena, text->town_id), 0);
  add_services(arena, &terms, shop_service_bits(text->services, text->takes_vouchers));
  if (text->has_position) add_squares(arena, &terms, text);
  add_words(arena, &terms, text->name, WHERE_NAME);
  add_words(arena, &terms, text->town, WHERE_TOWN);
  add_words(arena, &terms, text->street, WHERE_STREET);
  add_words(arena, &terms, text->description, WHERE_DESCRIPTION);
  return terms;
}

struct str shop_indexed_text(struct arena *arena, const struct shop_indexed *indexed) {
  struct buf text = buf_in(arena);
  buf_literal(&text, "@");
  buf_add(&text, indexed->sort_key);
  for (size_t i = 0; i < indexed->terms.count; i++) {
    const struct shop_term *term = &indexed->terms.items[i];
    buf_literal(&text, " ");
    buf_add(&text, term->term);
    if (term->where) buf_format(&text, "/%d", term->where);
  }
  return buf_str(&text);
}

bool shop_indexed_read(struct str text, struct shop_indexed *indexed) {
  indexed->terms.count = 0;
  indexed->sort_key = S("");
  if (!str_starts(text, S("@"))) return false;
  struct str rest = str_skip(text, 1);
  indexed->sort_key = str_cut(rest, ' ', &rest);
  while (rest.len > 0 && indexed->terms.count < TERMS_MAX) {
    struct str where, term = str_cut(str_cut(rest, ' ', &rest), '/', &where);
    int64_t bits = 0;
    if (where.len > 0 && !str_to_int(where, &bits)) return false;
    indexed->terms.items[indexed->terms.count++] = (struct shop_term){term, (uint8_t)bits};
  }
  return true;
}
