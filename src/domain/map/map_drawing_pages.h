/* A map as a picture of our own. */
#ifndef DOMAIN_MAP_MAP_DRAWING_PAGES_H
#define DOMAIN_MAP_MAP_DRAWING_PAGES_H

#include "domain/map/map.h"
#include "web/web.h"

/* The marks and the ground as a picture that needs no script: marks are links. `query` stands in
 * the links of clusters. */
struct html map_drawing(struct request *request, const struct box *box, struct str query,
                        const struct map_answer *answer);

#endif
