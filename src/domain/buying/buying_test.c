#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "command.h"
#include "db/db.h"
#include "db/migrate.h"
#include "domain/life/expiry.h"
#include "test/scene.h"
#include "test/staff.h"

static const char page_of_shop[] = "/commerces/librairie-des-lilas/bon";
static const char gift[] = "amount=50&whom=gift&name=Camille+Duprat&email=camille@exemple.fr"
                           "&to_name=Jeanne&message=Bon+anniversaire&support=Tenez+bon";

/* A visitor on the second screen, hence with a form token. */
static struct test_client visitor_with_amount(struct staff *staff) {
  struct test_client visitor = staff_visitor(staff);
  struct test_reply page =
      test_get(&visitor, "/commerces/librairie-des-lilas/bon?go=person&amount=50");
  assert_int_equal(page.status, 200);
  return visitor;
}

static struct test_reply send(struct staff *staff, struct test_client *visitor, const char *typed,
                              const char *more) {
  return test_post(visitor, page_of_shop, staff_text(staff, "%s&%s", typed, more));
}

/* The key that the last screen carries, as it is sent back. */
static const char *pay_with_key(struct staff *staff, const struct test_reply *check) {
  struct str key = staff_input(check, "key");
  assert_int_equal(key.len, 26);
  return staff_text(staff, "go=pay&key=%.*s", STR_ARG(key));
}

/* Where the order stands: "/bons/..." after the play bank has answered. */
static const char *answer_of_bank(struct staff *staff, struct test_client *visitor,
                                  struct str payment, const char *outcome) {
  const char *path = str_cstr(staff->ctx->arena, payment);
  struct test_reply page = test_get(visitor, path);
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "aucun argent ne circule"));
  page = test_post(visitor, path, staff_text(staff, "outcome=%s", outcome));
  assert_int_equal(page.status, 303);
  return str_cstr(staff->ctx->arena, page.location);
}

static struct str buy(struct staff *staff, struct test_client *visitor) {
  struct test_reply check = send(staff, visitor, gift, "go=check");
  assert_int_equal(check.status, 200);
  struct test_reply paid = send(staff, visitor, gift, pay_with_key(staff, &check));
  assert_int_equal(paid.status, 303);
  return paid.location;
}

static void a_gift_is_bought_in_three_screens(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client visitor = staff_visitor(&staff);
  struct test_reply page = test_get(&visitor, page_of_shop);
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "De 5\u00a0€ à 250\u00a0€"));
  assert_int_equal(test_header(&page, "Set-Cookie").len, 0);

  visitor = visitor_with_amount(&staff);
  struct str payment = buy(&staff, &visitor);
  const char *order = answer_of_bank(&staff, &visitor, payment, "paid");
  page = test_get(&visitor, order);
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "L’achat d’essai est fait"));
  assert_true(test_shows(&page, "Jeanne"));
  assert_true(test_shows(&page, "Bon anniversaire"));
  assert_true(test_shows(&page, "lundi 11 mai 2020 au jeudi 31 décembre 2020"));
  assert_true(test_shows(&page, "<svg"));
  assert_true(str_equal(test_header(&page, "Cache-Control"), S("no-store")));
  assert_true(test_shows(&page, "noindex"));

  page = test_get(&visitor, staff_text(&staff, "%s/bon.pdf", order));
  assert_int_equal(page.status, 200);
  assert_true(str_equal(page.content_type, S("application/pdf")));
  assert_true(str_starts(page.body, S("%PDF-")));
  assert_true(str_starts(test_header(&page, "Content-Disposition"), S("inline; filename=\"bon-")));
  page = test_get(&visitor, staff_text(&staff, "%s/carte.pdf", order));
  assert_int_equal(page.status, 200);
  struct arena *arena = staff.ctx->arena;
  const char *card = test_file(arena, "card.pdf", page.body);
  assert_true(str_find(test_output(arena, "pdfinfo '%s'", card), S("419.528 x 297.638")) > 0);
  staff_close(&staff);
}

