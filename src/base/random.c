#include "base/random.h"

#include <sodium.h>
#include <string.h>

#include "base/fault.h"

struct random random_system(void) {
  return (struct random){0};
}

struct random random_seeded(uint64_t seed) {
  struct random random = {.seeded = 1};
  memcpy(random.seed, &seed, sizeof seed);
  return random;
}

/* The seeded stream is ChaCha20 with a new nonce for every call. */
void random_bytes(struct random *random, void *out, size_t len) {
  if (!random->seeded) {
    randombytes_buf(out, len);
    return;
  }
  unsigned char nonce[crypto_stream_chacha20_NONCEBYTES];
  _Static_assert(sizeof nonce == sizeof random->counter, "the counter is the nonce");
  memcpy(nonce, &random->counter, sizeof nonce);
  random->counter++;
  crypto_stream_chacha20(out, len, nonce, random->seed);
}

uint64_t random_u64(struct random *random) {
  uint64_t value;
  random_bytes(random, &value, sizeof value);
  return value;
}

uint64_t random_below(struct random *random, uint64_t bound) {
  must(bound > 0);
  /* 2^64 modulo bound values at the low end would make the small results likelier. */
  uint64_t unfair = (0 - bound) % bound;
  uint64_t value;
  do {
    value = random_u64(random);
  } while (value < unfair);
  return value % bound;
}
