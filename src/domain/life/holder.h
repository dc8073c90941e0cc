/* Who holds a voucher, and hears of it: its buyer, or whoever it was given to. */
#ifndef DOMAIN_LIFE_HOLDER_H
#define DOMAIN_LIFE_HOLDER_H

#include "domain/notice/notice.h"
#include "domain/voucher/voucher.h"

struct holder {
  struct str name, email;
  enum language language;
};
/* False: nobody can be written to. */
bool holder_find(struct ctx *ctx, const struct voucher *voucher, struct holder *holder);
/* Inside db_write: a notice about the voucher, in the holder's language. False likewise. */
bool holder_tell(struct ctx *ctx, const struct voucher *voucher, enum notice_kind kind);

#endif