/* Invariant 1: one screen after the other. */
static void no_screen_is_reached_past_a_problem(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client visitor = visitor_with_amount(&staff);
  struct test_reply page = send(&staff, &visitor, "amount=3", "go=pay&key=abcdefgh");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "il peut aller de 5\u00a0€ à 250\u00a0€"));
  assert_true(test_shows(&page, "id=\"amount\""));
  assert_true(test_shows(&page, "value=\"3\" aria-invalid=\"true\""));

  page = send(&staff, &visitor, "amount=250,01", "go=check");
  assert_true(test_shows(&page, "C’est trop pour un seul bon"));

  page = send(&staff, &visitor, "amount=50&whom=gift&email=camille@", "go=pay&key=abcdefgh");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "3 points à corriger"));
  assert_true(test_shows(&page, "href=\"#name\""));
  assert_true(test_shows(&page, "href=\"#email\""));
  assert_true(test_shows(&page, "href=\"#to_name\""));
  assert_true(str_equal(staff_input(&page, "email"), S("camille@")));
  staff_close(&staff);
}

/* Invariant 2. */
static void going_back_keeps_what_was_typed(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client visitor = visitor_with_amount(&staff);
  struct test_reply page = send(&staff, &visitor, gift, "go=amount");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "Un bon de combien"));
  assert_true(str_equal(staff_input(&page, "to_name"), S("Jeanne")));
  assert_true(str_equal(staff_input(&page, "email"), S("camille@exemple.fr")));
  page = send(&staff, &visitor, gift, "go=person");
  assert_true(str_equal(staff_input(&page, "name"), S("Camille Duprat")));
  assert_true(test_shows(&page, ">Bon anniversaire</textarea>"));
  staff_close(&staff);
}

/* Invariant 3. */
static void paying_twice_makes_one_order_and_a_fresh_screen_another(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client visitor = visitor_with_amount(&staff);
  struct test_reply check = send(&staff, &visitor, gift, "go=check");
  const char *pay = pay_with_key(&staff, &check);
  struct test_reply first = send(&staff, &visitor, gift, pay);
  struct test_reply second = send(&staff, &visitor, gift, pay);
  assert_int_equal(first.status, 303);
  assert_true(str_equal(first.location, second.location));
  assert_false(str_equal(first.location, buy(&staff, &visitor)));

  struct test_reply other = send(&staff, &visitor, "amount=20&name=A&email=a@b.fr", pay);
  assert_int_equal(other.status, 409);
  assert_true(test_shows(&other, "déjà été envoyée avec un autre contenu"));
  assert_true(test_shows(&other, "La première commande reste comme elle est"));
  assert_false(test_shows(&other, "Rien n’a été débité"));
  staff_close(&staff);
}

/* Back from the page of the transfer, and another way: one order, paid as was said last. */
static void another_way_to_pay_is_chosen_while_nothing_is_paid(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  scene_bank(staff.ctx);
  db_read_end(staff.ctx);
  struct test_client visitor = visitor_with_amount(&staff);
  struct test_reply check = send(&staff, &visitor, gift, "go=check");
  const char *pay = pay_with_key(&staff, &check);
  const char *by_bank = staff_text(&staff, "%s&by=bank", pay);
  const char *by_card = staff_text(&staff, "%s&by=sandbox", pay);
  struct test_reply transfer = send(&staff, &visitor, gift, by_bank);
  assert_true(str_starts(transfer.location, S("/virement/")));
  struct test_reply card = send(&staff, &visitor, gift, by_card);
  assert_true(str_starts(card.location, S("/paiement-test/")));
  struct test_reply stale = test_get(&visitor, str_cstr(staff.ctx->arena, transfer.location));
  assert_int_equal(stale.status, 303);
  assert_true(str_equal(stale.location, card.location));
  struct test_reply again = send(&staff, &visitor, gift, by_card);
  assert_true(str_equal(again.location, card.location));
  /* And back: the play bank is given up, and the order is made anew. */
  struct test_reply third = send(&staff, &visitor, gift, by_bank);
  assert_true(str_starts(third.location, S("/virement/")));
  assert_false(str_equal(third.location, transfer.location));
  struct test_reply twice = send(&staff, &visitor, gift, by_bank);
  assert_true(str_equal(twice.location, third.location));
  staff_close(&staff);
}

