#include "base/seal.h"

#include "base/check.h"

#include <string.h>

static struct ctx *context(struct arena *arena, unsigned char master_byte) {
  struct {
    struct ctx ctx;
    struct keys keys;
    struct random random;
  } *all = arena_alloc(arena, sizeof *all);
  unsigned char master[32];
  memset(master, master_byte, sizeof master);
  crypto_start();
  all->keys = keys_from_master(master);
  all->random = random_seeded(1);
  all->ctx = (struct ctx){.arena = arena, .keys = &all->keys, .random = &all->random};
  return &all->ctx;
}

static void what_was_sealed_opens_for_its_purpose_only(void **state) {
  struct ctx *ctx = context(*state, 1), *other = context(*state, 2);
  struct str secret, sealed = seal_close(ctx, S("key of 7"), S("sk_test_1"));
  assert_true(seal_open(ctx, S("key of 7"), sealed, &secret));
  assert_text(*state, secret, "sk_test_1");
  assert_int_equal(str_find(sealed, S("sk_test")), -1);
  assert_false(seal_open(ctx, S("key of 8"), sealed, &secret));
  assert_false(seal_open(other, S("key of 7"), sealed, &secret));
  assert_false(str_equal(sealed, seal_close(ctx, S("key of 7"), S("sk_test_1"))));
}

static void a_changed_byte_or_a_piece_does_not_open(void **state) {
  struct ctx *ctx = context(*state, 1);
  struct str secret, sealed = seal_close(ctx, S("key"), S("sk_test_1"));
  for (size_t i = 0; i < sealed.len; i++) {
    struct str copy = str_copy(*state, sealed);
    ((char *)(uintptr_t)copy.ptr)[i] ^= 1;
    assert_false(seal_open(ctx, S("key"), copy, &secret));
    assert_false(seal_open(ctx, S("key"), str_take(sealed, i), &secret));
  }
}

static struct str hmac_text(struct arena *arena, struct str key, struct str message) {
  struct digest digest = hmac_sha256(key, &message, 1);
  return hex_text(arena, digest.bytes, sizeof digest.bytes);
}

/* RFC 4231, test cases 1, 2 and 6. */
static void authentication_codes_are_those_of_rfc_4231(void **state) {
  char key[131];
  memset(key, 0x0b, sizeof key);
  crypto_start();
  assert_text(*state, hmac_text(*state, str_slice(key, 20), S("Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  assert_text(*state, hmac_text(*state, S("Jefe"), S("what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  memset(key, 0xaa, sizeof key);
  assert_text(*state,
              hmac_text(*state, str_slice(key, sizeof key),
                        S("Test Using Larger Than Block-Size Key - Hash Key First")),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  struct str parts[] = {S("what do ya want "), S("for nothing?")};
  struct digest in_parts = hmac_sha256(S("Jefe"), parts, 2);
  assert_text(*state, hex_text(*state, in_parts.bytes, 32),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

int seal_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(what_was_sealed_opens_for_its_purpose_only),
      check_test(a_changed_byte_or_a_piece_does_not_open),
      check_test(authentication_codes_are_those_of_rfc_4231),
  };
  return cmocka_run_group_tests_name("seal", tests, NULL, NULL);
}
