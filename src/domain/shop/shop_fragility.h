/* The fragility score: who comes first among equals. It is public, counts what shops themselves or
 * open data say, and nobody can buy a point. Pure.
 *
 * A point each for: an independent shop, no brand's; the only one of its business in the
 * territory; neither a website nor sales online; closed to the public by a measure today. A brand's
 * shop has none, whatever else holds. */
#ifndef DOMAIN_SHOP_SHOP_FRAGILITY_H
#define DOMAIN_SHOP_SHOP_FRAGILITY_H

#include "base/message.h"

#define FRAGILITY_POINTS(X)                                                                        \
  X(INDEPENDENT, fragility_independent)                                                            \
  X(ALONE, fragility_alone)                                                                        \
  X(OFFLINE, fragility_offline)                                                                    \
  X(CLOSED, fragility_closed)

enum fragility_point {
#define X(name, message) FRAGILITY_##name,
  FRAGILITY_POINTS(X)
#undef X
      FRAGILITY_MOST
};
#define FRAGILITY_BIT(name) (1u << FRAGILITY_##name)

enum message fragility_message(enum fragility_point point);
/* How many of these count, 0 to FRAGILITY_MOST. */
unsigned fragility_score(unsigned points);

#endif
