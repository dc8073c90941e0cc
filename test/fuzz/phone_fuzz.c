/* Telephone numbers as people type them. What is read is a plus sign and 8 to 15 figures that do
 * not begin with 0, whatever came in, and reads again as itself. */
#include "base/arena.h"
#include "base/fault.h"
#include "domain/topup/proof.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const countries[] = {"FR", "CH", "MC"};
  struct arena *arena = arena_create(1 << 20);
  struct str phone, again, typed = {(const char *)data, size};
  for (size_t i = 0; i < sizeof countries / sizeof *countries; i++) {
    if (!phone_read(arena, typed, str_from(countries[i]), &phone)) continue;
    must(phone.len >= 9 && phone.len <= 16 && phone.ptr[0] == '+');
    for (size_t n = 1; n < phone.len; n++)
      must(phone.ptr[n] >= (n == 1 ? '1' : '0') && phone.ptr[n] <= '9');
    must(phone_read(arena, phone, str_from(countries[i]), &again) && str_equal(phone, again));
  }
  arena_destroy(arena);
  return 0;
}
