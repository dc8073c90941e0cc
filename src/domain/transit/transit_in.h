/* Between the files of this room. */
#ifndef DOMAIN_TRANSIT_TRANSIT_IN_H
#define DOMAIN_TRANSIT_TRANSIT_IN_H

#include "domain/transit/transit.h"

/* Inside db_write. What is open will never come: the territory bears it, or keeps it. */
void transit_close(struct ctx *ctx, const struct transit *transit);

#endif
