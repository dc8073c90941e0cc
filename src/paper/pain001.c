/* Credit transfer initiation for the bank: ISO 20022 pain.001.001.03 or .09, one batch per file.
 * The newer version puts the day into a choice and calls the BIC by another name.
 * EUR follows the SEPA credit transfer guidelines (EPC132-08); CHF the Swiss domestic payment,
 * which knows no SEPA service level and names the debtor's bank by its clearing number. */
#include <libxml/xmlwriter.h>

#include "base/fault.h"
#include "base/iban.h"
#include "base/sepa.h"
#include "paper/paper.h"

#define NAMESPACE "urn:iso:std:iso:20022:tech:xsd:pain.001.001."

enum { NAME_LIMIT = 70, ID_LIMIT = 35, REMITTANCE_LIMIT = 140 };

struct document {
  struct arena *arena;
  xmlTextWriterPtr writer;
  bool newer;  /* .09 */
  bool failed; /* the writer ran out of memory; asked once, at the end */
};

static void open_element(struct document *doc, const char *name) {
  doc->failed |= xmlTextWriterStartElement(doc->writer, BAD_CAST name) < 0;
}

static void close_element(struct document *doc) {
  doc->failed |= xmlTextWriterEndElement(doc->writer) < 0;
}

static void leaf(struct document *doc, const char *name, struct str text) {
  const char *zero_terminated = str_cstr(doc->arena, text);
  doc->failed |=
      xmlTextWriterWriteElement(doc->writer, BAD_CAST name, BAD_CAST zero_terminated) < 0;
}

/* A leaf inside `depth` wrappers: path ends with the leaf's name and NULL. */
static void nested_leaf(struct document *doc, struct str text, const char *const *path) {
  if (path[1] == NULL) {
    leaf(doc, path[0], text);
    return;
  }
  open_element(doc, path[0]);
  nested_leaf(doc, text, path + 1);
  close_element(doc);
}
#define NESTED(doc, text, ...) nested_leaf((doc), (text), (const char *const[]){__VA_ARGS__, NULL})

/* The schema asks for at least one character: a name of signs no bank knows becomes a full stop. */
static struct str bank_text(struct document *doc, struct str text, size_t limit) {
  struct str result = sepa_text(doc->arena, text, limit);
  return str_is_empty(result) ? S(".") : result;
}

/* An id comes back in the bank's report, so it must arrive as it is, not nearly. */
static struct str bank_id(struct str id) {
  if (str_is_empty(id) || id.len > ID_LIMIT || !sepa_is_text(id))
    fault_raise(FAULT_INPUT, "not an id that a bank accepts: \"%.*s\"", STR_ARG(id));
  return id;
}

static struct iban bank_account(struct str text) {
  struct iban iban;
  if (!iban_parse(text, &iban))
    fault_raise(FAULT_INPUT, "an account of the batch is not an IBAN"); /* logs keep no accounts */
  return iban;
}

static void write_account(struct document *doc, const char *name, struct str text) {
  struct iban iban = bank_account(text);
  NESTED(doc, iban_str(&iban), name, "Id", "IBAN");
}

static int64_t total_of(const struct paper_payout *payout) {
  int64_t total = 0;
  for (size_t i = 0; i < payout->count; i++) {
    int64_t amount = payout->payments[i].amount_minor;
    if (amount <= 0)
      fault_raise(FAULT_INPUT, "payment %zu of the batch has no positive amount", i + 1);
    must(!__builtin_add_overflow(total, amount, &total));
  }
  return total;
}

static void write_totals(struct document *doc, const struct paper_payout *payout) {
  leaf(doc, "NbOfTxs", str_format(doc->arena, "%zu", payout->count));
  leaf(doc, "CtrlSum", money_decimal(doc->arena, total_of(payout)));
}

static void write_header(struct document *doc, const struct paper_payout *payout) {
  struct str created_at = instant_iso(doc->arena, payout->created_at);
  open_element(doc, "GrpHdr");
  leaf(doc, "MsgId", bank_id(payout->message_id));
  leaf(doc, "CreDtTm", str_format(doc->arena, "%.*sZ", 19, created_at.ptr)); /* whole seconds */
  write_totals(doc, payout);
  NESTED(doc, bank_text(doc, payout->debtor, NAME_LIMIT), "InitgPty", "Nm");
  close_element(doc);
}

/* A Swiss IBAN holds the bank's clearing number in places 5 to 9. */
static void write_swiss_agent(struct document *doc, const struct iban *iban) {
  open_element(doc, "ClrSysMmbId");
  NESTED(doc, S("CHBCC"), "ClrSysId", "Cd");
  leaf(doc, "MmbId", str_take(str_skip(iban_str(iban), 4), 5));
  close_element(doc);
}

