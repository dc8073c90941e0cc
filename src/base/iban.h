/* Account numbers as banks write them: IBAN (ISO 13616) and BIC (ISO 9362). Parsed at the edge;
 * a struct iban or bic that came from here is right in form, which is all one can know offline. */
#ifndef BASE_IBAN_H
#define BASE_IBAN_H

#include "base/str.h"

/* Capitals and digits without spaces, zero-terminated; "" only in a zeroed struct. */
struct iban {
  char text[35];
};

struct bic {
  char text[12]; /* 8 or 11 characters */
};

/* What people paste: spaces (also U+00A0, U+202F) and hyphens anywhere, small letters, a leading
 * "IBAN". True if the country's length fits and the check digits hold (ISO 7064 MOD 97-10). */
bool iban_parse(struct str text, struct iban *iban);
struct str iban_str(const struct iban *iban);
/* As on paper, in groups of four: "FR14 2004 1010 0505 0001 3M02 606". */
struct str iban_grouped(struct arena *arena, const struct iban *iban);
/* For pages that others may look at over a shoulder: "FR14 •••• 2606". "" stays "". */
struct str iban_masked(struct arena *arena, struct str iban);
bool iban_is_swiss(const struct iban *iban); /* CH or LI: one clearing system */

/* For other texts of the same make (base/reference.h). Capitals and digits of `text`, separators
 * dropped, zero-terminated; false if anything else is in it or it does not fit. */
bool iban_compact(struct str text, char *out, size_t capacity);
/* ISO 7064 MOD 97-10 of such a text: the first four characters moved to the end, A = 10 ... Z = 35.
 * 1 where the check digits are right. */
unsigned iban_remainder_97(const char *text, size_t len);

bool bic_parse(struct str text, struct bic *bic);
struct str bic_str(const struct bic *bic);

#endif
