#include "voucher_sql.h"
#include "web/web.h"
