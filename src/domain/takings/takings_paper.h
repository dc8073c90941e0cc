/* The statement on paper: PDF/A, the same bytes for the same books. */
#ifndef DOMAIN_TAKINGS_TAKINGS_PAPER_H
#define DOMAIN_TAKINGS_TAKINGS_PAPER_H

#include "domain/takings/takings.h"
#include "domain/territory/territory.h"

/* In ctx's language. */
struct str takings_pdf(struct ctx *ctx, const struct territory *territory,
                       const struct takings *takings);
/* "releve-2020-05-01-2020-05-31.pdf"; `end` is what stands behind the days. */
struct str takings_file_name(struct ctx *ctx, struct span span, const char *end);
/* What was credited: everything that came and went, payouts apart. */
int64_t takings_credited(const struct takings_money *money);
int64_t takings_paid(const struct takings_money *money);

#endif
