#include "domain/shop/siret.h"

/* The sum of digits, every second one from the right doubled, its two digits added; -1 if there
 * is anything but digits. */
static int luhn_sum(struct str digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.len; i++) {
    int digit = digits.ptr[digits.len - 1 - i] - '0';
    if (digit < 0 || digit > 9) return -1;
    int added = i % 2 == 1 ? digit * 2 : digit;
    sum += added > 9 ? added - 9 : added;
  }
  return sum;
}

bool siren_valid(struct str siren) {
  return siren.len == 9 && luhn_sum(siren) % 10 == 0;
}

bool siret_valid(struct str siret) {
  int luhn = luhn_sum(siret), sum = 0;
  if (siret.len != 14 || luhn < 0) return false;
  for (size_t i = 0; i < siret.len; i++)
    sum += siret.ptr[i] - '0';
  return luhn % 10 == 0 || (str_starts(siret, S("356000000")) && sum % 5 == 0);
}

bool uid_valid(struct str digits) {
  static const int weights[8] = {5, 4, 3, 2, 7, 6, 5, 4};
  int sum = 0;
  if (digits.len != 9) return false;
  for (size_t i = 0; i < 9; i++) {
    if (digits.ptr[i] < '0' || digits.ptr[i] > '9') return false;
    if (i < 8) sum += (digits.ptr[i] - '0') * weights[i];
  }
  int check = (11 - sum % 11) % 11; /* 10 is given to nobody */
  return check != 10 && check == digits.ptr[8] - '0';
}

static bool is_uid(struct str plain) {
  return str_starts(plain, S("CHE")) && uid_valid(str_skip(plain, 3));
}

bool business_valid(struct str plain) {
  return siren_valid(plain) || is_uid(plain);
}

struct str business_register(enum language language, struct str plain) {
  if (is_uid(plain)) return language == LANGUAGE_FR ? S("IDE") : S("UID");
  if (siret_valid(plain)) return S("SIRET");
  return siren_valid(plain) ? S("SIREN") : S("");
}

/* Groups do not fall apart at the end of a line. */
#define GAP "\u00a0"

struct str business_number(struct arena *arena, struct str plain) {
  const char *n = plain.ptr;
  if (is_uid(plain)) return str_format(arena, "CHE-%.3s.%.3s.%.3s", n + 3, n + 6, n + 9);
  if (siren_valid(plain)) return str_format(arena, "%.3s" GAP "%.3s" GAP "%.3s", n, n + 3, n + 6);
  if (!siret_valid(plain)) return plain;
  return str_format(arena, "%.3s" GAP "%.3s" GAP "%.3s" GAP "%.5s", n, n + 3, n + 6, n + 9);
}

struct str business_words(struct arena *arena, enum language language, struct str plain) {
  struct str name = business_register(language, plain), number = business_number(arena, plain);
  return name.len > 0 ? STR_CONCAT(arena, name, S(GAP), number) : number;
}
