#include "base/crypto.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

#include "base/base32.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/wait.h"

enum {
  ID_SYMBOLS = 13,
  CAPABILITY_SYMBOLS = 16, /* 80 bits: an online guesser has no chance */
  MAC_SYMBOLS = 26,
  TOKEN_SYMBOLS_MAX = 64,
  HALF_BITS = 28, /* of the permutation's 56 */
  ROUNDS = 8,
  PASSWORDS_AT_ONCE = 2
};

void crypto_start(void) {
  must(sodium_init() >= 0);
}

struct keys keys_from_master(const unsigned char master[32]) {
  static const char context[crypto_kdf_CONTEXTBYTES + 1] = "emplette";
  struct keys keys;
  crypto_kdf_derive_from_key(keys.capability, sizeof keys.capability, 1, context, master);
  crypto_kdf_derive_from_key(keys.voucher_code, sizeof keys.voucher_code, 2, context, master);
  crypto_kdf_derive_from_key(keys.sign, sizeof keys.sign, 3, context, master);
  crypto_kdf_derive_from_key(keys.seal, sizeof keys.seal, 4, context, master);
  return keys;
}

static const unsigned char *bytes_of(struct str s) {
  return (const unsigned char *)(s.ptr ? s.ptr : "");
}

struct digest digest_of(struct str bytes) {
  struct digest digest;
  crypto_generichash(digest.bytes, sizeof digest.bytes, bytes_of(bytes), bytes.len, NULL, 0);
  return digest;
}

struct digest digest_pair(struct digest left, struct digest right) {
  unsigned char both[2 * sizeof left.bytes];
  memcpy(both, left.bytes, sizeof left.bytes);
  memcpy(both + sizeof left.bytes, right.bytes, sizeof right.bytes);
  return digest_of(str_slice((const char *)both, sizeof both));
}

