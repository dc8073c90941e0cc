#include "domain/search/search_lexicon.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"
#include "domain/shop/shop_words.h"

enum { LEXICON_BYTES = 8 << 20, ENTRIES_MAX = 12000, PHRASE_MAX = 8, BEGINNING_MIN = 3 };

struct phrase { /* one name of a trade */
  const struct trade *trade;
  struct str name; /* folded */
  uint8_t weight;
  uint8_t words;
};

struct entry { /* one word of a phrase, as one language stems it */
  struct str stem, word;
  uint16_t phrase;
  bool telling; /* says the trade by itself */
};

static struct lexicon {
  struct arena *arena;
  struct phrase *phrases;
  struct entry *entries;        /* by stem */
  const struct entry **by_word; /* the same by word */
  size_t phrase_count, entry_count;
  struct str_list words; /* sorted, each once */
  struct str_list names; /* of trades, folded, sorted */
} lexicon;

/* Words that half of all shops could be called by. */
static bool is_generic(struct str word) {
  static const struct str words[] = {
      S("magasin"),  S("boutique"), S("marchand"), S("salon"),    S("fourniture"), S("articles"),
      S("article"),  S("produits"), S("vente"),    S("centre"),   S("agence"),     S("studio"),
      S("atelier"),  S("service"),  S("services"), S("materiel"), S("reparation"), S("shop"),
      S("store"),    S("office"),   S("laden"),    S("geschaft"), S("handlung"),   S("bureau"),
      S("commerce"), S("bedarf"),   S("center"),   S("station"),  S("fabricant"),  S("fournitures"),
      S("location"), S("zubehor"),  S("grand"),    S("petit"),    S("general"),    S("specialise")};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_equal(word, words[i])) return true;
  return false;
}

static int by_text(const void *a, const void *b) {
  return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static bool stands_in(const struct str_list *sorted, struct str text) {
  return bsearch(&text, sorted->items, sorted->count, sizeof text, by_text) != NULL;
}

static void add_entry(struct str stem, struct str word, bool telling) {
  const struct entry *last = lexicon.entries + lexicon.entry_count - 1;
  if (lexicon.entry_count > 0 && last->phrase == lexicon.phrase_count - 1 &&
      str_equal(last->stem, stem) && str_equal(last->word, word))
    return;
  must(lexicon.entry_count < ENTRIES_MAX);
  lexicon.entries[lexicon.entry_count++] =
      (struct entry){stem, word, (uint16_t)(lexicon.phrase_count - 1), telling};
}

static void add_phrase(const struct trade *trade, struct str name, uint8_t weight) {
  struct str_list words = shop_fold_words(lexicon.arena, name);
  size_t kept = 0;
  for (size_t i = 0; i < words.count; i++)
    if (!shop_word_is_article(words.items[i])) words.items[kept++] = words.items[i];
  if (kept == 0 || kept > PHRASE_MAX) return;
  lexicon.phrases[lexicon.phrase_count++] =
      (struct phrase){trade, text_fold(lexicon.arena, name), weight, (uint8_t)kept};
  for (size_t i = 0; i < kept; i++) {
    struct str word = words.items[i];
    bool telling = kept == 1 || (weight == MEANS_NAME && !is_generic(word));
    for (int language = 0; language < LANGUAGE_COUNT; language++)
      add_entry(shop_stem(lexicon.arena, (enum language)language, word), word, telling);
  }
}

/* OpenStreetMap's list calls a café a restaurant, too; who asks for restaurants means those. */
static void add_synonyms(const struct trade *trade, struct str names) {
  for (struct str rest = names; rest.len > 0;) {
    struct str name = str_cut(rest, '|', &rest);
    struct str folded = text_fold(lexicon.arena, name);
    if (!stands_in(&lexicon.names, folded)) add_phrase(trade, name, MEANS_SYNONYM);
  }
}

static int by_stem(const void *a, const void *b) {
  return str_compare(((const struct entry *)a)->stem, ((const struct entry *)b)->stem);
}

static int by_word(const void *a, const void *b) {
  return str_compare((*(const struct entry *const *)a)->word,
                     (*(const struct entry *const *)b)->word);
}

static void list_names(struct trades trades) {
  lexicon.names.items = arena_array(lexicon.arena, struct str, trades.count * LANGUAGE_COUNT);
  for (size_t i = 0; i < trades.count; i++)
    for (int language = 0; language < LANGUAGE_COUNT; language++)
      lexicon.names.items[lexicon.names.count++] =
          text_fold(lexicon.arena, trades.items[i].name[language]);
  qsort(lexicon.names.items, lexicon.names.count, sizeof(struct str), by_text);
}

static void list_words(void) {
  lexicon.by_word = arena_array(lexicon.arena, const struct entry *, lexicon.entry_count);
  for (size_t i = 0; i < lexicon.entry_count; i++)
    lexicon.by_word[i] = &lexicon.entries[i];
  qsort(lexicon.by_word, lexicon.entry_count, sizeof *lexicon.by_word, by_word);
  struct str_list all = {arena_array(lexicon.arena, struct str, lexicon.entry_count), 0};
  for (size_t i = 0; i < lexicon.entry_count; i++) {
    struct str word = lexicon.by_word[i]->word;
    if (all.count == 0 || !str_equal(all.items[all.count - 1], word)) all.items[all.count++] = word;
  }
  lexicon.words = all;
}

static void lexicon_make(void) {
  struct trades trades = trade_list();
  lexicon.arena = arena_create(LEXICON_BYTES);
  lexicon.phrases = arena_array(lexicon.arena, struct phrase, ENTRIES_MAX);
  lexicon.entries = arena_array(lexicon.arena, struct entry, ENTRIES_MAX);
  list_names(trades);
  for (size_t i = 0; i < trades.count; i++) {
    for (int language = 0; language < LANGUAGE_COUNT; language++)
      add_phrase(&trades.items[i], trades.items[i].name[language], MEANS_NAME);
    add_synonyms(&trades.items[i], trade_synonyms(trades.items[i].key));
    add_synonyms(&trades.items[i], trade_house_names(trades.items[i].key));
  }
  qsort(lexicon.entries, lexicon.entry_count, sizeof *lexicon.entries, by_stem);
  list_words();
}

static void lexicon_ready(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, lexicon_make);
}