static void a_refused_payment_is_tried_again_with_what_was_typed(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client visitor = visitor_with_amount(&staff);
  struct str payment = buy(&staff, &visitor);
  const char *order = answer_of_bank(&staff, &visitor, payment, "refused");
  struct test_reply page = test_get(&visitor, order);
  assert_true(test_shows(&page, "La banque a refusé le paiement de 50,00\u00a0€"));
  assert_true(test_shows(&page, "Réessayer"));
  assert_true(str_equal(staff_input(&page, "amount"), S("50.00")));
  assert_true(str_equal(staff_input(&page, "to_name"), S("Jeanne")));
  page = test_get(&visitor, staff_text(&staff, "%s/bon.pdf", order));
  assert_int_equal(page.status, 404);

  /* What the bank said stays said. */
  page = test_post(&visitor, str_cstr(staff.ctx->arena, payment), "outcome=paid");
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "Ce paiement a été refusé."));
  staff_close(&staff);
}

static void a_gift_that_has_left_is_shown_as_it_left(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client visitor = visitor_with_amount(&staff);
  const char *typed = staff_text(&staff, "%s&to_email=jeanne@exemple.fr&to_on=2020-12-01", gift);
  struct test_reply page = send(&staff, &visitor, typed, "go=check");
  page = send(&staff, &visitor, typed, pay_with_key(&staff, &page));
  const char *path =
      staff_text(&staff, "%s/cadeau", answer_of_bank(&staff, &visitor, page.location, "paid"));
  page = test_get(&visitor, path);
  assert_true(str_equal(staff_input(&page, "email"), S("jeanne@exemple.fr")));
  char words[302] = {0};
  memset(words, 'a', 301);
  page = test_post(&visitor, path,
                   staff_text(&staff, "email=jeanne@exemple.fr&day=2020-12-01&message=%s", words));
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "300"));
  db_script(staff.test->db, S("UPDATE gift SET state = 2, sent_at = 1590000000000;"));
  page = test_post(&visitor, path, "email=paul@exemple.fr&day=2020-12-02");
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "jeanne@exemple.fr"));
  assert_false(test_shows(&page, "paul@exemple.fr"));
  staff_close(&staff);
}

static void an_order_that_waits_refreshes_itself(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client visitor = visitor_with_amount(&staff);
  const char *payment = str_cstr(staff.ctx->arena, buy(&staff, &visitor));
  struct test_reply page = test_post(&visitor, payment, "outcome=perhaps");
  assert_int_equal(page.status, 422);
  struct payment_id payment_id;
  struct payment paid;
  assert_true(payment_from_link(staff.ctx, str_from(strrchr(payment, '/') + 1), &payment_id));
  assert_true(payment_find(staff.ctx, payment_id, &paid));
  struct str link = order_link(staff.ctx, (struct order_id){paid.order});
  db_read_end(staff.ctx);
  page = test_get(&visitor, staff_text(&staff, "/bons/%.*s", STR_ARG(link)));
  assert_int_equal(page.status, 200);
  assert_true(str_equal(test_header(&page, "Refresh"), S("5")));
  assert_true(test_shows(&page, "n’est pas encore confirmé"));
  staff_close(&staff);
}

static void what_is_left_and_what_is_over_is_said(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client visitor = visitor_with_amount(&staff);
  const char *order = answer_of_bank(&staff, &visitor, buy(&staff, &visitor), "paid");
  struct order_id id;
  struct order bought;
  assert_true(order_from_link(staff.ctx, str_from(strrchr(order, '/') + 1), &id));
  assert_true(order_find(staff.ctx, id, &bought));
  struct voucher_redemption part = {
      .scan = {.code = voucher_code_text(staff.ctx, bought.voucher_id, 0),
               .shop_id = staff.shop.id},
      .amount_minor = 3250,
      .nonce = S("first-part"),
      .redeemed_at = staff.ctx->now,
  };
  db_read_end(staff.ctx);
  assert_int_equal(voucher_redeem(staff.ctx, &part).result, VOUCHER_OK);
  struct test_reply page = test_get(&visitor, order);
  assert_true(test_shows(&page, "Il reste 17,50\u00a0€ sur 50,00\u00a0€."));
  assert_true(test_shows(&page, "-32,50\u00a0€"));

  staff.ctx->now = zone_day_start(staff.ctx->zone, day_of(2021, 1, 1));
  page = test_get(&visitor, order);
  assert_true(test_shows(&page, "Ce bon n’est plus valable"));
  assert_true(test_shows(&page, "jeudi 31 décembre 2020. Il restait 17,50\u00a0€.</p>"));
  assert_false(test_shows(&page, "bon.pdf"));

  staff.ctx->now = zone_day_start(staff.ctx->zone, day_of(2021, 1, 20));
  assert_int_equal(expiry_round(staff.ctx), 1); /* the books give it to the shop */
  page = test_get(&visitor, order);
  assert_true(
      test_shows(&page, "Il restait 17,50\u00a0€. Ce qui restait est gardé par le commerce."));
  staff_close(&staff);
}

