#include <stdint.h>
struct shop_id {
  int64_t value;
};
struct trade_id {
  int64_t value;
};
