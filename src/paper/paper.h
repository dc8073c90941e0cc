/* Bytes for paper, banks and mail boxes: PDF, QR, XML. Data in, bytes out, no database. Raises
 * FAULT_IO if a library refuses. All bytes live in the given arena. */
#ifndef PAPER_PAPER_H
#define PAPER_PAPER_H

#include "base/arena.h"
#include "base/language.h"
#include "base/money.h"
#include "base/time.h"

/* A voucher as a gift: A4, one page, the shop's name large, the amount larger. */
struct voucher_paper {
  enum language language;
  struct str territory, campaign;
  struct str shop, shop_address;
  struct money amount;
  struct str code;          /* in groups of four, as typed */
  struct str qr_text;       /* what the QR holds */
  struct str from, message; /* may be empty */
  struct day redeemable_from, expires_on;
  struct str conditions; /* may be empty */
  struct str accent;     /* "#7a1f3d" */
  bool test;             /* prints a clear "test" band */
};
struct str paper_voucher_pdf(struct arena *arena, const struct voucher_paper *voucher);

/* An SVG element (no script, no style attribute) of the QR code, crisp at any size. */
struct str paper_qr_svg(struct arena *arena, struct str text, struct str label);

/* SEPA / Swiss credit transfer initiation, pain.001.001.03. Validated against the schema in tests.
 */
struct paper_payment {
  struct str end_to_end_id; /* <= 35 characters of the SEPA set */
  struct str creditor, iban, remittance;
  int64_t amount_minor;
};
struct paper_payout {
  struct str message_id;
  struct instant created_at;
  struct day execute_on;
  struct str debtor, debtor_iban, debtor_bic; /* bic may be empty */
  enum currency currency;
  const struct paper_payment *payments;
  size_t count;
};
struct str paper_pain001(struct arena *arena, const struct paper_payout *payout);

/* A MIME message ready for SMTP: text, optional HTML, optional attachment. Lines CRLF. */
struct paper_mail {
  struct str from_name, from_address, to_name, to_address, reply_to;
  struct str subject, text, html;
  struct str attachment, attachment_name, attachment_type;
  struct str message_id; /* "<id@host>" */
  struct instant date;
};
struct str paper_mail(struct arena *arena, const struct paper_mail *mail);

#endif
