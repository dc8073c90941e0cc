#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "domain/voucher/voucher.h"
#include "test/support.h"

static struct ctx coding_ctx(struct arena *arena, struct keys *keys) {
  unsigned char master[32] = {7};
  crypto_start();
  *keys = keys_from_master(master);
  return (struct ctx){.arena = arena, .keys = keys};
}

static void a_code_is_read_as_people_type_it(void **state) {
  (void)state;
  struct keys keys;
  struct arena *arena = arena_create(1 << 20);
  struct ctx ctx = coding_ctx(arena, &keys);
  for (int64_t value = 0; value < 2000; value++) {
    struct voucher_id id = {value * 18014398509481LL % (INT64_C(1) << 55)}, read;
    struct buf typed = buf_in(arena);
    struct str code = voucher_code_text(&ctx, id, 0);
    assert_int_equal(code.len, VOUCHER_CODE_LEN);
    for (size_t i = 0; i < code.len; i++) { /* small letters, O for 0, l for 1, odd spacing */
      char c = code.ptr[i];
      if (c == '0') c = 'O';
      if (c == '1') c = 'l';
      buf_add_char(&typed, c >= 'A' && c <= 'Z' && c != 'O' ? (char)(c + 32) : c);
      if (i % 5 == 0) buf_literal(&typed, " - ");
    }
    assert_int_equal(voucher_code_read(&ctx, buf_str(&typed), &read), VOUCHER_CODE_OK);
    assert_int_equal(read.value, id.value);
    arena_reset(arena);
  }
  arena_destroy(arena);
}

/* Out of a mail, a word processor, a telephone that makes dashes of hyphens. */
static void a_code_is_read_as_programs_spell_it(void **state) {
  (void)state;
  struct keys keys;
  struct arena *arena = arena_create(1 << 20);
  struct ctx ctx = coding_ctx(arena, &keys);
  struct voucher_id id = {123456789}, read;
  struct str code = voucher_code_text(&ctx, id, 0);
  static const char *const between[] = {"\u00A0", "\u202F", "\u2009", "\u2007", "\u2010", "\u2011",
                                        "\u2013", "\u2014", "\u2212", ".",      " \r\n"};
  for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
    struct str typed = str_format(arena, "%s%.4s%s%.4s%s%.4s%s", between[i], code.ptr, between[i],
                                  code.ptr + 4, between[i], code.ptr + 8, between[i]);
    assert_int_equal(voucher_code_read(&ctx, typed, &read), VOUCHER_CODE_OK);
    assert_int_equal(read.value, id.value);
  }
  arena_destroy(arena);
}

/* What the checksum promises, tried in full on some codes. */
static void every_wrong_symbol_and_every_swap_is_caught(void **state) {
  (void)state;
  static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  struct keys keys;
  struct arena *arena = arena_create(1 << 20);
  struct ctx ctx = coding_ctx(arena, &keys);
  struct voucher_id read;
  for (int64_t value = 1; value < 40; value++) {
    struct str code = voucher_code_text(&ctx, (struct voucher_id){value * 123456789}, 0);
    char typed[VOUCHER_CODE_LEN];
    for (size_t i = 0; i < VOUCHER_CODE_LEN; i++)
      for (size_t other = 0; other < 32; other++) {
        memcpy(typed, code.ptr, sizeof typed);
        typed[i] = alphabet[other];
        enum voucher_code_result wanted =
            typed[i] == code.ptr[i] ? VOUCHER_CODE_OK : VOUCHER_CODE_CHECK_WRONG;
        assert_int_equal(voucher_code_read(&ctx, str_slice(typed, sizeof typed), &read), wanted);
      }
    for (size_t i = 0; i < VOUCHER_CODE_LEN; i++)
      for (size_t j = i + 1; j < VOUCHER_CODE_LEN; j++) {
        memcpy(typed, code.ptr, sizeof typed);
        typed[i] = code.ptr[j];
        typed[j] = code.ptr[i];
        enum voucher_code_result wanted =
            typed[i] == typed[j] ? VOUCHER_CODE_OK : VOUCHER_CODE_CHECK_WRONG;
        assert_int_equal(voucher_code_read(&ctx, str_slice(typed, sizeof typed), &read), wanted);
      }
    arena_reset(arena);
  }
  arena_destroy(arena);
}

static void what_is_no_code_is_not_read(void **state) {
  (void)state;
  struct keys keys;
  struct arena *arena = arena_create(1 << 20);
  struct ctx ctx = coding_ctx(arena, &keys);
  struct voucher_id read;
  const char *const typed[] = {
      "", "ABCD", "ABCD-EFGH-JKMN-PQRS", "ABCD EFGH JKM!", "ABCD EFGH JKMU", "é", "            "};
  for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++)
    assert_int_equal(voucher_code_read(&ctx, str_from(typed[i]), &read), VOUCHER_CODE_UNREADABLE);
  arena_destroy(arena);
}

/* Two vouchers bought one after the other share no visible beginning. */
static void codes_of_neighbours_look_unrelated(void **state) {
  (void)state;
  struct keys keys;
  struct arena *arena = arena_create(1 << 20);
  struct ctx ctx = coding_ctx(arena, &keys);
  int same = 0;
  for (int64_t value = 0; value < 500; value++) {
    struct str one = voucher_code_text(&ctx, (struct voucher_id){value}, 0);
    struct str next = voucher_code_text(&ctx, (struct voucher_id){value + 1}, 0);
    for (size_t i = 0; i < VOUCHER_CODE_LEN - 1; i++)
      same += one.ptr[i] == next.ptr[i];
    arena_reset(arena);
  }
  /* 5,500 symbols of 32 kinds agree by chance 172 times, standard deviation 13. */
  assert_in_range(same, 172 - 6 * 13, 172 + 6 * 13);
  arena_destroy(arena);
}

int voucher_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_code_is_read_as_people_type_it),
      cmocka_unit_test(a_code_is_read_as_programs_spell_it),
      cmocka_unit_test(every_wrong_symbol_and_every_swap_is_caught),
      cmocka_unit_test(what_is_no_code_is_not_read),
      cmocka_unit_test(codes_of_neighbours_look_unrelated),
  };
  return cmocka_run_group_tests_name("voucher", tests, NULL, NULL);
}
