#include "domain/voucher/voucher.h"
int main(void) { shop_find(); voucher_find(); }
