#include "domain/counter/counter_pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "command.h"
#include "db/db.h"
#include "test/staff.h"

static struct test_reply followed(struct staff *staff, struct test_client *client,
                                  const struct test_reply *reply) {
  assert_int_equal(reply->status, 303);
  return test_get(client, staff_text(staff, "%.*s", STR_ARG(reply->location)));
}

/* An agent with an open counter and a box of 50.00. */
static struct test_client open_counter(struct staff *staff) {
  struct test_client agent = staff_sign_in(staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, "/bureau/guichet");
  assert_true(test_shows(&page, "Le guichet n’est pas encore ouvert"));
  test_get(&agent, "/bureau/guichet/reglages");
  page = test_post(&agent, "/bureau/guichet/reglages", "open=yes&bound=2.5");
  assert_true(test_shows(&page, "value=\"2,50\""));
  page = test_post(&agent, "/bureau/guichet/reglages", "open=yes&bound=2");
  assert_true(test_shows(&page, "Les réglages sont enregistrés"));
  page = test_get(&agent, "/bureau/guichet");
  assert_true(test_shows(&page, "Ouvrir ma caisse"));
  page = test_post(&agent, "/bureau/guichet/caisse", "start=50");
  page = followed(staff, &agent, &page);
  assert_true(test_shows(&page, "Ma caisse"));
  return agent;
}

static void a_voucher_is_sold_for_cash_and_the_change_is_said(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = open_counter(&staff);
  struct test_reply page = test_get(&agent, "/bureau/guichet?q=librairie");
  assert_true(test_shows(&page, "/bureau/guichet/vendre?shop=librairie-des-lilas"));
  page = test_get(&agent, "/bureau/guichet/vendre?shop=librairie-des-lilas");
  assert_true(test_shows(&page, "Un bon chez Librairie des Lilas"));
  struct str sale = staff_input(&page, "sale");
  const char *sold = staff_text(&staff,
                                "sale=%.*s&shop=librairie-des-lilas&amount=20.00&name=Camille"
                                "&tender=cash&given=50",
                                STR_ARG(sale));
  page = test_post(&agent, "/bureau/guichet/vendre", sold);
  struct test_reply shown = followed(&staff, &agent, &page);
  assert_true(test_shows(&shown, "À rendre"));
  assert_true(test_shows(&shown, "30,00"));
  assert_true(test_shows(&shown, "/carte.pdf"));
  const char *receipt = staff_text(&staff, "%.*s/recu.pdf", STR_ARG(page.location));
  /* Back, and again: the same sale. With another amount it is said to be another, not sold as it.
   */
  page = test_post(&agent, "/bureau/guichet/vendre", sold);
  assert_int_equal(page.status, 303);
  const char *dearer = staff_text(&staff,
                                  "sale=%.*s&shop=librairie-des-lilas&amount=50.00&name=Camille"
                                  "&tender=cash&given=50",
                                  STR_ARG(sale));
  page = test_post(&agent, "/bureau/guichet/vendre", dearer);
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "Cette vente est déjà enregistrée, avec un autre contenu"));
  assert_false(str_equal(staff_input(&page, "sale"), sale));
  page = test_get(&agent, receipt);
  const char *file = test_file(staff.ctx->arena, "recu.pdf", page.body);
  struct str words = test_output(staff.ctx->arena, "pdftotext -layout '%s' -", file);
  assert_true(str_find(words, S("Librairie des Lilas")) > 0);
  assert_true(str_find(words, S("Camille")) > 0);
  staff_close(&staff);
}

static void a_box_is_counted_piece_by_piece(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = open_counter(&staff);
  struct cash_boxes boxes = box_list(staff.ctx);
  assert_int_equal(boxes.count, 1);
  struct arena *arena = staff.ctx->arena;
  const char *path = str_cstr(arena, str_format(arena, "/bureau/guichet/caisses/%.*s",
                                                STR_ARG(id_text(arena, boxes.items[0].id.value))));
  db_read_end(staff.ctx);
  const char *count = str_cstr(arena, str_format(arena, "%s/compter", path));
  struct test_reply page = test_get(&agent, count);
  assert_true(test_shows(&page, "Compter et fermer"));
  /* Two notes of 20 and one of 5: 45.00 where 50.00 should be. */
  page = test_post(&agent, count, "n4=2&n6=1&go=check");
  assert_true(test_shows(&page, "45,00"));
  assert_true(test_shows(&page, "5,00"));
  page = test_post(&agent, count, "n4=2&n6=1&go=close");
  assert_int_equal(page.status, 422);
  page = test_post(&agent, count, "n4=2&n6=1&go=close&note=perdu");
  page = followed(&staff, &agent, &page);
  assert_true(test_shows(&page, "Une deuxième personne doit confirmer"));
  struct test_client accountant = staff_sign_in(&staff, ROLE_ACCOUNTANT);
  page = test_get(&accountant, path);
  assert_true(test_shows(&page, "Confirmer cet écart"));
  page = test_post(&accountant, str_cstr(arena, str_format(arena, "%s/confirmer", path)), "");
  page = followed(&staff, &accountant, &page);
  assert_true(test_shows(&page, "Fermée"));
  page = test_get(&accountant, str_cstr(arena, str_format(arena, "%s/rapport.pdf", path)));
  assert_true(str_starts(page.body, S("%PDF-")));
  staff_close(&staff);
}

/* A voucher of 20.00 for cash. */
static struct sale_id sell(struct staff *staff, struct test_client *agent) {
  struct test_reply page = test_get(agent, "/bureau/guichet/vendre?shop=librairie-des-lilas");
  struct str sale = staff_input(&page, "sale");
  struct sale_id id;
  assert_true(id_from_text(sale, &id.value));
  page = test_post(agent, "/bureau/guichet/vendre",
                   staff_text(staff,
                              "sale=%.*s&shop=librairie-des-lilas&amount=20.00&name=Camille"
                              "&tender=cash",
                              STR_ARG(sale)));
  assert_int_equal(page.status, 303);
  return id;
}

