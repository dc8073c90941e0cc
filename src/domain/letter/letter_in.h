/* Between the files of letters: everything that a letter about a voucher needs. */
#ifndef DOMAIN_LETTER_LETTER_IN_H
#define DOMAIN_LETTER_LETTER_IN_H

#include "domain/letter/letter.h"
#include "domain/life/holder.h"
#include "domain/territory/territory.h"

struct bought {
  struct order order;
  struct voucher voucher;
  struct shop shop;
  struct campaign campaign;
  struct territory territory;
  bool has_holder;
  struct holder holder;
};
bool letter_bought(struct ctx *ctx, struct voucher_id id, struct bought *bought);
struct str letter_pdf(struct ctx *ctx, const struct bought *bought, enum letter_format format);
/* "14 Rue Cerey, 33000 Bordeaux" */
struct str letter_address(struct ctx *ctx, const struct shop *shop);
/* What a mail draws as a card; without its parts, which are the buyer's affair. */
struct mail_card letter_card(struct ctx *ctx, const struct bought *bought, enum language language);

/* To whoever gets a voucher from somebody: a gift, or one that was passed on. */
bool letter_of_gift(struct ctx *ctx, const struct notice *notice, struct str base,
                    bool with_attachment, struct letter *letter);

#endif
