#include "base/iban.h"

#include <string.h>

#include "base/buf.h"

/* Country and length of its IBANs, from the registry as data/payments/iban_exemples.csv has it. */
static const char lengths[] =
    "AD24 AE23 AL28 AO25 AT20 AZ28 BA20 BE16 BF27 BG22 BH22 BI16 BJ28 BL27 BR29 BY28 "
    "CH21 CI28 CM27 CR22 CV25 CY28 CZ24 DE22 DK18 DO28 DZ24 EE20 EG29 ES24 FI18 FO18 "
    "FR27 GB22 GE22 GF27 GI23 GL18 GP27 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IR26 IS26 "
    "IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MF27 MG27 MK19 "
    "ML28 MQ27 MR27 MT31 MU30 MZ25 NC27 NL18 NO15 PF27 PK24 PL28 PM27 PS29 PT25 QA29 "
    "RE27 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 SN28 ST25 SV28 TF27 TL23 TN24 TR26 "
    "UA29 VA22 VG24 WF27 XK20 YT27 ";

static size_t country_length(const char *iban) {
  for (const char *entry = lengths; *entry != 0; entry += 5)
    if (memcmp(entry, iban, 2) == 0) return (size_t)(10 * (entry[2] - '0') + entry[3] - '0');
  return 0;
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

static size_t separator_length(struct str rest) {
  if (rest.ptr[0] == ' ' || rest.ptr[0] == '-' || rest.ptr[0] == '\t') return 1;
  if (str_starts(rest, S("\u00a0"))) return 2;
  return str_starts(rest, S("\u202f")) ? 3 : 0;
}

bool iban_compact(struct str text, char *out, size_t capacity) {
  size_t len = 0;
  while (text.len > 0) {
    size_t skip = separator_length(text);
    if (skip == 0) {
      char c = text.ptr[0];
      if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
      if ((!is_digit(c) && !is_capital(c)) || len + 1 == capacity) return false;
      out[len++] = c;
      skip = 1;
    }
    text = str_skip(text, skip);
  }
  out[len] = 0;
  return true;
}

unsigned iban_remainder_97(const char *iban, size_t len) {
  unsigned remainder = 0;
  for (size_t i = 0; i < len; i++) {
    char c = iban[(i + 4) % len];
    remainder = is_digit(c) ? remainder * 10 + (unsigned)(c - '0')
                            : remainder * 100 + (unsigned)(c - 'A' + 10);
    remainder %= 97;
  }
  return remainder;
}

/* 00, 01 and 99 leave the same remainder as 97, 98 and 02, so the standard never issues them. */
static bool check_digits_issued(const char *iban) {
  int check = 10 * (iban[2] - '0') + iban[3] - '0';
  return is_digit(iban[2]) && is_digit(iban[3]) && check >= 2 && check <= 98;
}

bool iban_parse(struct str text, struct iban *iban) {
  char letters[4 + sizeof iban->text];
  *iban = (struct iban){0};
  if (!iban_compact(text, letters, sizeof letters)) return false;
  const char *start = strncmp(letters, "IBAN", 4) == 0 ? letters + 4 : letters;
  size_t len = strlen(start);
  if (len < 5 || len >= sizeof iban->text || country_length(start) != len) return false;
  if (!check_digits_issued(start) || iban_remainder_97(start, len) != 1) return false;
  memcpy(iban->text, start, len + 1);
  return true;
}

struct str iban_str(const struct iban *iban) {
  return str_from(iban->text);
}

struct str iban_grouped(struct arena *arena, const struct iban *iban) {
  struct buf out = buf_in(arena);
  for (size_t i = 0; iban->text[i] != 0; i++) {
    if (i > 0 && i % 4 == 0) buf_add_char(&out, ' ');
    buf_add_char(&out, iban->text[i]);
  }
  return buf_str(&out);
}

struct str iban_masked(struct arena *arena, struct str iban) {
  if (iban.len < 8) return S("");
  struct str tail = str_skip(iban, iban.len - 4), head = str_take(iban, 4);
  return str_format(arena, "%.*s •••• %.*s", STR_ARG(head), STR_ARG(tail));
}

bool iban_is_swiss(const struct iban *iban) {
  return memcmp(iban->text, "CH", 2) == 0 || memcmp(iban->text, "LI", 2) == 0;
}

/* Six letters (bank, country), then two or five letters or digits (place, branch). */
bool bic_parse(struct str text, struct bic *bic) {
  struct bic found;
  *bic = (struct bic){0};
  if (!iban_compact(text, found.text, sizeof found.text)) return false;
  size_t len = strlen(found.text);
  if (len != 8 && len != 11) return false;
  for (size_t i = 0; i < 6; i++)
    if (!is_capital(found.text[i])) return false;
  memcpy(bic, &found, sizeof found.text);
  return true;
}

struct str bic_str(const struct bic *bic) {
  return str_from(bic->text);
}
