/* What its keeper or an agent writes by hand about a shop: facts, exceptional hours, hours of a
 * service, a photo; that it is still right; that it has closed for good.
 *
 * Invariants
 * 1. What a person wrote is noted in edited_fields, and no import touches it any more.
 * 2. An exception has an end, and its hours can be read (the caller has parsed them).
 * 3. A shop that has closed for good is in no list and sells nothing; its page and the vouchers
 *    sold before stay. */
#ifndef DOMAIN_SHOP_SHOP_EDIT_H
#define DOMAIN_SHOP_SHOP_EDIT_H

#include "domain/shop/position.h"
#include "domain/shop/shop.h"
#include "domain/shop/shop_calendar.h"

enum { SHOP_EXCEPTIONS_MAX = 40, SHOP_SERVICES_MAX = 4 };

/* The facts of a shop as they are now: what an editor begins with. */
struct shop_facts shop_facts_of(const struct shop *shop);
struct position shop_place(const struct shop *shop);
void shop_facts_place(struct shop_facts *facts, struct position position);

/* Takes over those facts that `fields` (bits of SHOP_FIELDS) names; notes them as edited. Inside
 * db_write. */
enum shop_result shop_edit(struct ctx *ctx, struct shop_id id, const struct shop_facts *facts,
                           unsigned fields);
/* Which of them differ. */
unsigned shop_facts_differ(const struct shop_facts *a, const struct shop_facts *b);

/* Those that have not ended before `from`, in order of their beginning. */
struct shop_exceptions shop_exception_list(struct ctx *ctx, struct shop_id id, struct day from);
struct shop_services shop_service_list(struct ctx *ctx, struct shop_id id);

/* Takes the place of everything from `today` on; what is past stays. Inside db_write. The index
 * follows, so that lists know what the shop's page says. */
void shop_set_calendar(struct ctx *ctx, struct shop_id id, struct day today,
                       const struct shop_exceptions *exceptions,
                       const struct shop_services *services);

/* The owner said that the entry is right. Inside db_write. */
void shop_confirm(struct ctx *ctx, struct shop_id id);
/* This photo from now on (photo_keep), or none: ""; `text` says what is on it. Inside db_write. */
void shop_set_photo(struct ctx *ctx, const struct shop *shop, struct str digest, struct str text);
/* For good, or open again after all. Counts the lists anew. False if it is so already. Inside
 * db_write. */
bool shop_close(struct ctx *ctx, struct shop_id id);
bool shop_reopen(struct ctx *ctx, struct shop_id id);
/* The merchant is this one from now on: a claim was granted. Inside db_write. */
void shop_give(struct ctx *ctx, struct shop_id id, struct merchant_id merchant);

#endif
