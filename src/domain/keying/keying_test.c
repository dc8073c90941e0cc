#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "db/db.h"
#include "domain/keying/keying.h"
#include "domain/voucher/voucher_key.h"
#include "test/scene.h"

/* What a scanner set to an American keyboard types where the computer believes in a French one. */
static struct str azerty(struct arena *arena, struct str text) {
  static const char from[] = "AQZWM1234567890";
  static const char *const to[] = {"q", "a", "w", "z",        ",", "&",        "\xc3\xa9", "\"",
                                   "'", "(", "-", "\xc3\xa8", "_", "\xc3\xa7", "\xc3\xa0"};
  struct buf out = buf_in(arena);
  for (size_t i = 0; i < text.len; i++) {
    const char *at = strchr(from, text.ptr[i]);
    if (at)
      buf_add(&out, str_from(to[at - from]));
    else
      buf_add_char(&out, text.ptr[i] >= 'A' ? (char)(text.ptr[i] - 'A' + 'a') : text.ptr[i]);
  }
  return buf_str(&out);
}

static void what_a_scanner_types_is_read_as_the_code_below(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct campaign campaign = scene_campaign();
  struct voucher voucher;
  scene_add_campaign(ctx, &campaign);
  struct shop shop = scene_shop(ctx, S("librairie"));
  struct voucher_id id = scene_voucher(ctx, &shop, 5000);
  ctx->now = zone_day_start(ctx->zone, day_of(2020, 7, 2));
  assert_true(voucher_find(ctx, id, &voucher));
  struct str token = voucher_token_of(ctx, &voucher), printed = voucher_code_text(ctx, id, ' ');
  struct keying_line lines[] = {{token, S("10"), S("01/07/2020")},
                                {azerty(ctx->arena, token), S("12,50"), S("01/07/2020")},
                                {printed, S("5"), S("01/07/2020")},
                                {S("7F3K"), S("5"), S("01/07/2020")}};
  struct keying_list list = {lines, 4, false};
  keying_mend(ctx, &list);
  for (size_t i = 0; i < 3; i++)
    assert_true(str_equal(list.items[i].code, printed));
  assert_true(str_equal(list.items[3].code, S("7F3K")));
  struct keying_verdicts verdicts = keying_judge(ctx, shop.id, &list);
  assert_int_equal(verdicts.taken, 3);
  assert_int_equal(verdicts.taken_minor, 2750);
  assert_int_equal(verdicts.refused, 1);
  test_db_close(test);
}

int keying_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_a_scanner_types_is_read_as_the_code_below),
  };
  return cmocka_run_group_tests_name("keying", tests, NULL, NULL);
}