static size_t first_at(struct str stem) {
  size_t low = 0, high = lexicon.entry_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (str_compare(lexicon.entries[middle].stem, stem) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Stronger ones first; a trade stands once. */
static void add_meaning(struct meanings *meanings, const struct phrase *phrase) {
  size_t at = 0;
  for (size_t i = 0; i < meanings->count; i++) {
    struct meaning *other = &meanings->items[i];
    if (other->trade == phrase->trade) {
      if (other->weight < phrase->weight) other->weight = phrase->weight;
      return;
    }
    at += other->weight >= phrase->weight;
  }
  if (meanings->count == MEANINGS_MAX) return;
  for (size_t i = meanings->count++; i > at; i--)
    meanings->items[i] = meanings->items[i - 1];
  meanings->items[at] =
      (struct meaning){phrase->trade, trade_number(phrase->trade->key), phrase->weight};
}

static bool has_word_of(uint16_t phrase, struct str stem) {
  for (size_t i = first_at(stem); i < lexicon.entry_count; i++) {
    if (!str_equal(lexicon.entries[i].stem, stem)) return false;
    if (lexicon.entries[i].phrase == phrase) return true;
  }
  return false;
}

static bool whole_phrase(uint16_t phrase, const struct str_list *stems) {
  size_t found = 0;
  for (size_t i = 0; i < stems->count; i++)
    found += has_word_of(phrase, stems->items[i]);
  return found >= lexicon.phrases[phrase].words;
}

struct meanings lexicon_meanings(const struct str_list *stems, size_t which) {
  struct meanings meanings = {.count = 0};
  struct str stem = stems->items[which];
  lexicon_ready();
  for (size_t i = first_at(stem); i < lexicon.entry_count; i++) {
    const struct entry *entry = &lexicon.entries[i];
    if (!str_equal(entry->stem, stem)) break;
    if (entry->telling || whole_phrase(entry->phrase, stems))
      add_meaning(&meanings, &lexicon.phrases[entry->phrase]);
  }
  return meanings;
}

struct meanings lexicon_beginning(struct str beginning) {
  struct meanings meanings = {.count = 0};
  if (beginning.len < BEGINNING_MIN) return meanings;
  lexicon_ready();
  size_t low = 0, high = lexicon.entry_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (str_compare(lexicon.by_word[middle]->word, beginning) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (size_t i = low; i < lexicon.entry_count; i++) {
    const struct entry *entry = lexicon.by_word[i];
    if (!str_starts(entry->word, beginning)) break;
    if (entry->telling) add_meaning(&meanings, &lexicon.phrases[entry->phrase]);
  }
  return meanings;
}

struct meanings lexicon_names_beginning(struct str beginning) {
  struct meanings meanings = {.count = 0};
  if (str_find(beginning, S(" ")) < 0) return meanings;
  lexicon_ready();
  for (size_t i = 0; i < lexicon.phrase_count; i++)
    if (str_starts(lexicon.phrases[i].name, beginning)) add_meaning(&meanings, &lexicon.phrases[i]);
  return meanings;
}

bool lexicon_knows(struct str word) {
  lexicon_ready();
  return stands_in(&lexicon.words, word);
}

struct str_list lexicon_words(void) {
  lexicon_ready();
  return lexicon.words;
}
