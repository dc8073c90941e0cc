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
