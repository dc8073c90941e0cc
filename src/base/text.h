/* What ICU and libstemmer know about words. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/language.h"

/* Case and accents folded, ligatures split, punctuation to single spaces: « L'Œuf  à la coque »
 * becomes "l oeuf a la coque". What is stored for search and for equality without case. */
struct str text_fold(struct arena *arena, struct str text);
/* Folded words, elisions (l', d', qu'...) dropped, each stemmed for the language: search terms. */
struct str_list text_terms(struct arena *arena, enum language language, struct str text);
/* "Val d'Oingt" to "val-d-oingt": folded, hyphens, at most 60 bytes; "" gives "x". */
struct str text_slug(struct arena *arena, struct str text);
/* Bytes that sort as a reader of that language expects: for a BYTES column, they are not UTF-8. */
struct str text_sort_key(struct arena *arena, enum language language, struct str text);
size_t text_length(struct str text); /* in code points */

#endif