static void write_debtor_agent(struct document *doc, const struct paper_payout *payout) {
  struct iban iban = bank_account(payout->debtor_iban);
  struct bic bic;
  open_element(doc, "DbtrAgt");
  open_element(doc, "FinInstnId");
  if (!str_is_empty(payout->debtor_bic)) {
    if (!bic_parse(payout->debtor_bic, &bic))
      fault_raise(FAULT_INPUT, "not a BIC: \"%.*s\"", STR_ARG(payout->debtor_bic));
    leaf(doc, doc->newer ? "BICFI" : "BIC", bic_str(&bic));
  } else if (iban_is_swiss(&iban)) {
    write_swiss_agent(doc, &iban);
  } else {
    NESTED(doc, S("NOTPROVIDED"), "Othr", "Id"); /* IBAN only, as EPC132-08 says it */
  }
  close_element(doc);
  close_element(doc);
}

static void write_amount(struct document *doc, enum currency currency, int64_t minor) {
  open_element(doc, "Amt");
  open_element(doc, "InstdAmt");
  const char *code = str_cstr(doc->arena, currency_code(currency));
  const char *amount = str_cstr(doc->arena, money_decimal(doc->arena, minor));
  doc->failed |= xmlTextWriterWriteAttribute(doc->writer, BAD_CAST "Ccy", BAD_CAST code) < 0;
  doc->failed |= xmlTextWriterWriteString(doc->writer, BAD_CAST amount) < 0;
  close_element(doc);
  close_element(doc);
}

static void write_payment(struct document *doc, enum currency currency,
                          const struct paper_payment *payment) {
  open_element(doc, "CdtTrfTxInf");
  NESTED(doc, bank_id(payment->end_to_end_id), "PmtId", "EndToEndId");
  write_amount(doc, currency, payment->amount_minor);
  NESTED(doc, bank_text(doc, payment->creditor, NAME_LIMIT), "Cdtr", "Nm");
  write_account(doc, "CdtrAcct", payment->iban);
  struct str remittance = sepa_text(doc->arena, payment->remittance, REMITTANCE_LIMIT);
  if (!str_is_empty(remittance)) NESTED(doc, remittance, "RmtInf", "Ustrd");
  close_element(doc);
}

/* Batch booking: one line with the batch's sum on the debtor's statement, as the accountant
 * confirms it. The order of elements is the schema's. */
static void write_batch(struct document *doc, const struct paper_payout *payout) {
  bool sepa = payout->currency == CURRENCY_EUR;
  open_element(doc, "PmtInf");
  leaf(doc, "PmtInfId", payout->message_id);
  leaf(doc, "PmtMtd", S("TRF"));
  leaf(doc, "BtchBookg", S("true"));
  write_totals(doc, payout);
  if (sepa) NESTED(doc, S("SEPA"), "PmtTpInf", "SvcLvl", "Cd");
  struct str day = day_iso(doc->arena, payout->execute_on);
  if (doc->newer)
    NESTED(doc, day, "ReqdExctnDt", "Dt");
  else
    leaf(doc, "ReqdExctnDt", day);
  NESTED(doc, bank_text(doc, payout->debtor, NAME_LIMIT), "Dbtr", "Nm");
  write_account(doc, "DbtrAcct", payout->debtor_iban);
  write_debtor_agent(doc, payout);
  if (sepa) leaf(doc, "ChrgBr", S("SLEV"));
  for (size_t i = 0; i < payout->count; i++)
    write_payment(doc, payout->currency, &payout->payments[i]);
  close_element(doc);
}

static void free_buffer(void *buffer) {
  xmlBufferFree(buffer);
}

static void free_writer(void *writer) {
  xmlFreeTextWriter(writer);
}

struct str paper_pain001(struct arena *arena, const struct paper_payout *payout) {
  must(payout->count > 0 && payout->currency != CURRENCY_NONE);
  xmlBufferPtr buffer = xmlBufferCreate();
  if (buffer == NULL) fault_raise(FAULT_IO, "libxml2 has no memory for a payment file");
  arena_defer(arena, free_buffer, buffer);
  struct document doc = {.arena = arena,
                         .writer = xmlNewTextWriterMemory(buffer, 0),
                         .newer = payout->version == PAIN001_09};
  if (doc.writer == NULL) fault_raise(FAULT_IO, "libxml2 has no memory for a payment file");
  arena_defer(arena, free_writer, doc.writer); /* newest first: before the buffer it writes to */

  xmlTextWriterSetIndent(doc.writer, 1);
  doc.failed |= xmlTextWriterStartDocument(doc.writer, "1.0", "UTF-8", NULL) < 0;
  doc.failed |= xmlTextWriterStartElementNS(doc.writer, NULL, BAD_CAST "Document",
                                            doc.newer ? BAD_CAST NAMESPACE "09"
                                                      : BAD_CAST NAMESPACE "03") < 0;
  open_element(&doc, "CstmrCdtTrfInitn");
  write_header(&doc, payout);
  write_batch(&doc, payout);
  doc.failed |= xmlTextWriterEndDocument(doc.writer) < 0;
  doc.failed |= xmlTextWriterFlush(doc.writer) < 0;
  if (doc.failed) fault_raise(FAULT_IO, "libxml2 could not write a payment file");
  return str_copy(arena, str_from((const char *)xmlBufferContent(buffer)));
}
