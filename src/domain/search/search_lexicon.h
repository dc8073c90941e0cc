/* The words that trades are called by: names in three languages, French synonyms and our own,
 * folded and stemmed once for the process. */
#ifndef DOMAIN_SEARCH_SEARCH_LEXICON_H
#define DOMAIN_SEARCH_SEARCH_LEXICON_H

#include "base/language.h"
#include "base/str.h"
#include "domain/shop/trade.h"

/* How surely a word means a trade. */
enum { MEANS_NAME = 8, MEANS_SYNONYM = 3 };

struct meaning {
  const struct trade *trade;
  uint16_t number;
  uint8_t weight;
};

enum { MEANINGS_MAX = 24 };

struct meanings { /* strongest first */
  struct meaning items[MEANINGS_MAX];
  size_t count;
};

/* One word among the words of a question (stems, in the reader's language). A name of several words
 * counts when all of them were typed; a word that says something by itself counts alone. */
struct meanings lexicon_meanings(const struct str_list *stems, size_t which);
/* The same for the beginning of a word, of at least three letters. */
struct meanings lexicon_beginning(struct str beginning);
/* The trades of which a name of several words begins so: « salon de c ». */
struct meanings lexicon_names_beginning(struct str beginning);
/* Is this a whole word of some trade's names? Folded, not stemmed. */
bool lexicon_knows(struct str word);

/* Every word, for the nearest spelling. */
struct str_list lexicon_words(void);

#endif
