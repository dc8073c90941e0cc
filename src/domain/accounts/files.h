/* What the accountant's archive holds beside its papers: tables as CSV (RFC 4180) and the file for
 * the tax office. Lists of entries are written in one walk of the books. */
#ifndef DOMAIN_ACCOUNTS_FILES_H
#define DOMAIN_ACCOUNTS_FILES_H

#include "base/spool.h"
#include "domain/accounts/books.h"

/* name of the file, what it is. The tax office's file has a name of its own. */
#define ACCOUNT_FILES(X)                                                                           \
  X(RECEIPTS, "02-recettes.csv", accounts_file_receipts)                                           \
  X(PAYOUTS, "03-depenses-et-versements.csv", accounts_file_payouts)                               \
  X(LIABILITIES, "04-bons-en-circulation.csv", accounts_file_liabilities)                          \
  X(EXPIRED, "05-reliquats-expires.csv", accounts_file_expired)                                    \
  X(BANK, "06-rapprochement-bancaire.csv", accounts_file_bank)                                     \
  X(VAT, "07-tva-par-nature.csv", accounts_file_vat)                                               \
  X(JOURNAL, "08-journal.csv", accounts_file_journal)                                              \
  X(BALANCE, "09-balance.csv", accounts_file_balance)                                              \
  X(PLAN, "10-plan-comptable.csv", accounts_file_plan)                                             \
  X(SEALS, "11-sceaux.csv", accounts_file_seals)                                                   \
  X(TRANSIT, "12-argent-en-route.csv", accounts_file_transit)                                      \
  X(PROOF, "13-solde-stripe.csv", accounts_file_proof)                                             \
  X(FEC, "", accounts_file_fec)                                                                    \
  X(DESCRIPTION, "FEC-description.txt", accounts_file_description)

enum account_file {
#define X(name, text, message) ACCOUNT_FILE_##name,
  ACCOUNT_FILES(X)
#undef X
      ACCOUNT_FILE_COUNT
};
enum message account_file_message(enum account_file file);

struct account_files {
  struct books *books;
  struct memory *memory;
  struct plan plan;
  struct str names[ACCOUNT_FILE_COUNT]; /* "": an old archive had none */
  struct spool *spools[ACCOUNT_FILE_COUNT];
  int64_t seals;
  struct str head; /* hash of the last of them, hexadecimal; "" if there is none */
};
/* About how many bytes they will be for these days, at most, as measured. */
int64_t account_files_bytes(struct ctx *ctx, struct span span);
/* Writes them all, as they are now or, of an old memory, as they were. */
struct account_files *account_files_make(struct ctx *ctx, struct span span, struct memory *memory);
/* The language that they and the papers are written in. */
enum language account_language(struct memory *memory);

/* Sums of one campaign's vouchers in the span. */
struct campaign_sum {
  struct campaign campaign;
  struct liability sum;
};
struct campaign_sums {
  struct campaign_sum *items;
  size_t count;
};
struct campaign_sums account_campaigns(struct ctx *ctx, const struct account_files *files);
/* "single", "multi", "free" in words. */
enum message account_vat_message(enum campaign_vat vat);
/* What is to be taxed of it: sales of vouchers whose tax is known when they are sold, use of the
 * others; with tax. Before it, whether. */
bool account_vat_base(const struct campaign_sum *sum, int64_t *minor);

#endif
