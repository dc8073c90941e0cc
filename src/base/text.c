#include "base/text.h"

#include <libstemmer.h>
#include <pthread.h>
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/icu.h"

enum { SLUG_MAX = 60 };

static struct utf16 normalized(struct arena *arena, const UNormalizer2 *normalizer,
                               struct utf16 text) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t room = text.len * 2 + 16;
  UChar *out = arena_raw(arena, (size_t)room * sizeof *out);
  int32_t len = unorm2_normalize(normalizer, text.ptr, text.len, out, room, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    out = arena_raw(arena, (size_t)len * sizeof *out);
    len = unorm2_normalize(normalizer, text.ptr, text.len, out, len, &status);
  }
  icu_must(status, "normalization");
  return (struct utf16){out, len};
}

/* Letters that Unicode does not decompose, but a French or German keyboard may lack. */
static struct str unligated(UChar32 c) {
  switch (c) {
  case 0x0153:
    return S("oe");
  case 0x00E6:
    return S("ae");
  case 0x00F8:
    return S("o");
  case 0x0142:
    return S("l");
  case 0x0111:
    return S("d");
  case 0x0131:
    return S("i");
  default:
    return S("");
  }
}

static void add_code_point(struct buf *out, UChar32 c) {
  struct str letters = unligated(c);
  if (letters.len) {
    buf_add(out, letters);
    return;
  }
  uint8_t bytes[U8_MAX_LENGTH];
  int32_t len = 0;
  U8_APPEND_UNSAFE(bytes, len, (uint32_t)c);
  buf_add(out, str_slice((const char *)bytes, (size_t)len));
}

static bool is_apostrophe(UChar32 c) {
  return c == '\'' || c == 0x2019 || c == 0x02BC;
}

/* One space between words, none at the start; the mark of an elision stays if it is wanted. */
static void add_break(struct buf *out, bool apostrophe) {
  char last = out->len ? out->ptr[out->len - 1] : ' ';
  if (apostrophe && last != ' ' && last != '\'')
    buf_add_char(out, '\'');
  else if (last == '\'' && !apostrophe)
    out->ptr[out->len - 1] = ' ';
  else if (last != ' ' && last != '\'')
    buf_add_char(out, ' ');
}

/* What most words are made of needs no tables. False: the text has more than ASCII. */
static bool fold_ascii(struct buf *out, struct str text, bool keep_apostrophes) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (c & 0x80) return false;
    if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      buf_add_char(out, c);
    else
      add_break(out, keep_apostrophes && c == '\'');
  }
  return true;
}

static void fold_unicode(struct buf *out, struct str text, bool keep_apostrophes) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *fold = unorm2_getNFKCCasefoldInstance(&status);
  const UNormalizer2 *decompose = unorm2_getNFDInstance(&status);
  icu_must(status, "normalizer");
  struct utf16 wide = normalized(out->arena, fold, utf16_of(out->arena, text));
  wide = normalized(out->arena, decompose, wide);
  int32_t count = 0;
  UChar32 *points = arena_raw(out->arena, ((size_t)wide.len + 1) * sizeof *points);
  u_strToUTF32(points, wide.len + 1, &count, wide.ptr, wide.len, &status);
  icu_must(status, "code points");
  for (int32_t i = 0; i < count; i++) {
    UChar32 c = points[i];
    if (u_isalnum(c))
      add_code_point(out, c);
    else if (!(U_GET_GC_MASK(c) & U_GC_M_MASK))
      add_break(out, keep_apostrophes && is_apostrophe(c));
  }
}

static struct str fold(struct arena *arena, struct str text, bool keep_apostrophes) {
  struct buf out = buf_in(arena);
  buf_reserve(&out, text.len);
  if (!fold_ascii(&out, text, keep_apostrophes)) {
    buf_clear(&out);
    fold_unicode(&out, text, keep_apostrophes);
  }
  while (out.len && (out.ptr[out.len - 1] == ' ' || out.ptr[out.len - 1] == '\''))
    out.len--;
  return buf_str(&out);
}

struct str text_fold(struct arena *arena, struct str text) {
  return fold(arena, text, false);
}

static bool is_elision(struct str word) {
  static const struct str elisions[] = {
      {"l", 1}, {"d", 1}, {"j", 1},  {"m", 1},     {"t", 1},      {"s", 1},
      {"n", 1}, {"c", 1}, {"qu", 2}, {"jusqu", 5}, {"lorsqu", 6}, {"puisqu", 6},
  };
  for (size_t i = 0; i < sizeof elisions / sizeof *elisions; i++)
    if (str_equal(word, elisions[i])) return true;
  return false;
}

