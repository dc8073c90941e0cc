/* Words of shops, and where a shop stands in a list. Pure: texts in, texts out. Which terms a shop
 * is indexed under: shop_terms.h. */
#ifndef DOMAIN_SHOP_SHOP_WORDS_H
#define DOMAIN_SHOP_SHOP_WORDS_H

#include "domain/shop/shop.h"

/* Folded words worth searching for: single letters (l', d') are left out, single figures not. */
struct str_list shop_fold_words(struct arena *arena, struct str text);
/* The stem of one folded word, or the word itself. */
struct str shop_stem(struct arena *arena, enum language language, struct str word);
/* What people write between the words that matter: « le », « chez », "und". Folded. */
bool shop_word_is_article(struct str word);
/* The word itself and what is left of it without any one of its letters: of two words, one of which
 * has a letter too many, too few, another or two that changed places, some are the same. None for a
 * word too short to be sure. */
struct str_list shop_spellings(struct arena *arena, struct str word);

/* "3chaudron0ABC...": how little helps a reader to decide, ten letters of the name as in a
 * telephone book (« Restaurant Le Chaudron » stands under c), then the id. */
struct str shop_sort_key(struct arena *arena, const struct shop_facts *facts, struct shop_id id);

#endif
