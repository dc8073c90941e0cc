/* Crockford's base 32: digits and capital letters without I, L, O and U. Reading forgives case
 * and takes I, L for 1 and O for 0 (https://www.crockford.com/base32.html). */
#ifndef BASE_BASE32_H
#define BASE_BASE32_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

char base32_symbol(unsigned value); /* of its low five bits */
int base32_value(char symbol);      /* 0..31, or -1 */
/* The first `count` groups of five bits of `bytes`, most significant first. */
void base32_write(char *out, size_t count, const unsigned char *bytes);
/* The opposite: `count` symbols, a multiple of eight, into count / 8 * 5 bytes. False: not all are
 * symbols, and what stands in `out` is worth nothing. */
bool base32_read(unsigned char *out, const char *symbols, size_t count);
/* The low 5 * count bits of value; higher bits come out as zeros. */
void base32_write_int(char *out, size_t count, uint64_t value);

#endif
