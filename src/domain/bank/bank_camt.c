/* camt.053 and camt.054. A file is Document/<message>/GrpHdr and then statements (Stmt) or
 * notifications (Ntfctn), each of one account with its entries (Ntry), each with the details of
 * its payments (NtryDtls/TxDtls). Versions differ in where they put a name or an amount; both
 * places are looked at. */
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "domain/bank/bank_file_in.h"

enum { LEVEL_STATEMENT = 3, LEVEL_ENTRY = 4, LEVEL_DETAIL = 6 };

struct texts { /* of a detail or of its entry, before they become a movement */
  struct str amount, amount_currency, direction, reversal, status, day;
  struct str entry_reference, servicer_reference, batch_payment, batch_message, batch_count;
  struct str detail_amount, detail_currency, end_to_end, reference, remittance;
  struct str debtor, debtor_iban, creditor, creditor_iban, reason, reason_other, reason_text;
};

struct balance {
  struct str type, amount, direction;
};

struct camt {
  struct bank_reader *reader;
  struct bank_account *account;
  struct balance balance;
  struct texts entry, detail;
  int64_t entries;   /* of the file */
  size_t first_move; /* of the entry at hand */
  int64_t detail_sum;
  bool sums_known; /* every detail says its amount */
};

#define LEAF(path, member)                                                                         \
  { path, offsetof(struct texts, member) }

static const struct bank_leaf entry_leaves[] = {
    LEAF("Ntry/Amt", amount),
    LEAF("Ntry/CdtDbtInd", direction),
    LEAF("Ntry/RvslInd", reversal),
    LEAF("Ntry/Sts", status),
    LEAF("Ntry/Sts/Cd", status),
    LEAF("Ntry/BookgDt/Dt", day),
    LEAF("Ntry/BookgDt/DtTm", day),
    LEAF("Ntry/NtryRef", entry_reference),
    LEAF("Ntry/AcctSvcrRef", servicer_reference),
    LEAF("Ntry/NtryDtls/Btch/PmtInfId", batch_payment),
    LEAF("Ntry/NtryDtls/Btch/MsgId", batch_message),
    LEAF("Ntry/NtryDtls/Btch/NbOfTxs", batch_count),
};