/* libstemmer's objects may not be shared by threads, so each thread has its own three. */
struct stemmers {
  struct sb_stemmer *of[LANGUAGE_COUNT];
};

static pthread_key_t stemmers_key;

static void stemmers_free(void *thing) {
  struct stemmers *stemmers = thing;
  for (int i = 0; i < LANGUAGE_COUNT; i++)
    sb_stemmer_delete(stemmers->of[i]);
  free(stemmers);
}

static void stemmers_start(void) {
  must(pthread_key_create(&stemmers_key, stemmers_free) == 0);
}

static struct sb_stemmer *stemmer_of(enum language language) {
  static const char *const names[LANGUAGE_COUNT] = {"french", "german", "english"};
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, stemmers_start);
  struct stemmers *stemmers = pthread_getspecific(stemmers_key);
  if (!stemmers) {
    stemmers = calloc(1, sizeof *stemmers);
    must(stemmers && pthread_setspecific(stemmers_key, stemmers) == 0);
  }
  if (!stemmers->of[language]) stemmers->of[language] = sb_stemmer_new(names[language], "UTF_8");
  must(stemmers->of[language]);
  return stemmers->of[language];
}

static struct str stem(struct arena *arena, struct sb_stemmer *stemmer, struct str word) {
  const sb_symbol *result = sb_stemmer_stem(stemmer, (const sb_symbol *)word.ptr, (int)word.len);
  if (!result) fault_raise(FAULT_MEMORY, "no memory to stem a word");
  struct str stemmed = {(const char *)result, (size_t)sb_stemmer_length(stemmer)};
  return str_copy(arena, stemmed);
}

/* Takes the next word; *elided says that an apostrophe follows it. */
static struct str take_word(struct str *text, bool *elided) {
  size_t len = 0;
  while (len < text->len && text->ptr[len] != ' ' && text->ptr[len] != '\'')
    len++;
  *elided = len < text->len && text->ptr[len] == '\'';
  struct str word = str_take(*text, len);
  *text = str_skip(*text, len + 1);
  return word;
}

struct str_list text_terms(struct arena *arena, enum language language, struct str text) {
  must(language < LANGUAGE_COUNT);
  struct str rest = fold(arena, text, true);
  struct sb_stemmer *stemmer = stemmer_of(language);
  struct str_list terms = {arena_array(arena, struct str, rest.len / 2 + 1), 0};
  bool elided = false;
  while (rest.len) {
    bool genitive = elided; /* « Joe's »: the s belongs to nobody */
    struct str word = take_word(&rest, &elided);
    if (elided ? is_elision(word) : genitive && str_equal(word, S("s"))) continue;
    terms.items[terms.count++] = stem(arena, stemmer, word);
  }
  return terms;
}

struct str text_slug(struct arena *arena, struct str text) {
  struct str folded = text_fold(arena, text);
  struct buf out = buf_in(arena);
  for (size_t i = 0; i < folded.len && out.len < SLUG_MAX; i++) {
    char c = folded.ptr[i];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      buf_add_char(&out, c);
    else if (out.len && out.ptr[out.len - 1] != '-')
      buf_add_char(&out, '-');
  }
  while (out.len && out.ptr[out.len - 1] == '-')
    out.len--;
  return out.len ? buf_str(&out) : S("x");
}

static UCollator *collators[LANGUAGE_COUNT];

static void collators_start(void) {
  for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
    UErrorCode status = U_ZERO_ERROR;
    collators[language] = ucol_open(language_code(language).ptr, &status);
    must(U_SUCCESS(status));
  }
}

/* Reading a collator is safe from many threads; only opening one is not. */
struct str text_sort_key(struct arena *arena, enum language language, struct str text) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  must(language < LANGUAGE_COUNT);
  pthread_once(&once, collators_start);
  struct utf16 wide = utf16_of(arena, text);
  int32_t room = wide.len * 4 + 32;
  uint8_t *key = arena_raw(arena, (size_t)room);
  int32_t len = ucol_getSortKey(collators[language], wide.ptr, wide.len, key, room);
  if (len > room) {
    key = arena_raw(arena, (size_t)len);
    len = ucol_getSortKey(collators[language], wide.ptr, wide.len, key, len);
  }
  must(len > 0);
  return str_slice((const char *)key, (size_t)len - 1); /* without the zero that ends it */
}

size_t text_length(struct str text) {
  size_t length = 0;
  for (size_t i = 0; i < text.len; i++)
    length += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
  return length;
}
