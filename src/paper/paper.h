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
  struct money top_up;      /* what of it public money added; 0 for none */
  struct str code;          /* in groups of four, as typed */
  struct str qr_text;       /* what the QR holds */
  struct str from, message; /* may be empty */
  struct day redeemable_from, expires_on;
  struct str conditions; /* may be empty */
  struct str accent;     /* "#7a1f3d" */
  bool test;             /* prints a clear "test" band */
};
struct str paper_voucher_pdf(struct arena *arena, const struct voucher_paper *voucher);
/* The same as a card to slip into an envelope: A6, across. */
struct str paper_voucher_card_pdf(struct arena *arena, const struct voucher_paper *voucher);

/* An SVG element (no script, no style attribute) of the QR code, crisp at any size. */
struct str paper_qr_svg(struct arena *arena, struct str text, struct str label);

/* SEPA / Swiss credit transfer initiation, pain.001.001.03 or .09 as the bank takes it. Validated
 * against the schemas in tests. */
enum pain001_version { PAIN001_03, PAIN001_09 };
struct paper_payment {
  struct str end_to_end_id; /* <= 35 characters of the SEPA set */
  struct str creditor, iban, remittance;
  int64_t amount_minor;
};
struct paper_payout {
  enum pain001_version version;
  struct str message_id;
  struct instant created_at;
  struct day execute_on;
  struct str debtor, debtor_iban, debtor_bic; /* bic may be empty */
  enum currency currency;
  const struct paper_payment *payments;
  size_t count;
};
struct str paper_pain001(struct arena *arena, const struct paper_payout *payout);

/* A demand: please transfer this amount to this account, and let the reference travel with it. On
 * a Swiss account it becomes a QR-bill, elsewhere an EPC QR code. Raise FAULT_INPUT if the account,
 * the reference or the currency cannot be paid so. */
struct paper_party {
  struct str name, street, building, postcode, town; /* street and building may be empty */
  struct str country;                                /* ISO 3166: "CH" */
};
struct paper_demand {
  struct paper_party creditor;
  struct str iban, bic; /* bic may be empty, as it mostly is */
  struct money amount;
  struct str reference; /* RF or QRR; QRR goes with a QR-IBAN and only with it */
  struct str message;   /* for the payer and on the statement; may be empty */
};
/* An SVG element of the code; in the middle of the Swiss one stands its cross. */
struct str paper_demand_svg(struct arena *arena, const struct paper_demand *demand,
                            struct str label);
/* A4 with all that a payer needs; of a Swiss demand the payment part and the receipt are at the
 * foot of the page, in the measures of the style guide. */
struct demand_paper {
  enum language language;
  struct str territory;
  struct str about; /* "Bon de 50 € chez Librairie" */
  struct day pay_until;
  struct paper_demand demand;
};
struct str paper_demand_pdf(struct arena *arena, const struct demand_paper *paper);

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
