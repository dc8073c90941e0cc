/* From what was typed to what is looked up. */
#include <stdlib.h>

#include "db/db.h"
#include "domain/search/search_in.h"
#include "domain/shop/shop_terms.h"
#include "domain/shop/shop_words.h"

enum { RAW_MOST = 10, TOWN_WORDS = 4 };

enum last_word {
  WORD_WHOLE,
  WORD_HALF_TYPED, /* it, or what it begins */
  WORD_BEGUN,      /* what it begins; else it */
};

struct raw { /* all folded words, articles too: « le bouscat » is a town */
  struct str items[RAW_MOST];
  size_t count;
  bool half_typed; /* the last one may go on: nothing was typed behind it */
};

static struct raw raw_of(struct arena *arena, struct str q) {
  struct str_list words = shop_fold_words(arena, q);
  struct raw raw = {.count = words.count < RAW_MOST ? words.count : RAW_MOST, .half_typed = true};
  for (size_t i = 0; i < raw.count; i++)
    raw.items[i] = words.items[i];
  return raw;
}

static bool is_number(struct str word) {
  return word.ptr[0] >= '0' && word.ptr[0] <= '9';
}

static bool is_known(struct ctx *ctx, struct str word, bool last) {
  if (is_number(word) || lexicon_knows(word)) return true;
  struct str stem = shop_stem(ctx->arena, ctx->language, word);
  if (shop_term_size(ctx, shop_term_of(ctx->arena, 'w', stem)) > 0) return true;
  if (!last || word.len < 2) return false;
  return shop_index_words(ctx, word).count > 0 || lexicon_beginning(word).count > 0;
}

/* Whoever has no « ä » writes « ae ». Folded, the letter itself is an « a ». */
struct str search_without_umlauts(struct arena *arena, struct str folded) {
  struct buf plain = buf_in(arena);
  for (size_t i = 0; i < folded.len; i++) {
    char last = plain.len > 0 ? plain.ptr[plain.len - 1] : ' ';
    bool of_umlaut = folded.ptr[i] == 'e' && (last == 'a' || last == 'o' || last == 'u');
    if (!of_umlaut) buf_add_char(&plain, folded.ptr[i]);
  }
  return buf_str(&plain);
}

static void correct(struct ctx *ctx, struct raw *raw, struct question *question) {
  for (size_t i = 0; i < raw->count; i++) {
    if (shop_word_is_article(raw->items[i])) continue;
    bool last = i + 1 == raw->count;
    if (is_known(ctx, raw->items[i], last)) continue;
    struct str plain = search_without_umlauts(ctx->arena, raw->items[i]);
    if (plain.len < raw->items[i].len && is_known(ctx, plain, last)) {
      raw->items[i] = plain;
      continue;
    }
    struct str nearest = spelling_nearest(ctx, raw->items[i]);
    if (nearest.len == 0) continue;
    raw->items[i] = nearest;
    question->corrected = true;
  }
  struct buf all = buf_in(ctx->arena);
  for (size_t i = 0; i < raw->count; i++) {
    if (i > 0) buf_literal(&all, " ");
    buf_add(&all, raw->items[i]);
  }
  if (question->corrected) question->read_as = buf_str(&all);
}

static struct str slug_of(struct arena *arena, const struct raw *raw, size_t from, size_t count) {
  struct buf slug = buf_in(arena);
  for (size_t i = 0; i < count; i++) {
    if (i > 0) buf_literal(&slug, "-");
    buf_add(&slug, raw->items[from + i]);
  }
  return buf_str(&slug);
}

/* The longest run of words that is a town's name; among equal ones the last. */
static void take_place(struct ctx *ctx, struct raw *raw, struct question *question) {
  size_t longest = raw->count < TOWN_WORDS ? raw->count : TOWN_WORDS;
  for (size_t count = longest; count > 0; count--)
    for (size_t from = raw->count - count + 1; from-- > 0;) {
      if (count == 1 && shop_word_is_article(raw->items[from])) continue;
      if (!town_find_by_slug(ctx, slug_of(ctx->arena, raw, from, count), &question->place))
        continue;
      raw->half_typed = from + count < raw->count;
      for (size_t i = from; i + count < raw->count; i++)
        raw->items[i] = raw->items[i + count];
      raw->count -= count;
      return;
    }
}

static bool has_term(const struct word *word, struct str term) {
  for (size_t i = 0; i < word->term_count; i++)
    if (str_equal(word->terms[i].term, term)) return true;
  return false;
}

static void add_term(struct word *word, struct str term, bool exact, int64_t shops) {
  if (word->term_count == TERMS_MOST || shops == 0 || has_term(word, term)) return;
  word->terms[word->term_count++] = (struct word_term){.term = term,
                                                       .bits = shop_word_bits(str_skip(term, 1)),
                                                       .exact = exact,
                                                       .shops = shops,
                                                       .posting = {.term = term}};
}

