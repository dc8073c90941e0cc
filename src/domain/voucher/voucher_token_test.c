#include "domain/voucher/voucher_token.h"

#include <string.h>

#include "base/buf.h"
#include "base/check.h"
#include "domain/voucher/keyboard.h"

/* The key of RFC 8032, 7.1, TEST 1. */
static struct sign_pair standard_pair(void) {
  unsigned char seed[32];
  crypto_start();
  assert_true(hex_bytes(S("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"), seed,
                        sizeof seed));
  return sign_pair_of_seed(seed);
}

static struct voucher_token bookshop(void) {
  return (struct voucher_token){.key = 258,
                                .voucher = 0x123456789abcd,
                                .scope = 0x0102030405060708,
                                .first_on = day_of(2020, 5, 11),
                                .last_on = day_of(2020, 12, 31),
                                .amount_minor = 5000};
}

/* The same layout filled by hand (11 May is 131 = 0083, 31 December 365 = 016d days after New Year;
 * 5000 is 1388), signed by node's own Ed25519, and written in base 32 by long division. */
static const char by_hand[] = "1001020123456789abcd01020304050607080083016d00001388";
static const char by_node[] = "AZ200G40938NKRKAYD041061050R3GG04305PG000KH2F5DFF6C97VXHW4H96QNH1S32"
                              "EQR73YNHQCN76QNRDXNFQGP20DNG"
                              "9S0M2WKABGRVDJ1PWTY0EARKP8EADPHN65HVF7VYE1HKHT4YGD";

static void a_token_is_written_as_its_layout_says(void **state) {
  struct sign_pair pair = standard_pair();
  struct voucher_token token = bookshop();
  struct voucher_token_text read;
  struct str text = voucher_token_write(*state, &token, &pair);
  assert_text(*state, text, by_node);
  assert_int_equal(text.len, VOUCHER_TOKEN_LEN);
  assert_true(voucher_token_read(text, &read));
  assert_text(*state, hex_text(*state, read.bytes, sizeof read.bytes), by_hand);
}

static void what_is_read_is_what_was_written(void **state) {
  struct sign_pair pair = standard_pair();
  struct random random = random_seeded(8);
  for (int i = 0; i < 300; i++) {
    int32_t first = (int32_t)random_below(&random, 65000);
    struct voucher_token token = {
        .key = (uint32_t)random_below(&random, 65535) + 1,
        .voucher = random_u64(&random) >> 9,
        .wide = i % 2,
        .test = i % 3 == 0,
        .scope = (int64_t)(random_u64(&random) >> 2) + 1,
        .first_on = {VOUCHER_TOKEN_FIRST_DAY + first},
        .last_on = {VOUCHER_TOKEN_FIRST_DAY + first + (int32_t)random_below(&random, 500)},
        .amount_minor = (int64_t)random_below(&random, UINT32_MAX),
    };
    struct voucher_token_text read;
    assert_true(voucher_token_read(voucher_token_write(*state, &token, &pair), &read));
    assert_true(voucher_token_genuine(&read, pair.public));
    assert_int_equal(read.token.key, token.key);
    assert_int_equal(read.token.voucher, token.voucher);
    assert_int_equal(read.token.wide, token.wide);
    assert_int_equal(read.token.test, token.test);
    assert_int_equal(read.token.scope, token.scope);
    assert_int_equal(read.token.first_on.number, token.first_on.number);
    assert_int_equal(read.token.last_on.number, token.last_on.number);
    assert_int_equal(read.token.amount_minor, token.amount_minor);
  }
}

/* Invariant 2: each of the 144 symbols, each changed once. */
static void a_changed_token_is_not_genuine(void **state) {
  (void)state;
  struct sign_pair pair = standard_pair();
  for (size_t i = 2; i < VOUCHER_TOKEN_LEN; i++) {
    char text[VOUCHER_TOKEN_LEN];
    struct voucher_token_text read;
    memcpy(text, by_node, sizeof text);
    text[i] = text[i] == '7' ? '8' : '7';
    bool reads = voucher_token_read(str_slice(text, sizeof text), &read);
    assert_false(reads && voucher_token_genuine(&read, pair.public));
  }
}

static void another_key_does_not_make_it_genuine(void **state) {
  (void)state;
  struct voucher_token_text read;
  struct sign_pair other = sign_pair_of_seed((const unsigned char[32]){1});
  assert_true(voucher_token_read(str_from(by_node), &read));
  assert_true(voucher_token_genuine(&read, standard_pair().public));
  assert_false(voucher_token_genuine(&read, other.public));
}

