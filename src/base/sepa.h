/* The letters every bank must accept: the Latin set of the SEPA rulebooks (EPC217-08),
 * a-z A-Z 0-9 / - ? : ( ) . , ' + and space. */
#ifndef BASE_SEPA_H
#define BASE_SEPA_H

#include "base/str.h"

/* The text in that set, at most `limit` characters: accents dropped (é e), ligatures split (œ oe,
 * ß ss), & becomes +, white space runs one space, what cannot be said a full stop. As EPC132-08
 * asks, no "/" at either end and never two together. May come out empty. */
struct str sepa_text(struct arena *arena, struct str text, size_t limit);
bool sepa_is_text(struct str text);

#endif
