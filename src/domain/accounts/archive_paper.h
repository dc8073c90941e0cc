/* The papers of the accountant's archive: cover, and account rendering of the mandate (CGCT, art.
 * L.1611-7 and D.1611-26). */
#ifndef DOMAIN_ACCOUNTS_ARCHIVE_PAPER_H
#define DOMAIN_ACCOUNTS_ARCHIVE_PAPER_H

#include "domain/accounts/files.h"
#include "domain/territory/territory.h"
#include "paper/bundle.h"

struct archive_subject { /* what both are about */
  struct territory territory;
  const struct account_files *files;
};
/* `others`: the members of the archive that it names with their digests. */
struct str archive_cover_pdf(struct ctx *ctx, const struct archive_subject *subject,
                             const struct bundle_members *others);
struct str archive_rendering_pdf(struct ctx *ctx, const struct archive_subject *subject);

#endif