bool digest_equal(struct digest a, struct digest b) {
  return sodium_memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

struct sha256 {
  crypto_hash_sha256_state state;
};

struct sha256 *sha256_begin(struct arena *arena) {
  struct sha256 *sum = arena_new(arena, struct sha256);
  crypto_hash_sha256_init(&sum->state);
  return sum;
}

void sha256_add(struct sha256 *sum, struct str bytes) {
  crypto_hash_sha256_update(&sum->state, (const unsigned char *)bytes.ptr, bytes.len);
}

struct digest sha256_end(struct sha256 *sum) {
  struct digest digest;
  crypto_hash_sha256_final(&sum->state, digest.bytes);
  return digest;
}

struct sign_pair sign_pair_of_seed(const unsigned char seed[crypto_sign_SEEDBYTES]) {
  struct sign_pair pair;
  crypto_sign_seed_keypair(pair.public, pair.secret, seed);
  return pair;
}

struct sign_pair sign_pair_of(const struct keys *keys, uint32_t number) {
  unsigned char seed[crypto_sign_SEEDBYTES];
  crypto_kdf_derive_from_key(seed, sizeof seed, number, "signpair", keys->sign);
  struct sign_pair pair = sign_pair_of_seed(seed);
  sodium_memzero(seed, sizeof seed);
  return pair;
}

struct signature signature_of(const struct sign_pair *pair, struct str message) {
  struct signature signature;
  crypto_sign_detached(signature.bytes, NULL, bytes_of(message), message.len, pair->secret);
  return signature;
}

bool signature_verify(const unsigned char sign_public[32], struct str message,
                      struct signature signature) {
  return crypto_sign_verify_detached(signature.bytes, bytes_of(message), message.len,
                                     sign_public) == 0;
}

struct str hex_text(struct arena *arena, const void *bytes, size_t len) {
  char *text = arena_raw(arena, 2 * len + 1);
  sodium_bin2hex(text, 2 * len + 1, bytes, len);
  return str_slice(text, 2 * len);
}

struct str base64url_text(struct arena *arena, const void *bytes, size_t len) {
  enum { VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING };
  size_t room = sodium_base64_encoded_len(len, VARIANT);
  char *text = arena_raw(arena, room);
  sodium_bin2base64(text, room, bytes, len, VARIANT);
  return str_slice(text, room - 1);
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool hex_bytes(struct str hex, void *out, size_t len) {
  if (hex.len / 2 != len || hex.len % 2) return false;
  for (size_t i = 0; i < hex.len; i++)
    if (hex_digit(hex.ptr[i]) < 0) return false;
  for (size_t i = 0; i < len; i++)
    ((unsigned char *)out)[i] =
        (unsigned char)(hex_digit(hex.ptr[2 * i]) << 4 | hex_digit(hex.ptr[2 * i + 1]));
  return true;
}

/* Argon2id takes 64 MiB while it runs: two at once bound what a crowd at the door can cost. */
static pthread_mutex_t password_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t password_free = PTHREAD_COND_INITIALIZER;
static int password_running;

static void password_enter(void) {
  wait_begin();
  pthread_mutex_lock(&password_lock);
  while (password_running == PASSWORDS_AT_ONCE)
    pthread_cond_wait(&password_free, &password_lock);
  password_running++;
  pthread_mutex_unlock(&password_lock);
  wait_end();
}

static void password_leave(void) {
  pthread_mutex_lock(&password_lock);
  password_running--;
  pthread_cond_signal(&password_free);
  pthread_mutex_unlock(&password_lock);
}

struct str password_hash(struct arena *arena, struct str password) {
  char *hash = arena_alloc(arena, crypto_pwhash_STRBYTES);
  password_enter();
  int failed =
      crypto_pwhash_str(hash, (const char *)bytes_of(password), password.len,
                        crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
  password_leave();
  if (failed) fault_raise(FAULT_MEMORY, "no memory to hash a password");
  return str_from(hash);
}

bool password_verify(struct str hash, struct str password) {
  char stored[crypto_pwhash_STRBYTES] = {0};
  if (hash.len == 0 || hash.len >= sizeof stored) return false;
  memcpy(stored, hash.ptr, hash.len);
  password_enter();
  int failed = crypto_pwhash_str_verify(stored, (const char *)bytes_of(password), password.len);
  password_leave();
  return failed == 0;
}

struct str token_new(struct arena *arena, struct random *random, unsigned bits) {
  unsigned char bytes[TOKEN_SYMBOLS_MAX * 5 / 8];
  size_t symbols = bits / 5;
  must(bits % 5 == 0 && symbols > 0 && symbols <= TOKEN_SYMBOLS_MAX);
  random_bytes(random, bytes, sizeof bytes);
  char *text = arena_raw(arena, symbols);
  base32_write(text, symbols, bytes);
  return str_slice(text, symbols);
}

/* BLAKE2b keyed, over purpose, zero byte, message: no purpose holds a zero byte, so no two pairs
 * give the same input. */
static struct str mac_symbols(struct ctx *ctx, struct str purpose, struct str message,
                              char out[static MAC_SYMBOLS], size_t symbols) {
  crypto_generichash_state state;
  unsigned char mac[32];
  const unsigned char *key = ctx->keys->capability;
  crypto_generichash_init(&state, key, sizeof ctx->keys->capability, sizeof mac);
  crypto_generichash_update(&state, bytes_of(purpose), purpose.len);
  crypto_generichash_update(&state, (const unsigned char *)"", 1);
  crypto_generichash_update(&state, bytes_of(message), message.len);
  crypto_generichash_final(&state, mac, sizeof mac);
  base32_write(out, symbols, mac);
  return str_slice(out, symbols);
}

static bool equal_in_constant_time(struct str a, struct str b) {
  return a.len == b.len && sodium_memcmp(a.ptr, b.ptr, a.len) == 0;
}

struct str mac_text(struct ctx *ctx, struct str purpose, struct str message) {
  char mac[MAC_SYMBOLS];
  return str_copy(ctx->arena, mac_symbols(ctx, purpose, message, mac, MAC_SYMBOLS));
}

bool mac_verify(struct ctx *ctx, struct str purpose, struct str message, struct str mac) {
  char expected[MAC_SYMBOLS];
  return equal_in_constant_time(mac, mac_symbols(ctx, purpose, message, expected, MAC_SYMBOLS));
}

/* The MAC is over the id's text, so that there is exactly one text for each capability. */
struct str capability_text(struct ctx *ctx, struct str purpose, int64_t id) {
  must(id >= 0);
  char mac[MAC_SYMBOLS];
  char *text = arena_raw(ctx->arena, ID_SYMBOLS + CAPABILITY_SYMBOLS);
  base32_write_int(text, ID_SYMBOLS, (uint64_t)id);
  mac_symbols(ctx, purpose, str_slice(text, ID_SYMBOLS), mac, CAPABILITY_SYMBOLS);
  memcpy(text + ID_SYMBOLS, mac, CAPABILITY_SYMBOLS);
  return str_slice(text, ID_SYMBOLS + CAPABILITY_SYMBOLS);
}

bool capability_read(struct ctx *ctx, struct str purpose, struct str text, int64_t *id) {
  char expected[MAC_SYMBOLS];
  if (text.len != ID_SYMBOLS + CAPABILITY_SYMBOLS) return false;
  struct str id_part = str_take(text, ID_SYMBOLS);
  mac_symbols(ctx, purpose, id_part, expected, CAPABILITY_SYMBOLS);
  if (!equal_in_constant_time(str_skip(text, ID_SYMBOLS), str_slice(expected, CAPABILITY_SYMBOLS)))
    return false;
  return id_from_text(id_part, id);
}

static const uint64_t HALF_MASK = (UINT64_C(1) << HALF_BITS) - 1;
static const uint64_t DOMAIN_55 = UINT64_C(1) << 55;

static uint64_t round_function(const struct keys *keys, unsigned round, uint64_t half) {
  unsigned char in[8], out[crypto_shorthash_BYTES];
  for (size_t i = 0; i < sizeof in; i++)
    in[i] = (unsigned char)((half | (uint64_t)round << 56) >> 8 * i);
  crypto_shorthash(out, in, sizeof in, keys->voucher_code);
  uint64_t value = 0;
  for (size_t i = 0; i < sizeof out; i++)
    value |= (uint64_t)out[i] << 8 * i;
  return value & HALF_MASK;
}

static uint64_t feistel(const struct keys *keys, uint64_t value) {
  uint64_t left = value >> HALF_BITS, right = value & HALF_MASK;
  for (unsigned round = 0; round < ROUNDS; round++) {
    uint64_t next = left ^ round_function(keys, round, right);
    left = right;
    right = next;
  }
  return left << HALF_BITS | right;
}

static uint64_t feistel_back(const struct keys *keys, uint64_t value) {
  uint64_t left = value >> HALF_BITS, right = value & HALF_MASK;
  for (unsigned round = ROUNDS; round-- > 0;) {
    uint64_t before = right ^ round_function(keys, round, left);
    right = left;
    left = before;
  }
  return left << HALF_BITS | right;
}

/* Half of the 56-bit results lie outside; walking on along the cycle stays a permutation. */
uint64_t permute_55(const struct keys *keys, uint64_t value) {
  must(value < DOMAIN_55);
  do {
    value = feistel(keys, value);
  } while (value >= DOMAIN_55);
  return value;
}

uint64_t unpermute_55(const struct keys *keys, uint64_t value) {
  must(value < DOMAIN_55);
  do {
    value = feistel_back(keys, value);
  } while (value >= DOMAIN_55);
  return value;
}
