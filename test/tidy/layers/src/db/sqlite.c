#include <sqlite3.h>
#include "base/str.h"
#include "web/web.h"
