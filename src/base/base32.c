#include "base/base32.h"

#include "base/fault.h"

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

char base32_symbol(unsigned value) {
  return alphabet[value & 31];
}

int base32_value(char symbol) {
  if (symbol >= 'a' && symbol <= 'z') symbol = (char)(symbol - 'a' + 'A');
  if (symbol == 'I' || symbol == 'L') symbol = '1';
  if (symbol == 'O') symbol = '0';
  for (int value = 0; value < 32; value++)
    if (alphabet[value] == symbol) return value;
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

bool base32_read(unsigned char *out, const char *symbols, size_t count) {
  unsigned pending = 0, bits = 0;
  must(count % 8 == 0);
  for (size_t i = 0; i < count; i++) {
    int value = base32_value(symbols[i]);
    if (value < 0) return false;
    pending = pending << 5 | (unsigned)value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    *out++ = (unsigned char)(pending >> bits);
    pending &= (1u << bits) - 1;
  }
  return true;
}

void base32_write_int(char *out, size_t count, uint64_t value) {
  for (size_t i = count; i > 0; i--, value >>= 5)
    out[i - 1] = base32_symbol((unsigned)value & 31);
}
