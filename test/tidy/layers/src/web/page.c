#include "db/db.h"
#include "domain/shop/shop.h"
