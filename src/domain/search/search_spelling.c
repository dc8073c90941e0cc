/* The nearest word to one that nobody has. Candidates are few: the words that have a spelling in
 * common with it (one letter left out of either), and the words of trades. */
#include "base/text.h"
#include "db/db.h"
#include "domain/search/search_in.h"
#include "domain/shop/shop_words.h"

enum { LETTERS_MAX = 24, CANDIDATES_MAX = 200, LONG_WORD = 8, SURE_WORD = 4, TRADE_SHOPS = 1000 };

static unsigned least(unsigned a, unsigned b, unsigned c) {
  unsigned d = a < b ? a : b;
  return d < c ? d : c;
}

/* Optimal string alignment over bytes: folded words are all but always ASCII. */
unsigned spelling_distance(struct str a, struct str b, unsigned most) {
  if (a.len > LETTERS_MAX || b.len > LETTERS_MAX) return most + 1;
  size_t gap = a.len > b.len ? a.len - b.len : b.len - a.len;
  if (gap > most) return most + 1;
  unsigned rows[3][LETTERS_MAX + 1];
  unsigned *before = rows[0], *last = rows[1], *row = rows[2];
  for (size_t k = 0; k <= b.len; k++)
    last[k] = (unsigned)k;
  for (size_t i = 1; i <= a.len; i++) {
    unsigned best = row[0] = (unsigned)i;
    for (size_t k = 1; k <= b.len; k++) {
      unsigned differs = a.ptr[i - 1] != b.ptr[k - 1];
      row[k] = least(last[k] + 1, row[k - 1] + 1, last[k - 1] + differs);
      bool swapped = i > 1 && k > 1 && a.ptr[i - 1] == b.ptr[k - 2] && a.ptr[i - 2] == b.ptr[k - 1];
      if (swapped && before[k - 2] + 1 < row[k]) row[k] = before[k - 2] + 1;
      if (row[k] < best) best = row[k];
    }
    if (best > most) return most + 1;
    unsigned *free_row = before;
    before = last, last = row, row = free_row;
  }
  return last[b.len] <= most ? last[b.len] : most + 1;
}

static uint32_t letters_of(struct str word) {
  uint32_t letters = 0;
  for (size_t i = 0; i < word.len; i++)
    letters |= UINT32_C(1) << (word.ptr[i] & 31);
  return letters;
}

struct nearest {
  struct str word, found;
  unsigned most, distance;
  uint32_t letters;
  int64_t shops;
};

static void consider(struct nearest *nearest, struct str candidate, int64_t shops) {
  int apart = __builtin_popcount(nearest->letters ^ letters_of(candidate));
  if ((unsigned)apart > 2 * nearest->most) return;
  unsigned distance = spelling_distance(nearest->word, candidate, nearest->most);
  if (distance > nearest->most || distance > nearest->distance) return;
  if (distance == nearest->distance && shops <= nearest->shops) return;
  nearest->distance = distance;
  nearest->shops = shops;
  nearest->found = candidate;
}

struct str spelling_nearest(struct ctx *ctx, struct str word) {
  size_t letters = text_length(word);
  if (letters < SURE_WORD) return S("");
  unsigned most = letters >= LONG_WORD ? 2 : 1;
  struct nearest nearest = {.word = word, .most = most, .distance = most + 1};
  nearest.letters = letters_of(word);
  struct str_list spellings = shop_spellings(ctx->arena, word);
  if (db_ahead_begin(ctx)) {
    for (size_t i = 0; i < spellings.count; i++)
      shop_index_spelt(ctx, spellings.items[i]);
    db_ahead_end(ctx);
  }
  for (size_t i = 0; i < spellings.count; i++) {
    struct shop_word_list rows = shop_index_spelt(ctx, spellings.items[i]);
    for (size_t k = 0; k < rows.count; k++)
      consider(&nearest, rows.items[k].text, rows.items[k].shops);
  }
  struct str_list trades = lexicon_words();
  for (size_t i = 0; i < trades.count; i++)
    consider(&nearest, trades.items[i], TRADE_SHOPS);
  return nearest.found;
}
