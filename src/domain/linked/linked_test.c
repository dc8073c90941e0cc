#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/linked/linked.h"
#include "domain/shop/trade.h"

static void every_trade_that_has_a_type_is_a_trade_of_ours(void **state) {
  for (size_t i = 0; i < linked_pair_count; i++) {
    if (!trade_find(linked_pairs[i].trade))
      fail_msg("no trade %s", str_cstr(*state, linked_pairs[i].trade));
    assert_true(linked_pairs[i].type.len > 0);
  }
}

static void a_trade_without_a_type_is_a_local_business(void **state) {
  assert_text(*state, linked_type(S("bakery")), "Bakery");
  assert_text(*state, linked_type(S("beekeeper")), "LocalBusiness");
}

static void an_entry_of_openstreetmap_can_be_read_there(void **state) {
  struct shop shop = {.source = S("osm"), .source_id = S("node/288846178")};
  assert_text(*state, linked_origin(*state, &shop), "https://www.openstreetmap.org/node/288846178");
  shop.source = S("demo");
  assert_text(*state, linked_origin(*state, &shop), "");
}

int linked_tests(void);
int linked_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(every_trade_that_has_a_type_is_a_trade_of_ours),
      check_test(a_trade_without_a_type_is_a_local_business),
      check_test(an_entry_of_openstreetmap_can_be_read_there),
  };
  return cmocka_run_group_tests_name("linked", tests, NULL, NULL);
}