static void a_refund_is_handed_over_against_a_receipt(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = open_counter(&staff);
  sell(&staff, &agent);
  struct sale_id id = sell(&staff, &agent);
  struct test_reply page;
  struct order order;
  assert_true(order_find(staff.ctx, sale_orders(staff.ctx, id).items[0], &order));
  struct refund_answer refund = refund_by_agent(staff.ctx, order.voucher_id, 0, S("rendu"));
  assert_int_equal(refund.result, REFUND_RESULT_OK);
  db_read_end(staff.ctx);
  page = test_get(&agent, "/bureau/guichet/remboursements");
  assert_true(test_shows(&page, "Camille"));
  const char *hand = staff_text(&staff, "/bureau/guichet/remboursements/%.*s",
                                STR_ARG(id_text(staff.ctx->arena, refund.refund.id.value)));
  page = test_post(&agent, hand, "");
  page = followed(&staff, &agent, &page);
  assert_true(test_shows(&page, "faites-le signer"));
  page = test_post(&agent, hand, "");
  assert_int_equal(page.status, 409);
  page = test_get(&agent, staff_text(&staff, "%s/recu.pdf", hand));
  const char *file = test_file(staff.ctx->arena, "recu.pdf", page.body);
  struct str words = test_output(staff.ctx->arena, "pdftotext -layout '%s' -", file);
  assert_true(str_find(words, S("Camille")) > 0 && str_find(words, S("20,00")) > 0);
  struct cash_boxes boxes = box_list(staff.ctx);
  struct str box = id_text(staff.ctx->arena, boxes.items[0].id.value);
  db_read_end(staff.ctx);
  page = test_get(&agent,
                  staff_text(&staff, "/bureau/guichet/caisses/%.*s/rapport.pdf", STR_ARG(box)));
  file = test_file(staff.ctx->arena, "rapport.pdf", page.body);
  words = test_output(staff.ctx->arena, "pdftotext -layout '%s' -", file);
  assert_true(str_find(words, S("2 ventes en espèces")) > 0);
  staff_close(&staff);
}

static void printed_sheets_hold_ten_cards_a_page(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = open_counter(&staff);
  struct test_reply page = test_get(&agent, "/bureau/imprimes?q=librairie");
  assert_int_equal(page.status, 200);
  page = test_get(&agent, "/bureau/imprimes/nouveau?shop=librairie-des-lilas");
  assert_int_equal(page.status, 200);
  page = test_post(&agent, "/bureau/imprimes",
                   "shop=librairie-des-lilas&amount=20.00&count=20&loose=booklets");
  const char *sheets = staff_text(&staff, "%.*s/feuilles.pdf", STR_ARG(page.location));
  struct test_reply lot = followed(&staff, &agent, &page);
  assert_true(test_shows(&lot, "1-020"));
  page = test_get(&agent, sheets);
  struct arena *arena = staff.ctx->arena;
  const char *file = test_file(arena, "feuilles.pdf", page.body);
  struct str about = test_output(arena, "pdfinfo '%s' | tr -s ' '", file);
  assert_true(str_find(about, S("Pages: 2")) > 0);
  struct str words = test_output(arena, "pdftotext '%s' -", file);
  assert_true(str_find(words, S("1-001")) >= 0 && str_find(words, S("1-020")) > 0);
  test_output(arena, "pdftoppm -r 300 -f 1 -singlefile -png '%s' '%s/feuille'", file,
              test_folder());
  struct str seen = test_output(arena, "zbarimg -q --raw '%s/feuille.png' | wc -l", test_folder());
  assert_true(str_equal(str_trim(seen), S("10")));
  staff_close(&staff);
}

static void a_paper_list_is_taken_once(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct str code = str_copy(staff.ctx->arena, staff_voucher(&staff, &staff.shop, 5000));
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, "/bureau/listes/librairie-des-lilas");
  assert_int_equal(page.status, 200);
  char body[200];
  snprintf(body, sizeof body,
           "code0=%.*s&amount0=20&day0=15/05/2020&code1=%.*s&amount1=40"
           "&day1=15/05/2020&code2=XXXX&amount2=1&day2=15/05/2020&go=check",
           STR_ARG(code), STR_ARG(code));
  for (char *c = body; *c; c++)
    if (*c == ' ') *c = '+';
  page = test_post(&agent, "/bureau/listes/librairie-des-lilas", body);
  assert_true(test_shows(&page, "1 ligne à encaisser"));
  memcpy(strstr(body, "go=check"), "go=take", 8);
  page = test_post(&agent, "/bureau/listes/librairie-des-lilas", body);
  assert_true(test_shows(&page, "1 ligne encaissée"));
  page = test_post(&agent, "/bureau/listes/librairie-des-lilas", body);
  assert_true(test_shows(&page, "0 ligne encaissée"));
  assert_true(test_shows(&page, "Déjà encaissé"));
  staff_close(&staff);
}

int counter_pages_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_voucher_is_sold_for_cash_and_the_change_is_said),
      cmocka_unit_test(a_box_is_counted_piece_by_piece),
      cmocka_unit_test(a_refund_is_handed_over_against_a_receipt),
      cmocka_unit_test(printed_sheets_hold_ten_cards_a_page),
      cmocka_unit_test(a_paper_list_is_taken_once),
  };
  return cmocka_run_group_tests_name("counter_pages", tests, NULL, NULL);
}
