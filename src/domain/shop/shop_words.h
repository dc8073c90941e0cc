/* The words by which a shop is found, and where it stands in a list. Pure: texts in, texts out.
 *
 * A shop's search text is " word word stem ": the folded words of its name, trade (in three
 * languages), town and street, with their stems. From each, the table shop_term holds the
 * beginnings of 2, 4 and 7 letters, in the order of the list. So any word or beginning of a word
 * leads to one ordered run of rows; what it finds is then compared with the search text. Why not
 * the engines' own indexes: docs/decisions/0006-search-walks-beginnings-of-words.md. */
#ifndef DOMAIN_SHOP_SHOP_WORDS_H
#define DOMAIN_SHOP_SHOP_WORDS_H

#include "domain/shop/shop.h"

/* " boulangerie backerei bakery du pont bordeaux boulanger ": always between spaces. */
struct str shop_search_text(struct arena *arena, const struct shop_facts *facts, struct str town);
/* The rows of shop_term for a search text: each once. */
struct str_list shop_terms(struct arena *arena, struct str search_text);
/* The term to walk for a word, or the beginning of one: its longest indexed beginning. */
struct str shop_term_for(struct str word);

/* Folded words worth searching for: single letters (l', d') are left out, single figures not. */
struct str_list shop_fold_words(struct arena *arena, struct str text);
/* The stem of one folded word, or the word itself. */
struct str shop_stem(struct arena *arena, enum language language, struct str word);

/* "3chaudron0ABC...": how little helps a reader to decide, ten letters of the name as in a
 * telephone book (« Restaurant Le Chaudron » stands under c), then the id. */
struct str shop_sort_key(struct arena *arena, const struct shop_facts *facts, struct shop_id id);

#endif
