/* Between the files of this folder. */
#ifndef DOMAIN_CAMPAIGN_CAMPAIGN_IN_H
#define DOMAIN_CAMPAIGN_CAMPAIGN_IN_H

#include "domain/campaign/campaign.h"

/* "2000,5000,10000". */
struct str campaign_stored_values(struct ctx *ctx, const struct campaign *campaign);

#endif