static int by_shops(const void *a, const void *b) {
  const struct shop_word *left = a, *right = b;
  if (left->shops != right->shops) return left->shops > right->shops ? -1 : 1;
  return str_compare(left->text, right->text);
}

static void add_beginnings(struct ctx *ctx, struct word *word) {
  if (word->text.len < 2) return;
  struct shop_word_list rows = shop_index_words(ctx, word->text);
  if (rows.count > 1) qsort(rows.items, rows.count, sizeof *rows.items, by_shops);
  for (size_t i = 0; i < rows.count; i++) {
    struct str stem = shop_stem(ctx->arena, ctx->language, rows.items[i].text);
    struct str term = shop_term_of(ctx->arena, 'w', stem);
    bool exact = str_equal(rows.items[i].text, word->text) && !shop_word_is_article(word->text);
    add_term(word, term, exact, rows.items[i].shops);
  }
}

static void add_meanings(struct meanings *all, struct meanings more) {
  for (size_t i = 0; i < more.count && all->count < MEANINGS_MAX; i++) {
    bool known = false;
    for (size_t k = 0; k < all->count; k++)
      known = known || all->items[k].number == more.items[i].number;
    if (known) continue;
    all->items[all->count] = more.items[i];
    all->items[all->count++].weight = MEANS_SYNONYM;
  }
}

static void understand_whole(struct ctx *ctx, struct word *word, const struct str_list *stems,
                             size_t which) {
  struct str term = shop_term_of(ctx->arena, 'w', word->stem);
  add_term(word, term, true, shop_term_size(ctx, term));
  word->meanings = lexicon_meanings(stems, which);
}

static void understand(struct ctx *ctx, struct question *question, enum last_word last_word) {
  struct str_list stems = {arena_array(ctx->arena, struct str, question->count), question->count};
  for (size_t i = 0; i < question->count; i++)
    stems.items[i] = question->words[i].stem;
  for (size_t i = 0; i < question->count; i++) {
    struct word *word = &question->words[i];
    enum last_word as = i + 1 == question->count ? last_word : WORD_WHOLE;
    if (as == WORD_BEGUN) add_beginnings(ctx, word);
    if (as != WORD_BEGUN || word->term_count == 0) understand_whole(ctx, word, &stems, i);
    if (as == WORD_HALF_TYPED) add_beginnings(ctx, word);
    if (as != WORD_WHOLE) add_meanings(&word->meanings, lexicon_beginning(word->text));
  }
}

static bool matters(struct str word) {
  return !shop_word_is_article(word) && !shop_word_of_streets(word);
}

/* Articles count only where nothing else was typed, or as the beginning of a word. */
static void keep_words(struct ctx *ctx, const struct raw *raw, struct question *question,
                       enum last_word last_word) {
  size_t mattering = 0;
  for (size_t i = 0; i < raw->count; i++)
    mattering += matters(raw->items[i]);
  bool all = mattering == 0 && question->place.id.value == 0;
  for (size_t i = 0; i < raw->count && question->count < WORDS_MOST; i++) {
    bool begun = last_word == WORD_BEGUN && i + 1 == raw->count;
    if (!all && !begun && !matters(raw->items[i])) continue;
    struct word *word = &question->words[question->count++];
    word->text = raw->items[i];
    word->stem = shop_stem(ctx->arena, ctx->language, word->text);
  }
}

/* What will be looked up unless a word is corrected. */
static void announce(struct ctx *ctx, struct raw *raw, bool places) {
  struct question none = {.count = 0};
  if (!db_ahead_begin(ctx)) return;
  for (size_t i = 0; i < raw->count; i++) {
    struct str stem = shop_stem(ctx->arena, ctx->language, raw->items[i]);
    shop_term_size(ctx, shop_term_of(ctx->arena, 'w', stem));
  }
  if (raw->items[raw->count - 1].len >= 2) shop_index_words(ctx, raw->items[raw->count - 1]);
  if (places) take_place(ctx, raw, &none); /* which finds none now */
  db_ahead_end(ctx);
}

struct question question_of(struct ctx *ctx, struct str q, bool places) {
  struct question question = {.count = 0};
  struct raw raw = raw_of(ctx->arena, q);
  if (raw.count == 0) return question;
  announce(ctx, &raw, places);
  correct(ctx, &raw, &question);
  if (places) take_place(ctx, &raw, &question);
  enum last_word last_word = raw.half_typed ? WORD_HALF_TYPED : WORD_WHOLE;
  keep_words(ctx, &raw, &question, last_word);
  understand(ctx, &question, last_word);
  return question;
}

struct question question_begun(struct ctx *ctx, struct str q) {
  struct question question = {.count = 0};
  struct raw raw = raw_of(ctx->arena, q);
  if (raw.count == 0) return question;
  announce(ctx, &raw, false);
  correct(ctx, &raw, &question);
  keep_words(ctx, &raw, &question, WORD_BEGUN);
  understand(ctx, &question, WORD_BEGUN);
  return question;
}
