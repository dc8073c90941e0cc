/* A map as a picture of our own. */
#ifndef DOMAIN_MAP_MAP_DRAWING_PAGES_H
#define DOMAIN_MAP_MAP_DRAWING_PAGES_H

#include "domain/map/map.h"
#include "web/web.h"

/* The marks and the ground as a picture that needs no script: marks are links. `query` stands in
 * the links of clusters. */
struct html map_drawing(struct request *request, const struct box *box, struct str query,
                        const struct map_answer *answer);

/* Where a place is, for a page that says it in words too: the streets around it, or, where only the
 * contours of communes are known, which of them it lies in. "" without a ground. */
struct html map_locator(struct request *request, double latitude, double longitude);

#endif
