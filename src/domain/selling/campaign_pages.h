/* Between the pages of one campaign: its terms, its public money, its forecast. */
#ifndef DOMAIN_SELLING_CAMPAIGN_PAGES_H
#define DOMAIN_SELLING_CAMPAIGN_PAGES_H

#include "domain/campaign/campaign.h"
#include "web/form.h"
#include "web/web.h"

/* ?saved=...: what was just done, for a line above the page. */
struct selling_shown {
  struct str saved;
};
extern const struct form selling_shown;

/* The campaign of the address; false: "not found" is answered. */
bool selling_find(struct request *request, struct response *response, struct campaign *campaign);

#endif
