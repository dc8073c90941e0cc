#include "domain/shop/shop_fragility.h"

enum message fragility_message(enum fragility_point point) {
  static const enum message messages[] = {
#define X(name, message) MSG_##message,
      FRAGILITY_POINTS(X)
#undef X
  };
  return messages[point];
}

unsigned fragility_score(unsigned points) {
  return points & FRAGILITY_BIT(INDEPENDENT) ? (unsigned)__builtin_popcount(points) : 0;
}
