#include "domain/shop/shop_words.h"

#include "base/text.h"
#include "domain/shop/trade.h"

/* More words than this in one shop's texts are not looked at. */
enum { WORDS_MAX = 96, NAME_LETTERS = 10 };

/* Lengths in letters of the beginnings that are indexed. Three per word keep the table small;
 * a longer beginning walks the nearest shorter one and compares. */
static const size_t lengths[] = {2, 4, 7};
enum { LENGTHS = sizeof lengths / sizeof *lengths };

/* Bytes of the first `letters` code points, or 0 if there are fewer. */
static size_t prefix_bytes(struct str word, size_t letters) {
  size_t at = 0;
  while (at < word.len && letters > 0) {
    at++;
    while (at < word.len && ((unsigned char)word.ptr[at] & 0xC0) == 0x80)
      at++;
    letters--;
  }
  return letters == 0 ? at : 0;
}

static bool contains(const struct str_list *list, struct str word) {
  for (size_t i = 0; i < list->count; i++)
    if (str_equal(list->items[i], word)) return true;
  return false;
}

static void add_once(struct str_list *list, size_t max, struct str word) {
  if (word.len > 0 && list->count < max && !contains(list, word)) list->items[list->count++] = word;
}

static bool is_word(struct str word) {
  if (word.len == 0) return false;
  return word.len > 1 || (word.ptr[0] >= '0' && word.ptr[0] <= '9');
}

struct str_list shop_fold_words(struct arena *arena, struct str text) {
  struct str_list words = {arena_array(arena, struct str, WORDS_MAX), 0};
  struct str rest = text_fold(arena, text);
  while (rest.len > 0) {
    struct str word = str_cut(rest, ' ', &rest);
    /* % and _ would be wildcards in a comparison. */
    if (is_word(word) && str_find(word, S("%")) < 0 && str_find(word, S("_")) < 0)
      add_once(&words, WORDS_MAX, word);
  }
  return words;
}

struct str shop_stem(struct arena *arena, enum language language, struct str word) {
  struct str_list stems = text_terms(arena, language, word);
  return stems.count == 1 && stems.items[0].len > 0 ? stems.items[0] : word;
}

static void add_words(struct arena *arena, struct str_list *all, struct str text) {
  struct str_list words = shop_fold_words(arena, text);
  for (size_t i = 0; i < words.count; i++)
    add_once(all, WORDS_MAX, words.items[i]);
}

/* The reader's language is not known here, so each word is stemmed for every language. */
static void add_stems(struct arena *arena, struct str_list *all) {
  size_t words = all->count;
  for (size_t i = 0; i < words; i++)
    for (int language = 0; language < LANGUAGE_COUNT; language++)
      add_once(all, WORDS_MAX, shop_stem(arena, (enum language)language, all->items[i]));
}

struct str shop_search_text(struct arena *arena, const struct shop_facts *facts, struct str town) {
  struct str_list all = {arena_array(arena, struct str, WORDS_MAX), 0};
  add_words(arena, &all, facts->name);
  for (int language = 0; language < LANGUAGE_COUNT; language++)
    add_words(arena, &all, trade_name(facts->trade, (enum language)language));
  add_words(arena, &all, town);
  add_words(arena, &all, facts->street);
  add_stems(arena, &all);
  struct buf text = buf_in(arena);
  buf_literal(&text, " ");
  for (size_t i = 0; i < all.count; i++) {
    buf_add(&text, all.items[i]);
    buf_literal(&text, " ");
  }
  return buf_str(&text);
}

struct str_list shop_terms(struct arena *arena, struct str search_text) {
  struct str_list terms = {arena_array(arena, struct str, WORDS_MAX * (LENGTHS + 1)), 0};
  struct str rest = str_trim(search_text);
  while (rest.len > 0) {
    struct str word = str_cut(rest, ' ', &rest);
    if (prefix_bytes(word, 2) == 0) add_once(&terms, WORDS_MAX, word);
    for (size_t i = 0; i < LENGTHS; i++) {
      size_t bytes = prefix_bytes(word, lengths[i]);
      if (bytes > 0) add_once(&terms, WORDS_MAX * LENGTHS, str_take(word, bytes));
    }
  }
  return terms;
}

struct str shop_term_for(struct str word) {
  for (size_t i = LENGTHS; i > 0; i--) {
    size_t bytes = prefix_bytes(word, lengths[i - 1]);
    if (bytes > 0) return str_take(word, bytes);
  }
  return word;
}

/* What a telephone book leaves out at the start of a name. */
static bool is_generic(struct str word) {
  static const struct str words[] = {
      S("le"),  S("la"),  S("les"), S("un"),  S("une"),  S("au"),         S("aux"), S("chez"),
      S("the"), S("der"), S("die"), S("das"), S("zum"),  S("zur"),        S("du"),  S("de"),
      S("des"), S("l"),   S("d"),   S("bar"), S("cafe"), S("restaurant"), S("pub"), S("brasserie")};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_equal(word, words[i])) return true;
  return false;
}

static struct str name_for_order(struct arena *arena, struct str name) {
  struct str all = text_fold(arena, name), kept = all;
  while (kept.len > 0) {
    struct str rest, word = str_cut(kept, ' ', &rest);
    if (!is_generic(word)) return kept;
    kept = rest;
  }
  return all;
}

/* 0 to 4: how many of address, hours and a way to call are missing; chains go to 9. */
static char interest(const struct shop_facts *facts) {
  if (facts->chain) return '9';
  int missing = (facts->street.len == 0) + (facts->opening_hours.len == 0) +
                (facts->phone.len == 0) + (facts->website.len == 0);
  return (char)('0' + missing);
}

struct str shop_sort_key(struct arena *arena, const struct shop_facts *facts, struct shop_id id) {
  struct str name = name_for_order(arena, facts->name);
  struct buf key = buf_in(arena);
  buf_add_char(&key, interest(facts));
  size_t letters = 0;
  for (size_t i = 0; i < name.len && letters < NAME_LETTERS; i++) {
    char c = name.ptr[i];
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) continue;
    buf_add_char(&key, c);
    letters++;
  }
  buf_literal(&key, "."); /* sorts before every letter: a shorter name stands first */
  buf_add(&key, id_text(arena, id.value));
  return buf_str(&key);
}
