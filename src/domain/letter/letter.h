/* What a notice of the outbox says, written when it is read or sent: subject, text and, for a
 * voucher, its PDF. The same words go to the buyer's mail box and to the agent's screen. */
#ifndef DOMAIN_LETTER_H
#define DOMAIN_LETTER_H

#include "domain/checkout/checkout.h"
#include "domain/notice/notice.h"
#include "paper/mail_html.h"

struct letter {
  struct str subject, text;
  struct str from_name, reply_to;         /* the territory */
  struct str attachment, attachment_name; /* PDF; "" for none */
  struct str accent;                      /* the territory's colour */
  struct str code;                        /* to be typed or shown: set large */
  struct mail_card card;                  /* of the voucher that the text frames */
  bool test;                              /* about a voucher without value: said above all else */
};
/* False if the notice's subject is gone. `base` is how the territory is reached, without a slash at
 * the end ("https://bons.example.org"). Works in the notice's language and territory, which ctx
 * must have entered. */
bool letter_of(struct ctx *ctx, const struct notice *notice, struct str base, bool with_attachment,
               struct letter *letter);

/* The same words as HTML; in the notice's language and territory too. */
struct str letter_html(struct ctx *ctx, const struct notice *notice, const struct letter *letter,
                       struct str base);

/* The PDF of a voucher: a sheet (A4), or a card (A6). False if there is none. */
enum letter_format { LETTER_SHEET, LETTER_CARD };
bool letter_voucher_pdf(struct ctx *ctx, struct voucher_id id, enum letter_format format,
                        struct str *pdf);

#endif
