#include "domain/stripe/stripe_signature.h"

#include "base/seal.h"

enum { SIGNATURES_MAX = 8 };

struct header {
  struct str time;
  int64_t at_s;
  struct digest signatures[SIGNATURES_MAX];
  size_t count;
};

static void take_pair(struct header *header, struct str pair) {
  struct str value, name = str_cut(pair, '=', &value);
  if (str_equal(name, S("t"))) {
    header->time = str_to_int(value, &header->at_s) ? value : S("");
  } else if (str_equal(name, S("v1")) && header->count < SIGNATURES_MAX) {
    struct digest *signature = &header->signatures[header->count];
    if (hex_bytes(value, signature->bytes, sizeof signature->bytes)) header->count++;
  }
}

static struct header header_of(struct str text) {
  struct header header = {0};
  while (text.len > 0)
    take_pair(&header, str_trim(str_cut(text, ',', &text)));
  return header;
}

enum stripe_signature stripe_signature_judge(struct str text, struct str body,
                                             const struct str *secrets, size_t count,
                                             struct instant now) {
  struct header header = header_of(text);
  if (header.time.len == 0 || header.count == 0) return STRIPE_UNSIGNED;
  const struct str parts[] = {header.time, S("."), body};
  bool right = false;
  for (size_t i = 0; i < count; i++) {
    struct digest expected = hmac_sha256(secrets[i], parts, sizeof parts / sizeof *parts);
    for (size_t j = 0; j < header.count; j++)
      right |= digest_equal(expected, header.signatures[j]);
  }
  if (!right) return STRIPE_SIGNED_WRONG;
  int64_t age_s = now.ms / 1000 - header.at_s;
  return age_s > STRIPE_TOLERANCE_S || age_s < -STRIPE_TOLERANCE_S ? STRIPE_SIGNED_LONG_AGO
                                                                   : STRIPE_SIGNED;
}
