/* The languages of the product and its messages. Keys and texts come from i18n/<code>.po,
 * compiled by tools/po2c into the generated "messages.h"; a missing text fails the build. */
#ifndef BASE_LANGUAGE_H
#define BASE_LANGUAGE_H

#include <stdbool.h>

#include "base/buf.h"

enum language { LANGUAGE_FR, LANGUAGE_DE, LANGUAGE_EN, LANGUAGE_COUNT };

struct str language_code(enum language language); /* "fr" */
bool language_from_code(struct str code, enum language *language);

#endif
