#include "base/icu.h"

#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/fault.h"

enum { TEXT_MAX = 1 << 30 };

void icu_must(UErrorCode status, const char *what) {
  if (U_FAILURE(status)) fault_raise(FAULT_IO, "ICU: %s: %s", what, u_errorName(status));
}

struct utf16 utf16_of(struct arena *arena, struct str text) {
  UErrorCode status = U_ZERO_ERROR;
  struct utf16 wide = {0};
  if (text.len > TEXT_MAX) fault_raise(FAULT_MEMORY, "a text of %zu bytes", text.len);
  /* UTF-8 never has fewer bytes than UTF-16 has units. */
  wide.ptr = arena_raw(arena, (text.len + 1) * sizeof *wide.ptr);
  u_strFromUTF8WithSub(wide.ptr, (int32_t)text.len + 1, &wide.len, text.ptr ? text.ptr : "",
                       (int32_t)text.len, 0xFFFD, NULL, &status);
  icu_must(status, "UTF-16");
  return wide;
}

struct str utf16_text(struct arena *arena, const UChar *text, int32_t len) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t written = 0;
  size_t room = (size_t)len * 3 + 1;
  char *out = arena_raw(arena, room);
  u_strToUTF8WithSub(out, (int32_t)room, &written, text, len, 0xFFFD, NULL, &status);
  icu_must(status, "UTF-8");
  return str_slice(out, (size_t)written);
}
