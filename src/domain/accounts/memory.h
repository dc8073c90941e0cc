/* What an archive reads that may be another tomorrow: names, words, numbers of the plan, settings,
 * what the bank had said and what waited, papers as the libraries of the day drew them, vouchers by
 * their last day. It is noted while an archive is made, kept with it, and believed instead of
 * today's when the archive of a closed period is made again (docs/decisions/0072). What never
 * changes is not in it: transfers, seals, and what they give, are read again.
 *
 * A new memory notes what it is told and says it back; an old one says what was noted then. Its
 * texts live as long as itself. */
#ifndef DOMAIN_ACCOUNTS_MEMORY_H
#define DOMAIN_ACCOUNTS_MEMORY_H

#include "domain/accounts/plan.h"
#include "domain/bank/bank.h"

struct archive_id {
  int64_t value;
};

/* Kept in the database: never renumbered. */
enum memory_kind {
  MEMORY_PARTY = 0, /* and enum plan_owner up from here, by the owner's id */
  MEMORY_SETTING = 20,
  MEMORY_PLAN = 21,    /* by enum account_kind: its number and label */
  MEMORY_JOURNAL = 22, /* by enum journal */
  MEMORY_REASON = 23,
  MEMORY_OUTCOME = 24, /* by enum bank_outcome */
  MEMORY_VAT = 25,     /* by campaign: enum campaign_vat, as a number */
  MEMORY_BATCH = 26,   /* the day the bank carried it out, or "" */
  MEMORY_BANK_FILE = 27,
  MEMORY_MEMBER = 28 /* SHA-256 and name of what is in the archive, by its place */
};
enum memory_setting {
  MEMORY_LANGUAGE = 1,
  MEMORY_SIREN = 2,
  MEMORY_TERRITORY = 3,
  MEMORY_MAKER = 4
};

/* Whose account it is, in words: "Librairie du Port", and the number they go by elsewhere. */
struct party {
  struct str number, name;
};
struct party party_of(struct ctx *ctx, enum plan_owner owner, int64_t id);

struct memory;
struct memory *memory_new(struct ctx *ctx);
/* Of an archive that was made. */
struct memory *memory_of(struct ctx *ctx, struct archive_id id);
bool memory_is_old(const struct memory *memory);

/* As it was; a new memory notes `today`, an old one that never heard of it gives it back. */
struct party memory_words(struct memory *memory, enum memory_kind kind, int64_t id,
                          struct party today);
struct str memory_name(struct memory *memory, enum memory_kind kind, int64_t id, struct str today);
struct str memory_number(struct memory *memory, enum memory_kind kind, int64_t id,
                         struct str today);
/* Asks the database only for whom it does not know yet. */
struct party memory_party(struct ctx *ctx, struct memory *memory, enum plan_owner owner,
                          int64_t id);
/* Did it hear of it? */
bool memory_knows(const struct memory *memory, enum memory_kind kind, int64_t id);

struct memory_line { /* of the bank */
  struct bank_line_id id;
  struct bank_file_id file;
  int64_t state, outcome, open_minor;
};
/* Was the line there? Then *line is as it was; *waited, if it has been dealt with since. */
bool memory_line(struct memory *memory, struct memory_line *line, bool *waited);

/* A paper as it was; a new memory notes the one of today. */
bool memory_has_paper(const struct memory *memory, struct str name, struct str *bytes);
void memory_note_paper(struct memory *memory, struct str name, struct str bytes);

/* Keeps a new one with its archive, in several db_write. */
void memory_keep(struct ctx *ctx, struct memory *memory, struct archive_id id);
/* Nothing is left of that archive's, after several db_write. */
void memory_forget(struct ctx *ctx, struct archive_id id);

#endif
