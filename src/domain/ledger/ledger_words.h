/* Reasons and kinds of accounts in words that a resident understands. */
#ifndef DOMAIN_LEDGER_WORDS_H
#define DOMAIN_LEDGER_WORDS_H

#include "base/message.h"
#include "domain/ledger/ledger.h"

enum message ledger_reason_words(enum reason reason);   /* « Bons utilisés en magasin » */
enum message ledger_kind_words(enum account_kind kind); /* « dû aux commerces » */

#endif
