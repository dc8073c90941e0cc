#include "domain/voucher/till.h"
#include "voucher_view_html.h"