static void where_nothing_is_sold_a_page_says_so(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client visitor = visitor_with_amount(&staff);
  struct test_reply page = test_get(&visitor, "/commerces/il-n-y-a-rien/bon");
  assert_int_equal(page.status, 404);
  staff.ctx->now = (struct instant){staff.campaign.opens_at.ms - 1};
  page = test_get(&visitor, page_of_shop);
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "La vente ouvre le mercredi 1er janvier 2020."));
  staff.ctx->now = staff.campaign.closes_at;
  page = test_get(&visitor, page_of_shop);
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "La vente des bons est terminée"));
  page = send(&staff, &visitor, gift, "go=pay&key=abcdefgh");
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "Rien n’a été débité."));
  staff_close(&staff);
}

static void a_guessed_link_opens_nothing(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client visitor = staff_visitor(&staff);
  assert_int_equal(test_get(&visitor, "/bons/0000000000001AAAAAAAAAAAAAAAA").status, 404);
  assert_int_equal(test_get(&visitor, "/bons/1/bon.pdf").status, 404);
  assert_int_equal(test_get(&visitor, "/bons/1/carte.pdf").status, 404);
  assert_int_equal(test_get(&visitor, "/paiement-test/1").status, 404);
  staff_close(&staff);
}

/* Bought and paid by transfer: what its page says. */
static struct test_reply page_after_transfer(struct staff *staff, struct shop_id shop) {
  struct test_client visitor = staff_visitor(staff);
  struct checkout_answer placed =
      checkout_place(staff->ctx, &(struct order_request){.shop_id = shop,
                                                         .wide = shop.value == 0,
                                                         .amount_minor = 5000,
                                                         .buyer_name = S("Camille"),
                                                         .buyer_email = S("camille@exemple.fr"),
                                                         .provider = PROVIDER_BANK});
  assert_int_equal(placed.result, CHECKOUT_OK);
  assert_int_equal(
      checkout_settle(staff->ctx, PROVIDER_BANK, placed.payment_id, PAYMENT_PAID).result,
      CHECKOUT_OK);
  struct str link = order_link(staff->ctx, placed.order_id);
  return test_get(&visitor, staff_text(staff, "/bons/%.*s", STR_ARG(link)));
}

static void who_has_the_money_now_is_said(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct campaign wide = scene_campaign();
  scene_bank(staff.ctx);
  wide.slug = S("partout");
  wide.wide = true;
  scene_add_campaign(staff.ctx, &wide);
  struct test_reply page = page_after_transfer(&staff, staff.shop.id);
  assert_true(test_shows(&page, "C’est payé, merci"));
  assert_true(test_shows(&page, "Librairie des Lilas a 50,00\u00a0€ à recevoir dès maintenant."));
  page = page_after_transfer(&staff, (struct shop_id){0});
  assert_true(
      test_shows(&page, "Il vaut 50,00\u00a0€ dans tous les commerces qui prennent les bons."));
  assert_false(test_shows(&page, "personne n’a payé"));
  staff_close(&staff);
}

int buying_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_gift_is_bought_in_three_screens),
      cmocka_unit_test(no_screen_is_reached_past_a_problem),
      cmocka_unit_test(going_back_keeps_what_was_typed),
      cmocka_unit_test(paying_twice_makes_one_order_and_a_fresh_screen_another),
      cmocka_unit_test(another_way_to_pay_is_chosen_while_nothing_is_paid),
      cmocka_unit_test(a_refused_payment_is_tried_again_with_what_was_typed),
      cmocka_unit_test(a_gift_that_has_left_is_shown_as_it_left),
      cmocka_unit_test(an_order_that_waits_refreshes_itself),
      cmocka_unit_test(who_has_the_money_now_is_said),
      cmocka_unit_test(what_is_left_and_what_is_over_is_said),
      cmocka_unit_test(where_nothing_is_sold_a_page_says_so),
      cmocka_unit_test(a_guessed_link_opens_nothing),
  };
  return cmocka_run_group_tests_name("buying", tests, NULL, NULL);
}
