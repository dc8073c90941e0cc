/* References that travel with a bank transfer and come back on the statement: the creditor
 * reference of ISO 11649 ("RF18 5390 0754 7034", Switzerland calls it SCOR) and the Swiss QR
 * reference of 27 digits. Both have check digits, so a slip of the finger is seen. Ours carry a
 * number, the id of a payment: nothing needs to be looked up to read one. */
#ifndef BASE_REFERENCE_H
#define BASE_REFERENCE_H

#include "base/iban.h"

enum reference_kind {
  REFERENCE_NONE,
  REFERENCE_RF, /* RF, two check digits (ISO 7064 MOD 97-10), 1 to 21 letters and digits */
  REFERENCE_QRR /* 26 digits and a check digit, modulo 10 recursive; only with a QR-IBAN */
};

/* Capitals and digits without spaces, zero-terminated. */
struct reference {
  enum reference_kind kind;
  char text[28];
};

/* As people and banks write it: spaces and hyphens anywhere, small letters. */
bool reference_parse(struct str text, struct reference *reference);
struct str reference_str(const struct reference *reference);
/* As on paper: RF in groups of four, QRR as 2 and five times 5 from the left. */
struct str reference_grouped(struct arena *arena, const struct reference *reference);

/* The reference that carries this number (not negative). */
struct reference reference_of_number(enum reference_kind kind, int64_t number);
/* False if the reference carries none: it is somebody else's. */
bool reference_number(const struct reference *reference, int64_t *number);
/* The first reference that carries a number somewhere in what a payer typed, or false. */
bool reference_find(struct str text, int64_t *number);

/* A Swiss account that takes QR references only: its clearing number is 30000 to 31999. */
bool iban_is_qr(const struct iban *iban);

#endif
