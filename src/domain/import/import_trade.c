#include "domain/import/import_place.h"
#include "domain/import/naf_list.h"
#include "domain/shop/trade.h"

static const struct {
  struct str code, trade;
} naf[] = {
#define X(code, trade) {S(code), S(trade)},
    NAF_LIST(X)
#undef X
};

struct str import_trade_of_naf(struct str code) {
  char plain[5];
  size_t len = 0;
  for (size_t i = 0; i < code.len; i++) {
    char c = code.ptr[i];
    if (c == '.' || c == ' ') continue;
    if (len == sizeof plain) return S("");
    plain[len++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
  }
  size_t low = 0, high = sizeof naf / sizeof *naf;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = str_compare(naf[middle].code, str_slice(plain, len));
    if (order == 0) return naf[middle].trade;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return S("");
}

struct str import_trade(struct arena *arena, struct str text) {
  struct str found = import_trade_of_naf(text);
  return found.len > 0 ? found : trade_said(arena, text);
}
