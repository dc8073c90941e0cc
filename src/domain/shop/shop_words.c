#include "domain/shop/shop_words.h"

#include <pthread.h>
#include <string.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"
#include "domain/shop/trade.h"

/* More words than this in one shop's texts are not looked at. */
enum { WORDS_MAX = 96, NAME_LETTERS = 10, SPELT_MIN = 4, SPELT_MAX = 20 };

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
  struct str rest = text_fold(arena, text);
  size_t most = rest.len / 2 + 1 < WORDS_MAX ? rest.len / 2 + 1 : WORDS_MAX;
  struct str_list words = {arena_array(arena, struct str, most), 0};
  while (rest.len > 0) {
    struct str word = str_cut(rest, ' ', &rest);
    /* % and _ would be wildcards in a comparison. */
    if (is_word(word) && str_find(word, S("%")) < 0 && str_find(word, S("_")) < 0)
      add_once(&words, most, word);
  }
  return words;
}

static struct str stem_of(struct arena *arena, enum language language, struct str word) {
  struct str_list stems = text_terms(arena, language, word);
  return stems.count == 1 && stems.items[0].len > 0 ? stems.items[0] : word;
}

/* Streets, towns and names of shops are made of few words: nine in ten are remembered. A slot is a
 * cache line. Only threads that ask have such a table: as a thread's own variable it took 120 kB of
 * each of seventy. */
enum { REMEMBERED = 2048, REMEMBERED_LETTERS = 28 };
struct remembered {
  uint8_t word_len, stem_len; /* word_len 0: free */
  uint8_t language;
  char word[REMEMBERED_LETTERS], stem[REMEMBERED_LETTERS];
};
static pthread_once_t remembered_once = PTHREAD_ONCE_INIT;
static pthread_key_t remembered_key;

struct thread_stems { /* lies in its own arena */
  struct arena *arena;
  struct remembered slots[REMEMBERED];
};

static void forget(void *stems) {
  arena_destroy(((struct thread_stems *)stems)->arena);
}

static void make_key(void) {
  must(pthread_key_create(&remembered_key, forget) == 0);
}

static struct remembered *remembered_slots(void) {
  must(pthread_once(&remembered_once, make_key) == 0);
  struct thread_stems *stems = pthread_getspecific(remembered_key);
  if (stems) return stems->slots;
  struct arena *arena = arena_create(2 * sizeof *stems);
  stems = arena_new(arena, struct thread_stems);
  stems->arena = arena;
  must(pthread_setspecific(remembered_key, stems) == 0);
  return stems->slots;
}

struct str shop_stem(struct arena *arena, enum language language, struct str word) {
  if (word.len == 0 || word.len > REMEMBERED_LETTERS) return stem_of(arena, language, word);
  struct remembered *slot = &remembered_slots()[(str_hash(word) + language) % REMEMBERED];
  if (slot->language == language && str_equal(str_slice(slot->word, slot->word_len), word))
    return str_copy(arena, str_slice(slot->stem, slot->stem_len));
  struct str stem = stem_of(arena, language, word);
  if (stem.len > REMEMBERED_LETTERS) return stem;
  *slot = (struct remembered){(uint8_t)word.len, (uint8_t)stem.len, (uint8_t)language, "", ""};
  memcpy(slot->word, word.ptr, word.len);
  memcpy(slot->stem, stem.ptr, stem.len);
  return stem;
}

bool shop_word_is_article(struct str word) {
  static const struct str words[] = {S("le"), S("la"),  S("les"),  S("un"),  S("une"),  S("du"),
                                     S("de"), S("des"), S("au"),   S("aux"), S("et"),   S("en"),
                                     S("a"),  S("der"), S("die"),  S("das"), S("und"),  S("the"),
                                     S("of"), S("and"), S("chez"), S("sur"), S("dans"), S("pour")};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_equal(word, words[i])) return true;
  return false;
}

/* Bytes of the letter that begins at `at`. */
static size_t letter_bytes(struct str word, size_t at) {
  size_t len = 1;
  while (at + len < word.len && ((unsigned char)word.ptr[at + len] & 0xC0) == 0x80)
    len++;
  return len;
}

struct str_list shop_spellings(struct arena *arena, struct str word) {
  struct str_list spellings = {arena_array(arena, struct str, word.len + 1), 0};
  size_t letters = text_length(word);
  if (letters < SPELT_MIN || letters > SPELT_MAX) return spellings;
  add_once(&spellings, word.len + 1, word);
  for (size_t at = 0; at < word.len;) {
    size_t len = letter_bytes(word, at);
    struct buf left = buf_in(arena);
    buf_add(&left, str_take(word, at));
    buf_add(&left, str_skip(word, at + len));
    add_once(&spellings, word.len + 1, buf_str(&left));
    at += len;
  }
  return spellings;
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
