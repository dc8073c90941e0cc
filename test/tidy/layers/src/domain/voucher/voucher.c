#include "domain/shop/shop.h"
#include "domain/voucher/voucher.h"
