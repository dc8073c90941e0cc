#include <stdio.h>
#include <sqlite3.h>
#include "base/str.h"
#include "db/db.h"
#include "messages.h"
