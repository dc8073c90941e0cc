#include "test/staff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "routes.h"

void staff_open(struct staff *staff) {
  *staff = (struct staff){.test = test_db_open()};
  staff->ctx = scene_open(staff->test);
  staff->campaign = scene_campaign();
  scene_add_campaign(staff->ctx, &staff->campaign);
  staff->shop = scene_shop(staff->ctx, S("Librairie des Lilas"));
  staff->other = scene_shop(staff->ctx, S("Au Bon Pain"));
  staff->web = test_web_open(staff->ctx, product_site());
}

void staff_close(struct staff *staff) {
  test_web_close(staff->web);
  test_db_close(staff->test);
}

struct granting {
  struct person_id person;
  enum role role;
  struct merchant_id merchant;
};

static bool grant_body(struct ctx *ctx, void *arg) {
  const struct granting *granting = arg;
  person_grant(ctx, granting->person, granting->role, granting->merchant);
  return true;
}

const char *staff_text(struct staff *staff, const char *format, ...) {
  char text[500];
  va_list args;
  va_start(args, format);
  int len = vsnprintf(text, sizeof text, format, args);
  va_end(args);
  assert_in_range(len, 0, sizeof text - 1);
  return str_cstr(staff->ctx->arena, str_from(text));
}

struct test_client staff_visitor(struct staff *staff) {
  return test_client(staff->web, "bourg.localhost");
}

struct test_client staff_sign_in(struct staff *staff, enum role role) {
  const char *email = staff_text(staff, "personne%d@bourg.example", ++staff->people);
  struct person_terms terms = {.email = str_from(email),
                               .name = S("Dominique"),
                               .password = S("une phrase longue"),
                               .language = LANGUAGE_FR};
  struct granting granting = {.role = role};
  if (role == ROLE_SHOPKEEPER) granting.merchant = staff->shop.merchant_id;
  assert_int_equal(person_create(staff->ctx, &terms, &granting.person), PERSON_OK);
  assert_true(db_write(staff->ctx, grant_body, &granting));
  db_read_end(staff->ctx);
  struct test_client client = staff_visitor(staff);
  assert_int_equal(test_get(&client, "/connexion").status, 200);
  struct test_reply reply = test_post(
      &client, "/connexion", staff_text(staff, "email=%s&password=une+phrase+longue", email));
  assert_int_equal(reply.status, 303);
  return client;
}

struct str staff_voucher(struct staff *staff, const struct shop *shop, int64_t amount_minor) {
  struct voucher_id id = scene_voucher(staff->ctx, shop, amount_minor);
  return voucher_code_text(staff->ctx, id, ' ');
}

struct str staff_input(const struct test_reply *page, const char *name) {
  char wanted[80];
  snprintf(wanted, sizeof wanted, "name=\"%s\"", name);
  ptrdiff_t at = str_find(page->body, str_from(wanted));
  if (at < 0) return S("");
  struct str rest = str_skip(page->body, (size_t)at);
  at = str_find(rest, S("value=\""));
  if (at < 0) return S("");
  struct str after, value = str_cut(str_skip(rest, (size_t)at + 7), '"', &after);
  return value;
}
