/* Printed vouchers: ten cards of 85 by 54 mm on an A4 page, with marks to cut along. A booklet of
 * ten is one page. */
#ifndef PAPER_STOCK_PAPER_H
#define PAPER_STOCK_PAPER_H

#include "base/arena.h"
#include "base/language.h"
#include "base/money.h"
#include "base/time.h"

struct stock_card {
  struct str serial, code, qr_text; /* "3-017"; in groups of four */
  struct str booklet;               /* "2, 7/10", or "" */
};
struct stock_paper {
  enum language language;
  struct str territory, campaign, accent;
  struct str shop; /* or "" : all that take part */
  struct money amount;
  struct day redeemable_from, expires_on;
  const struct stock_card *cards;
  size_t count;
};
struct str paper_stock_pdf(struct arena *arena, const struct stock_paper *paper);

#endif
