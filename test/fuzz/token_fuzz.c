/* Whatever a scanner sends is read as a token or refused; what was read is written in one way
 * only. */
#include <stdint.h>
#include <string.h>

#include "base/base32.h"
#include "base/fault.h"
#include "domain/voucher/keyboard.h"
#include "domain/voucher/voucher_token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct arena *arena, struct str text) {
  struct voucher_token_text read;
  if (!voucher_token_read(text, &read)) return;
  must(voucher_token_looks(text));
  must(read.token.key > 0 && read.token.scope > 0 && read.token.voucher < UINT64_C(1) << 55);
  must(read.token.first_on.number >= 18262 && read.token.amount_minor >= 0);
  struct sign_pair pair = sign_pair_of_seed((const unsigned char[32]){0});
  struct voucher_token_text again;
  must(voucher_token_read(voucher_token_write(arena, &read.token, &pair), &again));
  must(memcmp(read.bytes, again.bytes, sizeof read.bytes) == 0);
  must(voucher_token_genuine(&again, pair.public));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct arena *arena = arena_create(16 << 20);
  struct str text = {(const char *)data, size};
  check(arena, text);
  struct str mended = keyboard_mended(arena, text);
  must(mended.len <= text.len);
  check(arena, mended);
  arena_destroy(arena);
  return 0;
}
