#include "domain/voucher/voucher_token.h"

#include <string.h>

#include "base/base32.h"
#include "base/fault.h"

enum {
  VERSION = 1,
  WIDE = 1,
  TEST = 2,
  BYTES = VOUCHER_TOKEN_SIGNED + 64,
  MARK = 2,
  SYMBOLS = VOUCHER_TOKEN_LEN - MARK,
  SHORTEST = 100,   /* a scanner may lose some; a code has twelve */
  FIRST_DAY = 18262 /* 2020-01-01 */
};
_Static_assert(BYTES * 8 == SYMBOLS * 5, "no bit of a token is left over");

static unsigned char *put(unsigned char *to, uint64_t value, unsigned count) {
  for (unsigned i = count; i-- > 0;)
    *to++ = (unsigned char)(value >> 8 * i);
  return to;
}

static uint64_t get(const unsigned char **from, unsigned count) {
  uint64_t value = 0;
  for (; count > 0; count--)
    value = value << 8 | *(*from)++;
  return value;
}

static uint64_t days_of(struct day day) {
  must(day.number >= VOUCHER_TOKEN_FIRST_DAY && day.number <= VOUCHER_TOKEN_LAST_DAY);
  return (uint64_t)(day.number - VOUCHER_TOKEN_FIRST_DAY);
}

static void pack(const struct voucher_token *token, unsigned char bytes[VOUCHER_TOKEN_SIGNED]) {
  must(token->key > 0 && token->key <= UINT16_MAX && token->voucher < UINT64_C(1) << 55);
  must(token->scope > 0 && token->amount_minor >= 0 && token->amount_minor <= UINT32_MAX);
  unsigned char *to = put(
      bytes, VERSION << 4 | (token->wide ? WIDE : 0) | (token->test ? TEST : 0), 1);
  to = put(to, token->key, 2);
  to = put(to, token->voucher, 7);
  to = put(to, (uint64_t)token->scope, 8);
  to = put(to, days_of(token->first_on), 2);
  to = put(to, days_of(token->last_on), 2);
  to = put(to, (uint64_t)token->amount_minor, 4);
  must(to == bytes + VOUCHER_TOKEN_SIGNED);
}

static struct day day_from(uint64_t days) {
  return (struct day){(int32_t)days + VOUCHER_TOKEN_FIRST_DAY};
}

static bool unpack(const unsigned char *bytes, struct voucher_token *token) {
  uint64_t kind = get(&bytes, 1);
  if (kind >> 4 != VERSION || (kind & 15) > (WIDE | TEST)) return false;
  token->wide = kind & WIDE;
  token->test = kind & TEST;
  token->key = (uint32_t)get(&bytes, 2);
  token->voucher = get(&bytes, 7);
  uint64_t scope = get(&bytes, 8);
  token->scope = (int64_t)scope;
  token->first_on = day_from(get(&bytes, 2));
  token->last_on = day_from(get(&bytes, 2));
  token->amount_minor = (int64_t)get(&bytes, 4);
  return token->key > 0 && token->voucher < UINT64_C(1) << 55 && scope > 0 && scope <= INT64_MAX;
}

struct str voucher_token_write(struct arena *arena, const struct voucher_token *token,
                               const struct sign_pair *pair) {
  unsigned char bytes[BYTES];
  pack(token, bytes);
  struct signature signature =
      signature_of(pair, str_slice((const char *)bytes, VOUCHER_TOKEN_SIGNED));
  memcpy(bytes + VOUCHER_TOKEN_SIGNED, signature.bytes, sizeof signature.bytes);
  char *text = arena_raw(arena, VOUCHER_TOKEN_LEN);
  text[0] = 'A';
  text[1] = 'Z';
  base32_write(text + MARK, SYMBOLS, bytes);
  return str_slice(text, VOUCHER_TOKEN_LEN);
}

static bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Without white space; 0 if there is more than a token holds. */
static size_t symbols_of(struct str text, char symbols[VOUCHER_TOKEN_LEN]) {
  size_t count = 0;
  for (size_t i = 0; i < text.len; i++) {
    if (is_space(text.ptr[i])) continue;
    if (count == VOUCHER_TOKEN_LEN) return 0;
    symbols[count++] = text.ptr[i];
  }
  return count;
}

bool voucher_token_looks(struct str text) {
  size_t count = 0;
  for (size_t i = 0; i < text.len; i++)
    count += !is_space(text.ptr[i]);
  return count >= SHORTEST;
}

bool voucher_token_read(struct str text, struct voucher_token_text *read) {
  char symbols[VOUCHER_TOKEN_LEN];
  unsigned char bytes[BYTES];
  if (symbols_of(text, symbols) != VOUCHER_TOKEN_LEN) return false;
  if (!str_equal_ascii_case(str_slice(symbols, MARK), S("AZ"))) return false;
  if (!base32_read(bytes, symbols + MARK, SYMBOLS)) return false;
  *read = (struct voucher_token_text){0};
  memcpy(read->bytes, bytes, VOUCHER_TOKEN_SIGNED);
  memcpy(read->signature.bytes, bytes + VOUCHER_TOKEN_SIGNED, sizeof read->signature.bytes);
  return unpack(bytes, &read->token);
}

bool voucher_token_genuine(const struct voucher_token_text *read, const unsigned char public[32]) {
  struct str said = str_slice((const char *)read->bytes, VOUCHER_TOKEN_SIGNED);
  return signature_verify(public, said, read->signature);
}
