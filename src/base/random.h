/* Chance: the system's, or a seeded stream that gives the same bytes every time (tests,
 * simulations). Domain code takes it only from ctx. */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
  unsigned char seed[32];
  uint64_t counter;
  int seeded;
};

struct random random_system(void);
struct random random_seeded(uint64_t seed);
void random_bytes(struct random *random, void *out, size_t len);
uint64_t random_u64(struct random *random);
/* Uniform in [0, bound). */
uint64_t random_below(struct random *random, uint64_t bound);

#endif
