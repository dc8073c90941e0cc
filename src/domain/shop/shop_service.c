#include "domain/shop/shop_service.h"

struct str shop_service_word(enum shop_service service) {
  static const struct str words[] = {
#define X(name, word, message) S(#word),
      SHOP_SERVICES(X)
#undef X
  };
  return words[service];
}

enum message shop_service_message(enum shop_service service) {
  static const enum message messages[] = {
#define X(name, word, message) MSG_##message,
      SHOP_SERVICES(X)
#undef X
  };
  return messages[service];
}

static uint32_t bit_of(struct str word) {
  for (enum shop_service service = 0; service < SERVICE_COUNT; service++)
    if (str_equal(word, shop_service_word(service))) return UINT32_C(1) << service;
  return 0;
}

uint32_t shop_service_bits(struct str services, bool takes_vouchers) {
  uint32_t bits = takes_vouchers ? UINT32_C(1) << SERVICE_VOUCHERS : 0;
  for (struct str rest = services; rest.len > 0;)
    bits |= bit_of(str_cut(rest, ' ', &rest));
  return bits;
}
