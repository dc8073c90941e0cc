/* Voucher codes. The checksum: with the symbols as elements of GF(32) and twelve different
 * non-zero weights (powers of the generator), a code is one whose weighted sum is zero. One
 * wrong symbol changes the sum by weight times difference, a swap of two by the product of two
 * differences; a field has no divisors of zero, so neither can go unseen. */
#include "base/crypto.h"
#include "base/fault.h"
#include "domain/voucher/voucher.h"

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

enum { DATA_LEN = VOUCHER_CODE_LEN - 1, BITS = 5 };

/* Multiplication by the generator x in GF(32) = GF(2)[x] / (x^5 + x^2 + 1). */
static unsigned times_x(unsigned a) {
  a <<= 1;
  return a & 32 ? a ^ 37 : a;
}

/* Sum of symbol[i] * x^(11 - i), by Horner's rule. */
static unsigned checksum(const unsigned char symbols[VOUCHER_CODE_LEN]) {
  unsigned sum = 0;
  for (size_t i = 0; i < VOUCHER_CODE_LEN; i++)
    sum = times_x(sum) ^ symbols[i];
  return sum;
}

struct str voucher_code_text(struct ctx *ctx, struct voucher_id id, char separator) {
  must(id.value >= 0 && id.value < INT64_C(1) << (BITS * DATA_LEN));
  unsigned char symbols[VOUCHER_CODE_LEN] = {0};
  uint64_t hidden = permute_55(ctx->keys, (uint64_t)id.value);
  for (size_t i = DATA_LEN; i-- > 0; hidden >>= BITS)
    symbols[i] = hidden & 31;
  symbols[DATA_LEN] = (unsigned char)checksum(symbols);
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; i < VOUCHER_CODE_LEN; i++) {
    if (separator && i > 0 && i % 4 == 0) buf_add_char(&text, separator);
    buf_add_char(&text, alphabet[symbols[i]]);
  }
  return buf_str(&text);
}

/* What may stand between symbols: what people type, and what word processors and mail programs
 * make of it. Returns its bytes, 0 if there is none. */
static size_t separator_length(struct str text) {
  static const struct str separators[] = {
      S(" "),      S("-"),      S("."),      S("\t"),     S("\r"),     S("\n"),
      S("\u00A0"), S("\u2007"), S("\u2009"), S("\u202F"),                           /* spaces */
      S("\u2010"), S("\u2011"), S("\u2012"), S("\u2013"), S("\u2014"), S("\u2212"), /* dashes */
  };
  for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
    if (str_starts(text, separators[i])) return separators[i].len;
  return 0;
}

/* The value of a typed character, -1 if no code has it. */
static int symbol_of(char c) {
  if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  for (int value = 0; value < 32; value++)
    if (alphabet[value] == c) return value;
  return -1;
}

enum voucher_code_result voucher_code_read(const struct ctx *ctx, struct str typed,
                                           struct voucher_id *id) {
  unsigned char symbols[VOUCHER_CODE_LEN];
  size_t count = 0, separator;
  for (; typed.len > 0; typed = str_skip(typed, 1)) {
    while ((separator = separator_length(typed)) > 0)
      typed = str_skip(typed, separator);
    if (typed.len == 0) break;
    int value = symbol_of(typed.ptr[0]);
    if (value < 0 || count == VOUCHER_CODE_LEN) return VOUCHER_CODE_UNREADABLE;
    symbols[count++] = (unsigned char)value;
  }
  if (count != VOUCHER_CODE_LEN) return VOUCHER_CODE_UNREADABLE;
  if (checksum(symbols) != 0) return VOUCHER_CODE_CHECK_WRONG;
  uint64_t hidden = 0;
  for (size_t i = 0; i < DATA_LEN; i++)
    hidden = hidden << BITS | symbols[i];
  id->value = (int64_t)unpermute_55(ctx->keys, hidden);
  return VOUCHER_CODE_OK;
}
