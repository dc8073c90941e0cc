#include "domain/stripe/stripe_signature.h"

#include "base/check.h"
#include "base/crypto.h"

static const char body[] = "{\"id\":\"evt_1\",\"object\":\"event\"}";
static const char secret[] = "whsec_test_secret";
enum { SIGNED_AT_S = 1492774577 };

/* python3 -c 'import hmac,hashlib; print(hmac.new(b"whsec_test_secret",
 *   b"1492774577.{\"id\":\"evt_1\",\"object\":\"event\"}", hashlib.sha256).hexdigest())' */
#define RIGHT "654b43d3508ecadb3f8cefc4bc7d3d2bdc5ba9e03bf2c89b2d0657a8e24e4543"
/* The same with whsec_old_secret. */
#define OLD "6ff3bb574686a5e06ed372dd22beab15e045c7d15c6c1b70f8ccbf8d3f230fe8"

static enum stripe_signature judge(const char *header, const char *sent, int64_t at_s) {
  struct str secrets[] = {str_from(secret)};
  crypto_start();
  return stripe_signature_judge(str_from(header), str_from(sent), secrets, 1,
                                (struct instant){at_s * 1000});
}

static void a_notice_with_its_signature_is_stripes(void **state) {
  (void)state;
  assert_int_equal(judge("t=1492774577,v1=" RIGHT, body, SIGNED_AT_S), STRIPE_SIGNED);
  assert_int_equal(judge("t=1492774577, v0=00, v1=" RIGHT, body, SIGNED_AT_S), STRIPE_SIGNED);
  assert_int_equal(judge("v1=" RIGHT ",t=1492774577", body, SIGNED_AT_S), STRIPE_SIGNED);
}

static void another_body_time_or_secret_is_wrong(void **state) {
  (void)state;
  assert_int_equal(judge("t=1492774577,v1=" RIGHT, "{}", SIGNED_AT_S), STRIPE_SIGNED_WRONG);
  assert_int_equal(judge("t=1492774578,v1=" RIGHT, body, SIGNED_AT_S), STRIPE_SIGNED_WRONG);
  assert_int_equal(judge("t=1492774577,v1=" OLD, body, SIGNED_AT_S), STRIPE_SIGNED_WRONG);
}

/* While a secret is being replaced Stripe signs with both, and we know both. */
static void one_right_signature_among_several_is_enough(void **state) {
  (void)state;
  struct str secrets[] = {S("whsec_other"), S("whsec_old_secret")};
  struct instant now = {(int64_t)SIGNED_AT_S * 1000};
  crypto_start();
  assert_int_equal(judge("t=1492774577,v1=" OLD ",v1=" RIGHT, body, SIGNED_AT_S), STRIPE_SIGNED);
  assert_int_equal(
      stripe_signature_judge(S("t=1492774577,v1=" OLD), str_from(body), secrets, 2, now),
      STRIPE_SIGNED);
  assert_int_equal(
      stripe_signature_judge(S("t=1492774577,v1=" RIGHT), str_from(body), secrets, 2, now),
      STRIPE_SIGNED_WRONG);
  assert_int_equal(
      stripe_signature_judge(S("t=1492774577,v1=" RIGHT), str_from(body), secrets, 0, now),
      STRIPE_SIGNED_WRONG);
}

static void a_signature_is_good_for_five_minutes(void **state) {
  (void)state;
  const char *header = "t=1492774577,v1=" RIGHT;
  assert_int_equal(judge(header, body, SIGNED_AT_S + 300), STRIPE_SIGNED);
  assert_int_equal(judge(header, body, SIGNED_AT_S + 301), STRIPE_SIGNED_LONG_AGO);
  assert_int_equal(judge(header, body, SIGNED_AT_S - 300), STRIPE_SIGNED);
  assert_int_equal(judge(header, body, SIGNED_AT_S - 301), STRIPE_SIGNED_LONG_AGO);
}

static void what_is_no_signature_is_none(void **state) {
  (void)state;
  static const char *const headers[] = {
      "",
      "t=1492774577",
      "v1=" RIGHT,
      "t=now,v1=" RIGHT,
      "t=1492774577,v0=" RIGHT,
      "t=1492774577,v1=abc",
      "t=1492774577,v1=zz" RIGHT,
      ",,,==,t=,v1=",
  };
  for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
    assert_int_equal(judge(headers[i], body, SIGNED_AT_S), STRIPE_UNSIGNED);
}

int stripe_signature_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_notice_with_its_signature_is_stripes),
      cmocka_unit_test(another_body_time_or_secret_is_wrong),
      cmocka_unit_test(one_right_signature_among_several_is_enough),
      cmocka_unit_test(a_signature_is_good_for_five_minutes),
      cmocka_unit_test(what_is_no_signature_is_none),
  };
  return cmocka_run_group_tests_name("stripe_signature", tests, NULL, NULL);
}
