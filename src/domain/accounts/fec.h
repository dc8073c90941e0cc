/* The file of accounting entries for the tax office (fichier des écritures comptables): arrêté of
 * 29 July 2013, livre des procédures fiscales, art. A47 A-1. Eighteen fields between tabs, lines
 * ended by CR LF, ISO 8859-15, decimal commas, days as 20200531; two lines an entry, whose debits
 * and credits are equal; the balances carried forward come first. */
#ifndef DOMAIN_ACCOUNTS_FEC_H
#define DOMAIN_ACCOUNTS_FEC_H

#include "base/buf.h"
#include "domain/accounts/books.h"

/* "123456789FEC20200531.txt"; without SIREN "FEC20200531.txt". */
struct str fec_name(struct arena *arena, struct str siren, struct day last);
void fec_head(struct buf *out);
/* The opening entry: a line for each account that had a balance. Writes nothing if none had. */
void fec_opening(struct ctx *ctx, struct buf *out, const struct plan *plan,
                 const struct books *books);
struct fec_words { /* of an entry */
  struct str piece;
  struct day piece_on; /* the day it is about, where that is not the day of the entry */
  struct str label;
};
void fec_entry(struct ctx *ctx, struct buf *out, const struct plan *plan,
               const struct books_entry *entry, const struct fec_words *words);
/* What the article asks for beside the file: each field, the signs, the separators. */
void fec_description(struct buf *out, struct str file_name);

/* UTF-8 to ISO 8859-15; what that lacks loses its accents, or becomes a full stop. Separators and
 * controls become spaces. */
void fec_text(struct buf *out, struct str text);

#endif
