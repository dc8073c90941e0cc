#include "base/base32.h"

static const char symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

char base32_symbol(unsigned value) {
  return symbols[value & 31];
}

int base32_value(char symbol) {
  if (symbol >= 'a' && symbol <= 'z') symbol = (char)(symbol - 'a' + 'A');
  if (symbol == 'I' || symbol == 'L') symbol = '1';
  if (symbol == 'O') symbol = '0';
  for (int value = 0; value < 32; value++)
    if (symbols[value] == symbol) return value;
  return -1;
}

void base32_write(char *out, size_t count, const unsigned char *bytes) {
  unsigned pending = 0, bits = 0;
  for (size_t i = 0; i < count; i++) {
    if (bits < 5) {
      pending = pending << 8 | *bytes++;
      bits += 8;
    }
    bits -= 5;
    out[i] = base32_symbol(pending >> bits);
    pending &= (1u << bits) - 1;
  }
}

void base32_write_int(char *out, size_t count, uint64_t value) {
  for (size_t i = count; i > 0; i--, value >>= 5)
    out[i - 1] = base32_symbol((unsigned)value & 31);
}
