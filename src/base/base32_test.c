#include "base/base32.h"

#include "base/check.h"
#include "base/random.h"

static void every_symbol_is_read_back_in_both_cases(void **state) {
  (void)state;
  for (unsigned value = 0; value < 32; value++) {
    char symbol = base32_symbol(value);
    assert_int_equal(base32_value(symbol), value);
    if (symbol >= 'A') assert_int_equal(base32_value((char)(symbol + 'a' - 'A')), value);
  }
}

/* https://www.crockford.com/base32.html */
static void letters_that_look_like_digits_are_read_as_digits(void **state) {
  (void)state;
  assert_int_equal(base32_value('O'), 0);
  assert_int_equal(base32_value('o'), 0);
  assert_int_equal(base32_value('I'), 1);
  assert_int_equal(base32_value('l'), 1);
  assert_int_equal(base32_value('U'), -1);
  assert_int_equal(base32_value('-'), -1);
  assert_int_equal(base32_value('\0'), -1);
  assert_int_equal(base32_value((char)0xC3), -1);
}

/* 0xF8 0x00 = 11111 00000 00000 0. */
static void bytes_are_cut_into_groups_of_five_bits(void **state) {
  (void)state;
  char text[3];
  base32_write(text, 3, (const unsigned char[]){0xF8, 0x00});
  assert_memory_equal(text, "Z00", 3);
  base32_write(text, 3, (const unsigned char[]){0x08, 0x43}); /* 00001 00001 00001 1 */
  assert_memory_equal(text, "111", 3);
}

/* The same number as 8-byte integer and as 5 bytes gives the same text. */
static void integers_and_bytes_agree(void **state) {
  (void)state;
  struct random random = random_seeded(5);
  for (int i = 0; i < 1000; i++) {
    unsigned char bytes[5];
    char from_bytes[8], from_int[8];
    random_bytes(&random, bytes, sizeof bytes);
    uint64_t value = 0;
    for (size_t k = 0; k < sizeof bytes; k++)
      value = value << 8 | bytes[k];
    base32_write(from_bytes, 8, bytes);
    base32_write_int(from_int, 8, value);
    assert_memory_equal(from_bytes, from_int, 8);
  }
}

/* "Z00" and five zeros: 11111 and then nothing. */
static void symbols_are_read_back_into_bytes(void **state) {
  (void)state;
  unsigned char bytes[5];
  assert_true(base32_read(bytes, "Z0000000", 8));
  assert_memory_equal(bytes, "\xF8\0\0\0\0", 5);
  assert_true(base32_read(bytes, "zoil0001", 8));
  assert_memory_equal(bytes, "\xF8\x02\x10\0\x01", 5); /* 11111 00000 00001 00001 ... 00001 */
  assert_false(base32_read(bytes, "U0000000", 8));
  struct random random = random_seeded(6);
  for (int i = 0; i < 1000; i++) {
    unsigned char there[10], back[10];
    char text[16];
    random_bytes(&random, there, sizeof there);
    base32_write(text, 16, there);
    assert_true(base32_read(back, text, 16));
    assert_memory_equal(there, back, sizeof there);
  }
}

int base32_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(every_symbol_is_read_back_in_both_cases),
      check_test(letters_that_look_like_digits_are_read_as_digits),
      check_test(bytes_are_cut_into_groups_of_five_bits),
      check_test(integers_and_bytes_agree),
      check_test(symbols_are_read_back_into_bytes),
  };
  return cmocka_run_group_tests_name("base32", tests, NULL, NULL);
}
