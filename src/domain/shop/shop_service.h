/* What a shop offers beside its trade: one closed list of words. `shop.services` holds those that
 * apply, with spaces between; filters, counts and addresses use the same words. `vouchers` stands
 * in no text: it is shop.takes_vouchers. */
#ifndef DOMAIN_SHOP_SHOP_SERVICE_H
#define DOMAIN_SHOP_SHOP_SERVICE_H

#include "domain/shop/shop.h"

/* name, word, message; the last ones are ways to pay. */
#define SHOP_SERVICES(X)                                                                           \
  X(VOUCHERS, vouchers, service_vouchers)                                                          \
  X(TAKEAWAY, takeaway, service_takeaway)                                                          \
  X(DELIVERY, delivery, service_delivery)                                                          \
  X(COLLECT, collect, service_collect)                                                             \
  X(WHEELCHAIR, wheelchair, service_wheelchair)                                                    \
  X(OUTDOOR, outdoor, service_outdoor)                                                             \
  X(VEGETARIAN, vegetarian, service_vegetarian)                                                    \
  X(ONLINE, online, service_online)                                                                \
  X(CARDS, cards, service_cards)                                                                   \
  X(CONTACTLESS, contactless, service_contactless)                                                 \
  X(CASH, cash, service_cash)                                                                      \
  X(CHEQUE, cheque, service_cheque)                                                                \
  X(MEAL, meal, service_meal)

enum shop_service {
#define X(name, word, message) SERVICE_##name,
  SHOP_SERVICES(X)
#undef X
      SERVICE_COUNT
};

struct str shop_service_word(enum shop_service service);
enum message shop_service_message(enum shop_service service);
/* One bit for each service of the text; words that are no service count for nothing. */
uint32_t shop_service_bits(struct str services, bool takes_vouchers);

#endif