static const struct bank_leaf detail_leaves[] = {
    LEAF("TxDtls/Amt", detail_amount),
    LEAF("TxDtls/AmtDtls/TxAmt/Amt", detail_amount),
    LEAF("TxDtls/CdtDbtInd", direction),
    LEAF("TxDtls/Refs/PmtInfId", batch_payment),
    LEAF("TxDtls/Refs/MsgId", batch_message),
    LEAF("TxDtls/Refs/EndToEndId", end_to_end),
    LEAF("TxDtls/RmtInf/Strd/CdtrRefInf/Ref", reference),
    LEAF("TxDtls/RltdPties/Dbtr/Nm", debtor),
    LEAF("TxDtls/RltdPties/Dbtr/Pty/Nm", debtor),
    LEAF("TxDtls/RltdPties/DbtrAcct/Id/IBAN", debtor_iban),
    LEAF("TxDtls/RltdPties/Cdtr/Nm", creditor),
    LEAF("TxDtls/RltdPties/Cdtr/Pty/Nm", creditor),
    LEAF("TxDtls/RltdPties/CdtrAcct/Id/IBAN", creditor_iban),
    LEAF("TxDtls/RtrInf/Rsn/Cd", reason),
    LEAF("TxDtls/RtrInf/Rsn/Prtry", reason_other),
    LEAF("TxDtls/RtrInf/AddtlInf", reason_text),
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Values. */

/* "1234.5": digits, perhaps a point and up to five decimals, of which two may say something. */
static bool read_amount(struct str text, int64_t *minor) {
  struct str decimals;
  struct str whole = str_cut(text, '.', &decimals);
  int64_t units, cents = 0;
  if (whole.len == 0 || whole.len > 13 || decimals.len > 5) return false;
  for (size_t i = 0; i < decimals.len; i++) {
    if (decimals.ptr[i] < '0' || decimals.ptr[i] > '9' || (i >= 2 && decimals.ptr[i] != '0'))
      return false;
    if (i < 2) cents += (decimals.ptr[i] - '0') * (i == 0 ? 10 : 1);
  }
  if (whole.ptr[0] == '-' || whole.ptr[0] == '+' || !str_to_int(whole, &units)) return false;
  *minor = units * 100 + cents;
  return true;
}

static bool amount_of(struct camt *camt, struct str text, int64_t *minor) {
  if (read_amount(text, minor)) return true;
  bank_reader_fail(camt->reader, BANK_FILE_BAD_AMOUNT, text);
  return false;
}

static bool is_true(struct str text) {
  return str_equal(text, S("true")) || str_equal(text, S("1"));
}

static bool is_credit(struct str text) {
  return str_equal(text, S("CRDT"));
}

/* Banks say so where the payer gave no id. */
static struct str given(struct str text) {
  return str_equal(text, S("NOTPROVIDED")) ? S("") : text;
}

/* Movements. */

static struct bank_move *add_move(struct camt *camt) {
  struct bank_file *file = camt->reader->file;
  if (file->move_count == BANK_FILE_MOVES_MAX) {
    bank_reader_fail(camt->reader, BANK_FILE_TOO_LARGE, S(""));
    return NULL;
  }
  file->moves =
      bank_list_room(camt->reader->arena, file->moves, file->move_count, sizeof *file->moves);
  return &file->moves[file->move_count++];
}

/* What an entry says of all its details. */
static struct bank_move move_of_entry(struct camt *camt) {
  const struct texts *entry = &camt->entry;
  struct bank_move move = {
      .account = camt->account->iban,
      .statement = camt->account->statement,
      .currency = entry->amount_currency,
      .credit = is_credit(entry->direction),
      .reversal = is_true(entry->reversal),
      .booked = str_equal(entry->status, S("BOOK")),
      .entry = camt->entries,
      .entry_reference = entry->entry_reference,
      .servicer_reference = entry->servicer_reference,
      .batch = entry->batch_payment.len > 0 ? entry->batch_payment : entry->batch_message,
  };
  if (!day_parse(str_take(entry->day, 10), &move.booked_on) && move.booked)
    bank_reader_fail(camt->reader, BANK_FILE_BAD_DAY, entry->day);
  return move;
}

/* The amount is set when the entry is complete: a single detail may leave it to the entry. */
static void end_detail(struct camt *camt) {
  const struct texts *detail = &camt->detail;
  struct bank_move *move = add_move(camt);
  int64_t minor = 0;
  if (!move) return;
  bool known = detail->detail_amount.len > 0 &&
               str_equal(detail->detail_currency, camt->entry.amount_currency);
  if (known && !amount_of(camt, detail->detail_amount, &minor)) return;
  camt->sums_known &= known;
  bool credit = is_credit(detail->direction.len > 0 ? detail->direction : camt->entry.direction);
  camt->detail_sum += credit == is_credit(camt->entry.direction) ? minor : -minor;
  struct str batch = detail->batch_payment.len > 0 ? detail->batch_payment : detail->batch_message;
  *move = (struct bank_move){
      .amount_minor = minor,
      .credit = credit,
      .batch = batch,
      .end_to_end = given(detail->end_to_end),
      .reference = detail->reference,
      .remittance = detail->remittance,
      .party = credit ? detail->debtor : detail->creditor,
      .party_iban = credit ? detail->debtor_iban : detail->creditor_iban,
      .reason = detail->reason.len > 0 ? detail->reason : detail->reason_other,
      .reason_text = detail->reason_text,
  };
}

/* A detail with what its entry says, which may stand behind it. */
static void complete(struct bank_move *move, const struct bank_move *entry, int64_t number) {
  struct bank_move detail = *move;
  *move = *entry;
  move->amount_minor = detail.amount_minor;
  move->credit = detail.credit;
  move->detail = number;
  if (detail.batch.len > 0) move->batch = detail.batch;
  move->end_to_end = detail.end_to_end;
  move->reference = detail.reference;
  move->remittance = detail.remittance;
  move->party = detail.party;
  move->party_iban = detail.party_iban;
  move->reason = detail.reason;
  move->reason_text = detail.reason_text;
}

static bool guard_entry(struct camt *camt, int64_t *minor) {
  const struct texts *entry = &camt->entry;
  struct str currency = camt->account->currency;
  if (entry->amount.len == 0 || entry->direction.len == 0) {
    bank_reader_fail(camt->reader, BANK_FILE_INCOMPLETE, S("Ntry"));
    return false;
  }
  if (currency.len > 0 && !str_equal(currency, entry->amount_currency)) {
    bank_reader_fail(camt->reader, BANK_FILE_CURRENCY, entry->amount_currency);
    return false;
  }
  return amount_of(camt, entry->amount, minor);
}

/* Details that do not add up to what was booked (a charge was taken off, some are left out) say who
 * paid, but not how much: then the entry stands as one sum. */
static void end_entry(struct camt *camt) {
  struct bank_file *file = camt->reader->file;
  int64_t minor, announced = 0;
  if (!guard_entry(camt, &minor)) return;
  struct bank_move entry = move_of_entry(camt);
  size_t details = file->move_count - camt->first_move;
  entry.amount_minor = minor;
  str_to_int(camt->entry.batch_count, &announced);
  if (entry.booked) camt->account->booked_minor += entry.credit ? minor : -minor;
  bool one = details == 1 && announced <= 1;
  bool many = details > 1 && camt->sums_known && camt->detail_sum == minor;
  if (one) {
    file->moves[camt->first_move].amount_minor = minor;
    file->moves[camt->first_move].credit = entry.credit;
  }
  if (one || many) {
    for (size_t i = 0; i < details; i++)
      complete(&file->moves[camt->first_move + i], &entry, (int64_t)i + 1);
  } else {
    file->move_count = camt->first_move;
    struct bank_move *move = add_move(camt);
    entry.collective = true; /* another file may give the details */
    if (move) *move = entry;
  }
  /* A sum of nothing is nothing to book. */
  size_t kept = camt->first_move;
  for (size_t i = kept; i < file->move_count; i++)
    if (file->moves[i].amount_minor > 0) file->moves[kept++] = file->moves[i];
  file->move_count = kept;
}

/* Statements. */

static void begin_statement(struct camt *camt) {
  struct bank_file *file = camt->reader->file;
  if (!file->accounts)
    file->accounts = arena_array(camt->reader->arena, struct bank_account, BANK_FILE_ACCOUNTS_MAX);
  if (file->account_count == BANK_FILE_ACCOUNTS_MAX) {
    bank_reader_fail(camt->reader, BANK_FILE_TOO_LARGE, S(""));
    return;
  }
  camt->account = &file->accounts[file->account_count++];
  *camt->account = (struct bank_account){0};
}

static void end_balance(struct camt *camt) {
  const struct balance *balance = &camt->balance;
  int64_t minor;
  if (!amount_of(camt, balance->amount, &minor)) return;
  if (!is_credit(balance->direction)) minor = -minor;
  struct bank_account *account = camt->account;
  if (str_equal(balance->type, S("OPBD")) || str_equal(balance->type, S("PRCD"))) {
    if (!account->has_opening) account->opening_minor = minor;
    account->has_opening = true;
  } else if (str_equal(balance->type, S("CLBD"))) {
    account->closing_minor = minor;
    account->has_closing = true;
  }
}

/* "98-1: 1000.00 + 50.00 = 1050.00, 1024.50" */
static struct str sum_of(struct arena *arena, const struct bank_account *account) {
  struct str opening = money_decimal(arena, account->opening_minor),
             booked = money_decimal(arena, account->booked_minor),
             sum = money_decimal(arena, account->opening_minor + account->booked_minor),
             closing = money_decimal(arena, account->closing_minor);
  return str_format(arena, "%.*s: %.*s + (%.*s) = %.*s \u2260 %.*s", STR_ARG(account->statement),
                    STR_ARG(opening), STR_ARG(booked), STR_ARG(sum), STR_ARG(closing));
}

static void end_statement(struct camt *camt) {
  const struct bank_account *account = camt->account;
  if (account->iban.len == 0)
    bank_reader_fail(camt->reader, BANK_FILE_INCOMPLETE, S("Acct/Id/IBAN"));
  if (account->has_opening && account->has_closing &&
      account->opening_minor + account->booked_minor != account->closing_minor)
    bank_reader_fail(camt->reader, BANK_FILE_BALANCE, sum_of(camt->reader->arena, account));
}

static const struct bank_leaf account_leaves[] = {
    {"Acct/Id/IBAN", offsetof(struct bank_account, iban)},
    {"Acct/Ccy", offsetof(struct bank_account, currency)},
    {"Id", offsetof(struct bank_account, statement)},
};

static const struct bank_leaf balance_leaves[] = {
    {"Bal/Tp/CdOrPrtry/Cd", offsetof(struct balance, type)},
    {"Bal/Amt", offsetof(struct balance, amount)},
    {"Bal/CdtDbtInd", offsetof(struct balance, direction)},
};

static void add_remittance(struct camt *camt) {
  struct str text = bank_reader_text(camt->reader), *kept = &camt->detail.remittance;
  *kept = kept->len == 0
              ? text
              : str_format(camt->reader->arena, "%.*s %.*s", STR_ARG(*kept), STR_ARG(text));
}

static void on_begin(void *arg) {
  struct camt *camt = arg;
  const struct xml_path *path = &camt->reader->path;
  struct arena *arena = camt->reader->arena;
  if (xml_path_is(path, LEVEL_STATEMENT, "Stmt") || xml_path_is(path, LEVEL_STATEMENT, "Ntfctn")) {
    begin_statement(camt);
  } else if (xml_path_is(path, LEVEL_ENTRY, "Bal")) {
    camt->balance = (struct balance){0};
  } else if (xml_path_is(path, LEVEL_ENTRY, "Ntry")) {
    camt->entry = (struct texts){0};
    camt->first_move = camt->reader->file->move_count;
    camt->detail_sum = 0;
    camt->sums_known = true;
    camt->entries++;
  } else if (xml_path_is(path, LEVEL_ENTRY, "Ntry/NtryDtls/TxDtls")) {
    camt->detail = (struct texts){0};
  } else if (xml_path_is(path, LEVEL_ENTRY, "Ntry/Amt")) {
    camt->entry.amount_currency = xml_stream_attribute(path->stream, arena, "Ccy");
  } else if (xml_path_is(path, LEVEL_DETAIL, "TxDtls/Amt") ||
             xml_path_is(path, LEVEL_DETAIL, "TxDtls/AmtDtls/TxAmt/Amt")) {
    if (camt->detail.detail_amount.len == 0)
      camt->detail.detail_currency = xml_stream_attribute(path->stream, arena, "Ccy");
  }
}

static void on_leaf(struct camt *camt) {
  struct bank_reader *reader = camt->reader;
  if (xml_path_is(&reader->path, 2, "BkToCstmrStmt/GrpHdr/MsgId") ||
      xml_path_is(&reader->path, 2, "BkToCstmrDbtCdtNtfctn/GrpHdr/MsgId"))
    reader->file->message_id = bank_reader_text(reader);
  if (xml_path_is(&reader->path, LEVEL_STATEMENT, "GrpHdr/CreDtTm"))
    reader->file->created_at = bank_reader_text(reader);
  if (!camt->account) return;
  if (xml_path_is(&reader->path, LEVEL_DETAIL, "TxDtls/RmtInf/Ustrd")) {
    add_remittance(camt);
    return;
  }
  if (bank_reader_set(reader, LEVEL_DETAIL, detail_leaves, COUNT(detail_leaves), &camt->detail))
    return;
  if (bank_reader_set(reader, LEVEL_ENTRY, entry_leaves, COUNT(entry_leaves), &camt->entry)) return;
  if (bank_reader_set(reader, LEVEL_ENTRY, balance_leaves, COUNT(balance_leaves), &camt->balance))
    return;
  bank_reader_set(reader, LEVEL_ENTRY, account_leaves, COUNT(account_leaves), camt->account);
}

static void on_finish(void *arg) {
  struct camt *camt = arg;
  const struct xml_path *path = &camt->reader->path;
  if (path->leaf) on_leaf(camt);
  if (!camt->account) return;
  if (xml_path_is(path, LEVEL_ENTRY, "Ntry/NtryDtls/TxDtls"))
    end_detail(camt);
  else if (xml_path_is(path, LEVEL_ENTRY, "Ntry"))
    end_entry(camt);
  else if (xml_path_is(path, LEVEL_ENTRY, "Bal"))
    end_balance(camt);
  else if (xml_path_is(path, LEVEL_STATEMENT, "Stmt") ||
           xml_path_is(path, LEVEL_STATEMENT, "Ntfctn"))
    end_statement(camt);
}

void bank_camt_read(struct bank_reader *reader) {
  struct camt camt = {.reader = reader};
  bank_reader_walk(reader, on_begin, on_finish, &camt);
}
