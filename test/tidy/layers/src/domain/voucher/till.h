/* Pages only, so the header may know the web. */
#include "web/web.h"
