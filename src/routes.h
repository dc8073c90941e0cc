/* The list of all modules' route tables: the site map of the product. */
#ifndef ROUTES_H
#define ROUTES_H

#include "web/web.h"

const struct site *product_site(void);

#endif
