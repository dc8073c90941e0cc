/* What a bank sends, read and judged before anything is kept: account statements (camt.053.001.08
 * and .02), notifications of credits and debits (camt.054.001.08, .04 and .02), and answers to a
 * payment order (pain.002.001.03 and .10). Pure: a file in, facts out.
 *
 * A file is read as a whole or not at all: what is cut off, not well-formed, in a currency that is
 * not its account's, or does not add up (opening balance + entries = closing balance) is refused
 * with the byte where it went wrong. */
#ifndef DOMAIN_BANK_BANK_FILE_H
#define DOMAIN_BANK_BANK_FILE_H

#include "base/message.h"
#include "base/money.h"
#include "base/pieces.h"
#include "base/time.h"

/* In order of precedence. */
#define BANK_FILE_RESULTS(X)                                                                       \
  X(OK, bank_file_ok)                                                                              \
  X(EMPTY, bank_file_empty)                                                                        \
  X(BROKEN, bank_file_broken)         /* no XML, or half of it */                                  \
  X(UNKNOWN, bank_file_unknown)       /* XML, but none of these messages */                        \
  X(INCOMPLETE, bank_file_incomplete) /* something without which nothing can be booked */          \
  X(BAD_AMOUNT, bank_file_bad_amount)                                                              \
  X(BAD_DAY, bank_file_bad_day)                                                                    \
  X(CURRENCY, bank_file_currency) /* an entry in another one than its account */                   \
  X(BALANCE, bank_file_balance)   /* opening + entries is not closing */                           \
  X(TOO_LARGE, bank_file_too_large)

enum bank_file_result {
#define X(name, message) BANK_FILE_##name,
  BANK_FILE_RESULTS(X)
#undef X
};
const char *bank_file_result_name(enum bank_file_result result);
enum message bank_file_message(enum bank_file_result result);

enum bank_file_kind {
  BANK_FILE_STATEMENT = 1,    /* camt.053 */
  BANK_FILE_NOTIFICATION = 2, /* camt.054 */
  BANK_FILE_ANSWER = 3        /* pain.002 */
};

enum { BANK_FILE_MOVES_MAX = 20000, BANK_FILE_ACCOUNTS_MAX = 50 };

/* One movement on an account: a transaction where the bank gives details, else an entry. */
struct bank_move {
  struct str account;   /* ours: its IBAN */
  struct str statement; /* id of the statement or notification it stands in */
  struct str currency;  /* ISO 4217 */
  int64_t amount_minor; /* > 0 */
  bool credit;          /* arrived; else left */
  bool reversal;        /* takes back an earlier movement */
  bool booked;          /* final; else pending, and to be ignored */
  bool collective;      /* several payments in one sum, without their details */
  struct day booked_on;
  int64_t entry;              /* number of its entry in the file, from 1 */
  int64_t detail;             /* number within the entry, from 1; 0: the entry itself */
  struct str entry_reference; /* NtryRef */
  struct str
      servicer_reference; /* the bank's own, of the entry: the same in camt.053 and camt.054 */
  struct str batch;       /* PmtInfId or MsgId of our order, as the bank repeats it */
  struct str end_to_end;  /* EndToEndId; "" for NOTPROVIDED */
  struct str reference;   /* structured creditor reference */
  struct str remittance;  /* free text, lines joined by spaces */
  struct str party, party_iban; /* the other side */
  struct str reason;            /* of a return: "AC04" */
  struct str reason_text;
};

struct bank_account { /* of a statement */
  struct str iban, currency, statement;
  bool has_opening, has_closing;
  int64_t opening_minor, closing_minor, booked_minor;
};

enum bank_order_status {                       /* what became of an order */
                         BANK_STATUS_OTHER,    /* on its way: ACTC, ACSP, PDNG, ... */
                         BANK_STATUS_ACCEPTED, /* ACCP, ACSC, ACCC */
                         BANK_STATUS_REJECTED  /* RJCT, CANC */
};
enum bank_order_status bank_order_status_of(struct str code);

struct bank_answer { /* one status of a pain.002 */
  struct str level;  /* "group", "payment", "transaction" */
  struct str status; /* "RJCT" */
  struct str batch;  /* OrgnlPmtInfId, else OrgnlMsgId */
  struct str end_to_end;
  struct str reason, reason_text;
};

struct bank_file {
  enum bank_file_kind kind;
  struct str version; /* "camt.053.001.08" */
  struct str message_id;
  struct str created_at; /* as the bank writes it */
  struct bank_account *accounts;
  size_t account_count;
  struct bank_move *moves;
  size_t move_count;
  struct bank_answer *answers;
  size_t answer_count;
};

struct bank_file_problem {
  uint64_t at; /* byte offset */
  size_t line;
  struct str detail;
};

/* All of it in `arena`. With anything but OK the file says nothing, and the problem says why. */
enum bank_file_result bank_file_read(struct arena *arena, struct pieces *pieces,
                                     struct bank_file *file, struct bank_file_problem *problem);

#endif
