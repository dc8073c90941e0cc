/* A map to say where a shop is: a mark to click, drag or move by keys; without script a picture of
 * where it stands now. */
#ifndef DOMAIN_EDITOR_POSITION_MAP_H
#define DOMAIN_EDITOR_POSITION_MAP_H

#include "domain/shop/shop_edit.h"
#include "web/web.h"

struct position_map {
  struct html drawing; /* "" where nothing is known yet */
  struct str box, tiles, tiles_attribution, ground_attribution;
};
/* False: nothing is known of the territory that a map could show. */
bool position_map_of(struct request *request, struct position position, struct position_map *map);

/* Where an address is, by what the installation knows: a shop in the same street of the town, the
 * nearest house number first; else the middle of the commune. */
enum position_found { POSITION_NOWHERE, POSITION_IN_TOWN, POSITION_IN_STREET };
enum position_found position_look_up(struct ctx *ctx, struct str street, struct str town,
                                     struct position *position);

#endif