static void case_and_white_space_do_not_matter(void **state) {
  struct voucher_token_text read;
  struct buf typed = buf_in(*state);
  buf_literal(&typed, "\n ");
  for (size_t i = 0; i < VOUCHER_TOKEN_LEN; i++) {
    char c = by_node[i];
    buf_add_char(&typed, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    if (i % 10 == 0) buf_literal(&typed, "\t ");
  }
  assert_true(voucher_token_read(buf_str(&typed), &read));
  assert_true(voucher_token_genuine(&read, standard_pair().public));
}

static void what_is_no_token_is_refused(void **state) {
  struct voucher_token_text read;
  struct str whole = str_from(by_node);
  assert_false(voucher_token_read(S(""), &read));
  assert_false(voucher_token_read(str_take(whole, whole.len - 1), &read));
  assert_false(voucher_token_read(str_format(*state, "%s0", by_node), &read));
  assert_false(voucher_token_read(str_format(*state, "AY%s", by_node + 2), &read));
  assert_false(voucher_token_read(str_format(*state, "AZU%s", by_node + 3), &read));
  assert_false(voucher_token_read(str_format(*state, "AZ4%s", by_node + 3), &read)); /* version 2 */
  assert_false(voucher_token_read(str_format(*state, "AZ2G%s", by_node + 4), &read)); /* flag 4 */
  assert_true(voucher_token_looks(whole));
  assert_true(voucher_token_looks(str_take(whole, 120)));
  assert_false(voucher_token_looks(S("7F3K 9Q2M XW4T")));
}

/* What the keys of an American keyboard give on others, from the charts of ISO/IEC 9995 national
 * layouts: AZERTY (NF Z71-300 row "& é \" ' ( - è _ ç à"), QWERTZ (DIN 2137: Z and Y). */
static char *typed_on(struct arena *arena, const char *text, const char *const from[],
                      const char *const to[], size_t count) {
  struct buf out = buf_in(arena);
  for (; *text; text++) {
    const char *given = NULL;
    for (size_t i = 0; i < count; i++)
      if (from[i][0] == *text) given = to[i];
    if (given)
      buf_add(&out, str_from(given));
    else
      buf_add_char(&out, *text);
  }
  return (char *)(uintptr_t)str_cstr(arena, buf_str(&out));
}

static const char *const us[] = {"1", "2", "3", "4", "5", "6", "7", "8",
                                 "9", "0", "A", "Q", "Z", "W", "M"};
static const char *const french[] = {"&", "é", "\"", "'", "(", "-", "è", "_",
                                     "ç", "à", "Q",  "A", "W", "Z", "?"};
static const char *const belgian[] = {"&", "é", "\"", "'", "(", "§", "è", "!",
                                      "ç", "à", "Q",  "A", "W", "Z", "?"};
static const char *const caps_lock[] = {"1", "2", "3", "4", "5", "6", "7", "8",
                                        "9", "0", "Q", "A", "W", "Z", "?"};
static const char *const swiss_us[] = {"Y", "Z"}, *const swiss[] = {"Z", "Y"};

static void a_scanner_that_thinks_the_keyboard_american_is_understood(void **state) {
  const char *typed[] = {
      by_node,
      typed_on(*state, by_node, us, french, 15),
      typed_on(*state, by_node, us, belgian, 15),
      typed_on(*state, by_node, us, caps_lock, 15),
      typed_on(*state, by_node, swiss_us, swiss, 2),
  };
  for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
    assert_text(*state, keyboard_mended(*state, str_from(typed[i])), by_node);
  assert_text(*state, keyboard_mended(*state, S("è")), "7");
  assert_text(*state, keyboard_mended(*state, S("èF\"KçA&?XZ'T")), "7F3K9Q1MXW4T");
}

static void a_scanner_that_says_what_it_read_is_understood(void **state) {
  const char *typed[] = {
      str_cstr(*state, str_format(*state, "]Q1%s\r\n", by_node)),
      str_cstr(*state, str_format(*state, "$A&%s", typed_on(*state, by_node, us, french, 15))),
      str_cstr(*state, str_format(*state, "+Q1%s", typed_on(*state, by_node, swiss_us, swiss, 2))),
      str_cstr(*state, str_format(*state, "\u00A8Q1%s", by_node)),
  };
  for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
    assert_text(*state, keyboard_mended(*state, str_from(typed[i])), by_node);
  struct str other = str_format(*state, "]E0%.130s", by_node + 2);
  assert_true(str_equal(keyboard_mended(*state, other), other));
}

static void a_code_that_a_person_types_is_left_alone(void **state) {
  assert_text(*state, keyboard_mended(*state, S("7F3K-9Q2M-XW4T")), "7F3K-9Q2M-XW4T");
  assert_text(*state, keyboard_mended(*state, S(" qwaz yyzz 1234 ")), " qwaz yyzz 1234 ");
  assert_text(*state, keyboard_mended(*state, S("")), "");
}

int voucher_token_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(a_token_is_written_as_its_layout_says),
      check_test(what_is_read_is_what_was_written),
      check_test(a_changed_token_is_not_genuine),
      check_test(another_key_does_not_make_it_genuine),
      check_test(case_and_white_space_do_not_matter),
      check_test(what_is_no_token_is_refused),
      check_test(a_scanner_that_thinks_the_keyboard_american_is_understood),
      check_test(a_scanner_that_says_what_it_read_is_understood),
      check_test(a_code_that_a_person_types_is_left_alone),
  };
  return cmocka_run_group_tests_name("voucher_token", tests, NULL, NULL);
}
