#include "base/crypto.h"

#include "base/check.h"

#include <string.h>

struct fixture {
  struct keys keys;
  struct ctx ctx;
};

static struct fixture *fixture_with(struct arena *arena, unsigned char master_byte) {
  unsigned char master[32];
  memset(master, master_byte, sizeof master);
  struct fixture *fixture = arena_new(arena, struct fixture);
  crypto_start();
  fixture->keys = keys_from_master(master);
  fixture->ctx = (struct ctx){.arena = arena, .keys = &fixture->keys};
  return fixture;
}

/* b2sum -l 256 </dev/null; printf abc | b2sum -l 256. */
static void digests_are_blake2b_of_256_bits(void **state) {
  struct digest empty = digest_of((struct str){0}), abc = digest_of(S("abc"));
  assert_text(*state, hex_text(*state, empty.bytes, 32),
              "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  assert_text(*state, hex_text(*state, abc.bytes, 32),
              "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

static void the_digest_of_a_pair_depends_on_both_and_on_their_order(void **state) {
  (void)state;
  struct digest a = digest_of(S("a")), b = digest_of(S("b"));
  assert_true(digest_equal(digest_pair(a, b), digest_pair(a, b)));
  assert_false(digest_equal(digest_pair(a, b), digest_pair(b, a)));
  assert_false(digest_equal(digest_pair(a, b), digest_pair(a, a)));
}

static void hexadecimal_is_read_in_both_cases_and_only_whole(void **state) {
  unsigned char bytes[3];
  assert_true(hex_bytes(S("00fFa9"), bytes, 3));
  assert_memory_equal(bytes, "\x00\xFF\xA9", 3);
  assert_text(*state, hex_text(*state, bytes, 3), "00ffa9");
  assert_false(hex_bytes(S("00ff"), bytes, 3));
  assert_false(hex_bytes(S("00ffa"), bytes, 2));
  assert_false(hex_bytes(S("00ffag"), bytes, 3));
}

/* RFC 4648, 10, and the bytes that tell base64url from base64. */
static void bytes_for_the_web_are_base64url_without_padding(void **state) {
  assert_text(*state, base64url_text(*state, "foobar", 6), "Zm9vYmFy");
  assert_text(*state, base64url_text(*state, "fooba", 5), "Zm9vYmE");
  assert_text(*state, base64url_text(*state, "\xfb\xff\xfe", 3), "-__-");
  assert_text(*state, base64url_text(*state, "", 0), "");
}

static void only_the_right_password_opens(void **state) {
  crypto_start();
  struct str hash = password_hash(*state, S("sésame"));
  assert_true(str_starts(hash, S("$argon2id$")));
  assert_true(password_verify(hash, S("sésame")));
  assert_false(password_verify(hash, S("sesame")));
  assert_false(password_verify(S(""), S("")));
  assert_false(password_verify(S("no hash"), S("sésame")));
  assert_false(str_equal(hash, password_hash(*state, S("sésame")))); /* salted */
}

static void tokens_have_their_length_and_differ(void **state) {
  struct random random = random_seeded(1);
  struct str a = token_new(*state, &random, 130), b = token_new(*state, &random, 130);
  assert_int_equal(a.len, 26);
  assert_false(str_equal(a, b));
}

static void keys_come_from_the_master_and_from_nothing_else(void **state) {
  struct keys a = fixture_with(*state, 1)->keys, b = fixture_with(*state, 1)->keys;
  struct keys c = fixture_with(*state, 2)->keys;
  assert_memory_equal(&a, &b, sizeof a);
  assert_memory_not_equal(a.capability, c.capability, sizeof a.capability);
  assert_memory_not_equal(a.voucher_code, c.voucher_code, sizeof a.voucher_code);
  assert_memory_not_equal(a.sign, c.sign, sizeof a.sign);
}

/* RFC 8032, 7.1, TEST 1 to TEST 3. */
static const struct {
  const char *seed, *public, *message, *signature;
} rfc_8032[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "4"
     "6bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d"
     "8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6"
     "594a7c15e9716ed28dc027beceea1ec40a"},
};

static void signatures_are_those_of_the_standard(void **state) {
  crypto_start();
  for (size_t i = 0; i < sizeof rfc_8032 / sizeof *rfc_8032; i++) {
    unsigned char seed[32], message[2];
    size_t len = strlen(rfc_8032[i].message) / 2;
    assert_true(hex_bytes(str_from(rfc_8032[i].seed), seed, sizeof seed));
    assert_true(hex_bytes(str_from(rfc_8032[i].message), message, len));
    struct sign_pair pair = sign_pair_of_seed(seed);
    struct str said = str_slice((const char *)message, len);
    struct signature signature = signature_of(&pair, said);
    assert_text(*state, hex_text(*state, pair.public, sizeof pair.public), rfc_8032[i].public);
    assert_text(*state, hex_text(*state, signature.bytes, 64), rfc_8032[i].signature);
    assert_true(signature_verify(pair.public, said, signature));
    signature.bytes[40] ^= 1;
    assert_false(signature_verify(pair.public, said, signature));
  }
}

static void a_signature_holds_for_its_message_and_its_key(void **state) {
  struct keys keys = fixture_with(*state, 1)->keys, others = fixture_with(*state, 2)->keys;
  struct sign_pair pair = sign_pair_of(&keys, 1), next = sign_pair_of(&keys, 2);
  struct sign_pair other = sign_pair_of(&others, 1), again = sign_pair_of(&keys, 1);
  struct signature signature = signature_of(&pair, S("seal 17"));
  assert_memory_equal(&pair, &again, sizeof pair);
  assert_true(signature_verify(pair.public, S("seal 17"), signature));
  assert_false(signature_verify(pair.public, S("seal 18"), signature));
  assert_false(signature_verify(next.public, S("seal 17"), signature));
  assert_false(signature_verify(other.public, S("seal 17"), signature));
}

static void a_capability_gives_its_id_back(void **state) {
  struct ctx *ctx = &fixture_with(*state, 1)->ctx;
  struct random random = random_seeded(2);
  for (int i = 0; i < 200; i++) {
    int64_t id = (int64_t)(random_u64(&random) >> 1), back = -1;
    struct str text = capability_text(ctx, S("order"), id);
    assert_int_equal(text.len, 29);
    assert_true(capability_read(ctx, S("order"), text, &back));
    assert_int_equal(back, id);
  }
}

static void a_capability_changed_in_one_symbol_is_refused(void **state) {
  struct ctx *ctx = &fixture_with(*state, 1)->ctx;
  struct str text = capability_text(ctx, S("order"), 123456789);
  static const char symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcz-ILOU";
  for (size_t i = 0; i < text.len; i++) {
    for (size_t k = 0; k < sizeof symbols - 1; k++) {
      int64_t id = -1;
      struct str changed = str_copy(*state, text);
      if (changed.ptr[i] == symbols[k]) continue;
      ((char *)(uintptr_t)changed.ptr)[i] = symbols[k];
      assert_false(capability_read(ctx, S("order"), changed, &id));
      assert_int_equal(id, -1);
    }
  }
}

static void a_capability_opens_nothing_else(void **state) {
  struct ctx *ctx = &fixture_with(*state, 1)->ctx, *other = &fixture_with(*state, 2)->ctx;
  struct str text = capability_text(ctx, S("order"), 7);
  int64_t id;
  assert_false(capability_read(ctx, S("payment"), text, &id));
  assert_false(capability_read(ctx, S("orde"), text, &id));
  assert_false(capability_read(other, S("order"), text, &id));
  assert_false(capability_read(ctx, S("order"), str_take(text, 28), &id));
  assert_false(capability_read(ctx, S("order"), (struct str){0}, &id));
}

static void a_mac_holds_for_its_message_and_its_purpose(void **state) {
  struct ctx *ctx = &fixture_with(*state, 1)->ctx;
  struct str mac = mac_text(ctx, S("form"), S("session 5"));
  assert_int_equal(mac.len, 26);
  assert_true(mac_verify(ctx, S("form"), S("session 5"), mac));
  assert_false(mac_verify(ctx, S("form"), S("session 6"), mac));
  assert_false(mac_verify(ctx, S("forms"), S("ession 5"), mac));
  assert_false(mac_verify(ctx, S("form"), S("session 5"), str_take(mac, 25)));
  assert_false(mac_verify(ctx, S("form"), S("session 5"), (struct str){0}));
}

static const uint64_t DOMAIN = UINT64_C(1) << 55;

static void permuting_and_back_is_the_same_number(void **state) {
  struct keys *keys = &fixture_with(*state, 1)->keys;
  struct random random = random_seeded(3);
  for (int i = 0; i < 5000; i++) {
    uint64_t value = i < 1000 ? (uint64_t)i : random_below(&random, DOMAIN);
    uint64_t hidden = permute_55(keys, value);
    assert_true(hidden < DOMAIN);
    assert_true(unpermute_55(keys, hidden) == value);
    assert_true(permute_55(keys, unpermute_55(keys, value)) == value);
  }
  assert_true(unpermute_55(keys, permute_55(keys, DOMAIN - 1)) == DOMAIN - 1);
}

/* Consecutive numbers must look unrelated: half of the bits change on average (27.5 of 55; the
 * mean of 2,000 stays within 0.5). */
static void neighbours_are_scattered(void **state) {
  struct keys *keys = &fixture_with(*state, 1)->keys;
  int changed = 0;
  for (uint64_t value = 0; value < 2000; value++)
    changed += __builtin_popcountll(permute_55(keys, value) ^ permute_55(keys, value + 1));
  assert_in_range(changed, 2000 * 27, 2000 * 28);
}

static void another_key_gives_another_order(void **state) {
  struct keys *a = &fixture_with(*state, 1)->keys, *b = &fixture_with(*state, 2)->keys;
  int equal = 0;
  for (uint64_t value = 0; value < 1000; value++)
    equal += permute_55(a, value) == permute_55(b, value);
  assert_int_equal(equal, 0);
}

static void permute_too_large(void *keys) {
  permute_55(keys, DOMAIN);
}

static void a_number_of_56_bits_is_a_bug(void **state) {
  assert_true(check_dies(permute_too_large, &fixture_with(*state, 1)->keys));
}

int crypto_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(digests_are_blake2b_of_256_bits),
      check_test(the_digest_of_a_pair_depends_on_both_and_on_their_order),
      check_test(hexadecimal_is_read_in_both_cases_and_only_whole),
      check_test(bytes_for_the_web_are_base64url_without_padding),
      check_test(only_the_right_password_opens),
      check_test(tokens_have_their_length_and_differ),
      check_test(keys_come_from_the_master_and_from_nothing_else),
      check_test(signatures_are_those_of_the_standard),
      check_test(a_signature_holds_for_its_message_and_its_key),
      check_test(a_capability_gives_its_id_back),
      check_test(a_capability_changed_in_one_symbol_is_refused),
      check_test(a_capability_opens_nothing_else),
      check_test(a_mac_holds_for_its_message_and_its_purpose),
      check_test(permuting_and_back_is_the_same_number),
      check_test(neighbours_are_scattered),
      check_test(another_key_gives_another_order),
      check_test(a_number_of_56_bits_is_a_bug),
  };
  return cmocka_run_group_tests_name("crypto", tests, NULL, NULL);
}
