/* What somebody who types may mean: trades, towns and shops that begin so. */
#ifndef DOMAIN_SEARCH_SEARCH_SUGGEST_H
#define DOMAIN_SEARCH_SEARCH_SUGGEST_H

#include "domain/search/search.h"

#define SUGGESTION_KINDS(X) X(TRADE, trade) X(TOWN, town) X(SHOP, shop)

enum suggestion_kind {
#define X(name, word) SUGGEST_##name,
  SUGGESTION_KINDS(X)
#undef X
};
struct str suggestion_kind_word(enum suggestion_kind kind);

struct suggestion {
  enum suggestion_kind kind;
  struct str label;
  struct str value; /* key of the trade, slug of the town or of the shop */
  struct str town;  /* of a shop */
  int64_t shops;    /* of a trade or a town */
};

enum { SUGGESTIONS_MOST = 9 };

struct suggestions { /* trades, towns, shops */
  struct suggestion items[SUGGESTIONS_MOST];
  size_t count;
};

struct suggestions search_suggest(struct ctx *ctx, struct str typed);

#endif
