#include "domain/checkout/checkout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test/staff.h"

/* Only play money is decided by whoever plays. */
static void the_play_bank_decides_no_payment_of_another_provider(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client visitor = staff_visitor(&staff);
  scene_bank(staff.ctx);
  struct checkout_answer placed =
      checkout_place(staff.ctx, &(struct order_request){.shop_id = staff.shop.id,
                                                        .amount_minor = 5000,
                                                        .buyer_name = S("Camille"),
                                                        .buyer_email = S("camille@example.org"),
                                                        .provider = PROVIDER_BANK});
  assert_int_equal(placed.result, CHECKOUT_OK);
  struct str link = payment_link(staff.ctx, placed.payment_id);
  const char *path = staff_text(&staff, "/api/v1/sandbox/payments/%.*s", STR_ARG(link));
  struct test_reply reply = test_post_json(&visitor, path, "{\"outcome\":\"paid\"}");
  assert_int_equal(reply.status, 404);
  assert_true(str_equal(reply.refusal, S("checkout_unknown_payment")));
  struct payment payment;
  assert_true(payment_find(staff.ctx, placed.payment_id, &payment));
  assert_int_equal(payment.state, PAYMENT_CREATED);
  staff_close(&staff);
}

int checkout_api_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_play_bank_decides_no_payment_of_another_provider),
  };
  return cmocka_run_group_tests_name("checkout_api", tests, NULL, NULL);
}
