/* The page of a place in the line for public money. */
#ifndef DOMAIN_BUYING_LINE_H
#define DOMAIN_BUYING_LINE_H

#include "domain/buying/buy.h"

struct line_page {
  struct page_frame frame;
  struct buying_shop shop;
  struct money worth, added;
  int64_t place;
  bool leaving;                       /* he is asked whether he means it */
  bool waiting, offered, taken, left; /* else lapsed */
  struct instant until;
  struct str link, amount_decimal;
};

#endif
