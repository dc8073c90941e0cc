#include "base/reference.h"

#include <string.h>

#include "base/base32.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/id.h"

enum { RF_HEAD = 4, RF_MAX = 25, RF_OURS = RF_HEAD + 13, QRR_LENGTH = 27 };

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool all_digits(const char *text) {
  return strspn(text, "0123456789") == strlen(text);
}

/* Check digits. */

/* Swiss Implementation Guidelines for the QR-bill, annex B: modulo 10, recursive. */
static char check_digit(const char *digits, size_t len) {
  static const unsigned char next[] = {0, 9, 4, 6, 8, 2, 7, 1, 3, 5};
  unsigned carry = 0;
  for (size_t i = 0; i < len; i++)
    carry = next[(carry + (unsigned)(digits[i] - '0')) % 10];
  return (char)('0' + (10 - carry) % 10);
}

static enum reference_kind kind_of(const char *text) {
  size_t len = strlen(text);
  if (len == QRR_LENGTH && all_digits(text) &&
      check_digit(text, QRR_LENGTH - 1) == text[QRR_LENGTH - 1])
    return REFERENCE_QRR;
  bool is_rf = len > RF_HEAD && len <= RF_MAX && memcmp(text, "RF", 2) == 0 && is_digit(text[2]) &&
               is_digit(text[3]);
  return is_rf && iban_remainder_97(text, len) == 1 ? REFERENCE_RF : REFERENCE_NONE;
}

/* Reading and writing. */

bool reference_parse(struct str text, struct reference *reference) {
  *reference = (struct reference){0};
  if (!iban_compact(text, reference->text, sizeof reference->text)) return false;
  reference->kind = kind_of(reference->text);
  return reference->kind != REFERENCE_NONE;
}

struct str reference_str(const struct reference *reference) {
  return str_from(reference->text);
}

struct str reference_grouped(struct arena *arena, const struct reference *reference) {
  struct buf out = buf_in(arena);
  bool qrr = reference->kind == REFERENCE_QRR;
  size_t group = qrr ? 5 : 4, first = qrr ? 2 : 4;
  for (size_t i = 0; reference->text[i] != 0; i++) {
    if (i >= first && (i - first) % group == 0) buf_add_char(&out, ' ');
    buf_add_char(&out, reference->text[i]);
  }
  return buf_str(&out);
}

/* Numbers. */

static struct reference rf_of_number(struct str number) {
  struct reference reference = {.kind = REFERENCE_RF, .text = "RF00"};
  memcpy(reference.text + RF_HEAD, number.ptr, number.len);
  unsigned check = 98 - iban_remainder_97(reference.text, RF_HEAD + number.len);
  reference.text[2] = (char)('0' + check / 10);
  reference.text[3] = (char)('0' + check % 10);
  return reference;
}

struct reference reference_of_number(enum reference_kind kind, int64_t number) {
  must(number >= 0 && kind != REFERENCE_NONE);
  char room[64];
  struct reference reference = {.kind = REFERENCE_QRR};
  if (kind == REFERENCE_RF) {
    base32_write_int(room, RF_OURS - RF_HEAD, (uint64_t)number);
    return rf_of_number(str_slice(room, RF_OURS - RF_HEAD));
  }
  for (size_t i = QRR_LENGTH - 1; i-- > 0; number /= 10)
    reference.text[i] = (char)('0' + number % 10);
  reference.text[QRR_LENGTH - 1] = check_digit(reference.text, QRR_LENGTH - 1);
  return reference;
}

bool reference_number(const struct reference *reference, int64_t *number) {
  size_t len = strlen(reference->text);
  if (reference->kind == REFERENCE_QRR)
    return str_to_int(str_slice(reference->text, QRR_LENGTH - 1), number);
  return reference->kind == REFERENCE_RF && len == RF_OURS &&
         id_from_text(str_slice(reference->text + RF_HEAD, len - RF_HEAD), number);
}

/* From `text` on, so many letters and digits with only spaces and hyphens between them. */
static bool numbered(struct str text, size_t wanted, int64_t *number) {
  struct reference reference;
  size_t len = 0, count = 0;
  while (len < text.len && count < wanted)
    if (text.ptr[len++] != ' ' && text.ptr[len - 1] != '-') count++;
  return count == wanted && reference_parse(str_take(text, len), &reference) &&
         reference_number(&reference, number);
}

bool reference_find(struct str text, int64_t *number) {
  for (; text.len >= RF_OURS; text = str_skip(text, 1)) {
    char first = text.ptr[0];
    if ((first == 'R' || first == 'r') && numbered(text, RF_OURS, number)) return true;
    if (is_digit(first) && numbered(text, QRR_LENGTH, number)) return true;
  }
  return false;
}

bool iban_is_qr(const struct iban *iban) {
  return iban_is_swiss(iban) && iban->text[4] == '3' &&
         (iban->text[5] == '0' || iban->text[5] == '1');
}
