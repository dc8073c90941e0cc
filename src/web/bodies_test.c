#include "web/bodies.h"

#include <string.h>

#include "base/check.h"

static void a_body_that_was_sent_comes_back_empty(void **state) {
  (void)state;
  struct bodies *bodies = bodies_create(1 << 20);
  struct arena *body = bodies_take(bodies);
  memset(arena_raw(body, 1000), 'a', 1000);
  struct body_away *away = body_send(bodies, body);
  assert_non_null(away);
  body_returned(away);
  assert_ptr_equal(bodies_take(bodies), body);
  assert_int_equal(arena_used(body), 0);
  bodies_give(bodies, body);
  bodies_destroy(bodies);
}

static void slow_readers_hold_no_more_than_so_many_bodies(void **state) {
  (void)state;
  struct bodies *bodies = bodies_create(1 << 20);
  struct body_away *away[BODIES_AWAY];
  for (size_t i = 0; i < BODIES_AWAY; i++) {
    away[i] = body_send(bodies, bodies_take(bodies));
    assert_non_null(away[i]);
  }
  struct arena *one_more = bodies_take(bodies);
  assert_null(body_send(bodies, one_more));
  body_returned(away[0]);
  struct body_away *now = body_send(bodies, one_more);
  assert_non_null(now);
  body_returned(now);
  for (size_t i = 1; i < BODIES_AWAY; i++)
    body_returned(away[i]);
  bodies_destroy(bodies);
}

int bodies_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_body_that_was_sent_comes_back_empty),
      cmocka_unit_test(slow_readers_hold_no_more_than_so_many_bodies),
  };
  return cmocka_run_group_tests_name("bodies", tests, NULL, NULL);
}
