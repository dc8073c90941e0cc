/* Between shop_index.c, which keeps one shop's entries, and shop_rebuild.c, which makes all. */
#ifndef DOMAIN_SHOP_SHOP_INDEX_IN_H
#define DOMAIN_SHOP_SHOP_INDEX_IN_H

#include "domain/shop/shop_index.h"
#include "domain/shop/shop_service.h"
#include "domain/shop/shop_terms.h"
#include "domain/shop/shop_words.h"
#include "shop_index_sql.h"

struct shop_indexed indexed_of(struct arena *arena, const struct index_shop_row *row);
/* `calendar`: of shop_calendar_text(). */
struct shop_entry entry_of(struct arena *arena, const struct index_shop_row *row,
                           const struct shop_indexed *indexed, struct str calendar);
/* What the index will hold of a row that is only being written. */
struct str shop_index_ahead(struct arena *arena, const struct shop_facts *facts,
                            const struct shop *keys, struct str sort_key);
/* Where an entry stands, or would stand. */
size_t entry_place(const struct shop_entries *entries, const struct shop_entry *entry);
bool entry_stands_at(const struct shop_entries *entries, size_t at, const struct shop_entry *entry);
void posting_keep(struct ctx *ctx, struct str term, struct shop_entries entries);

#endif
