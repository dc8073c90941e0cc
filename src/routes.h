/* The list of all modules' route tables: the site map of the product. */
#ifndef ROUTES_H
#define ROUTES_H

#include "web/web.h"

extern const struct site product_site;

#endif
