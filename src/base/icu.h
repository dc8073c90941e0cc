/* Between our UTF-8 and ICU's UTF-16; for the files of base that talk to ICU. */
#ifndef BASE_ICU_H
#define BASE_ICU_H

#include <unicode/utypes.h>

#include "base/str.h"

struct utf16 {
  UChar *ptr;
  int32_t len;
};

/* Text longer than 2^30 bytes is a fault; broken UTF-8 becomes U+FFFD. */
struct utf16 utf16_of(struct arena *arena, struct str text);
struct str utf16_text(struct arena *arena, const UChar *text, int32_t len);
/* A failure here is a missing or damaged ICU, never the text's fault. */
void icu_must(UErrorCode status, const char *what);

#endif
