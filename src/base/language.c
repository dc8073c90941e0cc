#include "base/language.h"

#include "base/fault.h"

static const struct str codes[LANGUAGE_COUNT] = {
    [LANGUAGE_FR] = {"fr", 2}, [LANGUAGE_DE] = {"de", 2}, [LANGUAGE_EN] = {"en", 2}};

struct str language_code(enum language language) {
  must(language < LANGUAGE_COUNT);
  return codes[language];
}

bool language_from_code(struct str code, enum language *language) {
  for (enum language l = 0; l < LANGUAGE_COUNT; l++) {
    if (!str_equal(code, codes[l])) continue;
    *language = l;
    return true;
  }
  return false;
}
