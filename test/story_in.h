/* Between the files that tell stories: what an act sees. */
#ifndef TEST_STORY_IN_H
#define TEST_STORY_IN_H

#include "domain/bank/bank.h"
#include "domain/checkout/checkout.h"
#include "domain/counter/counter.h"
#include "domain/life/extension.h"
#include "domain/measure/measure.h"
#include "domain/netting/netting.h"
#include "domain/payout/payout.h"
#include "test/scene.h"

enum { STORY_WORDS = 20, STORY_THINGS = 48 };

struct named { /* what a story calls by a name: an order, a shop, a batch, a measure */
  struct str name;
  struct shop shop;
  struct order_id order;
  struct payment_id payment;
  struct batch_id batch;
  struct measure measure;
  struct bank_line_id line;
  struct voucher_id voucher; /* that was passed on */
  struct extension_id extension;
  struct queue_id queue;
  struct till_id till;
  bool revoked;
  struct box_id box;
  struct sale_id sale;
  struct lot_id lot;
  struct agreement_id agreement;
  struct settlement_id settlement;
};

struct story {
  struct ctx *ctx;
  const char *path;
  int line;
  struct str words[STORY_WORDS];
  size_t count;
  struct named things[STORY_THINGS];
  size_t thing_count;
};

/* Made when it is first named. */
struct named *story_thing(struct story *story, struct str name);
/* "" behind the last one. */
struct str story_word(const struct story *story, size_t index);
struct day story_day(struct str text);
struct voucher_id story_voucher(struct story *story, struct str name);
/* The agent acts, or the accountant. */
/* "12.50", "2020-06-02T10:00" in the territory's zone; the code of an order's voucher. */
int64_t story_minor(struct str text);
struct instant story_instant(const struct story *story, struct str text);
struct str story_code(struct story *story, struct str name);
/* What is left, or the refusal's name. */
struct str story_answered(struct story *story, const struct voucher_answer *answer);
void story_become(struct story *story, struct str who);

/* ---- test/story_measure.c: the crisis switch ----
 *
 *   place NAME TRADE TOWN HOURS              a shop; "_" in its hours is a space
 *   measure NAME TRADES TOWN FROM..UNTIL keeps SERVICES vouchers yes|no
 *                                            described, not yet in force; commas between words
 *   preview NAME  => how many shops it would touch
 *   put NAME, lift NAME                      => ok, or the refusal's name
 *   counter SHOP  => open, closed, unknown   now, for the public
 *   allowed SHOP SERVICE => yes, no          by the measure that holds, or because none does */
struct str act_place(struct story *story);
struct str act_measure(struct story *story);
struct str act_preview(struct story *story);
struct str act_put(struct story *story);
struct str act_lift(struct story *story);
struct str act_counter(struct story *story);
struct str act_allowed(struct story *story);

/* ---- test/story_bank.c: transfers ----
 *
 *   takes_transfers                          the territory says on which account
 *   transfer A SHOP 50.00                    => ok             an order to be paid so
 *   receive R1 A 50.00 ? 20.00               => settled unknown   a statement: R1.1, R1.2
 *   answer P SHOP RJCT AC04                  => returned       pain.002
 *   returned P SHOP AC04, booked P           => returned, executed
 *   assign R1.2 A, release R1.2, keep R1.2 why => ok
 *   refund R1.2 agent, refunded R1.2 accountant => ok
 *   suspense, arrived                        => 20.00          what has no place; what came
 *   expire                                   => 1              orders whose time is over */
struct str act_takes_transfers(struct story *story);
struct str act_transfer(struct story *story);
struct str act_receive(struct story *story);
struct str act_returned(struct story *story);
struct str act_booked(struct story *story);
struct str act_told_late(struct story *story);
struct str act_left(struct story *story);
struct str act_sent_back(struct story *story);
struct str act_bank_round(struct story *story);
struct str act_answer(struct story *story);
struct str act_assign(struct story *story);
struct str act_release(struct story *story);
struct str act_refund(struct story *story);
struct str act_refunded(struct story *story);
struct str act_keep(struct story *story);
struct str act_expire(struct story *story);
struct str act_suspense(struct story *story);
struct str act_arrived(struct story *story);

/* ---- test/story_life.c: what happens to a voucher after its sale ----
 *
 *   block A lost|stolen|fraud, unblock A     => ok, or the refusal's name    by an agent
 *   reverse A librairie 1                    => 50.00          the shop takes its 1st use back
 *   undo A 1 why                             => 50.00          an agent does, whenever
 *   state A                                  => partly_redeemed
 *   repay A 10.00|all why                    => ok             an agent refunds
 *   withdraw A                               => ok             the buyer does
 *   stage A, buyers A, publics A             => sent, 8.00, 2.00   of its last refund
 *   pay_to A FR.. agent, agree A accountant, executed A, bounced A why => ok    by transfer
 *   owed sandbox|bank                        => 0.00           to buyers, not yet sent */
struct str act_block(struct story *story);
struct str act_unblock(struct story *story);
struct str act_reverse(struct story *story);
struct str act_undo(struct story *story);
struct str act_state(struct story *story);
struct str act_repay(struct story *story);
struct str act_withdraw(struct story *story);
struct str act_stage(struct story *story);
struct str act_buyers(struct story *story);
struct str act_publics(struct story *story);
struct str act_owed(struct story *story);
struct str act_pay_to(struct story *story);
struct str act_agree(struct story *story);
struct str act_executed(struct story *story);
struct str act_bounced(struct story *story);

/* ---- test/story_end.c: the end of a voucher ----
 *
 *   night                                    => 2              vouchers whose last day was over
 *   remind                                   => 2              letters written before the end
 *   fund_holds, kept                         => 12.50          what went there of remainders
 *   prolong E 2021-03-31 [revive] [shop=librairie] [from=DAY] [to=DAY] [silent] => ok
 *   counted E                                => 2:70.00 1:20.00 0:0.00   alive, revived, lost
 *   prolong_go E, forget E                   => ok             the agent decides
 *   pass A B jeanne@example.org [agent]      => ok             A goes on as B
 *   give A librairie 50.00 E-MAIL [DAY]      => ok             ordered as a gift that we send
 *   gifts                                    => 1              sent now
 *   regift A E-MAIL DAY                      => ok             the buyer changes it
 *   resend A                                 => ok             once more, to who holds it
 *   holder A                                 => jeanne@example.org
 *   find E-MAIL, known E-MAIL                => 1              letters written; vouchers known */
struct str act_night(struct story *story);
struct str act_remind(struct story *story);
struct str act_fund_holds(struct story *story);
struct str act_kept(struct story *story);
struct str act_prolong(struct story *story);
struct str act_counted(struct story *story);
struct str act_prolong_go(struct story *story);
struct str act_forget(struct story *story);
struct str act_pass(struct story *story);
struct str act_give(struct story *story);
struct str act_gifts(struct story *story);
struct str act_regift(struct story *story);
struct str act_resend(struct story *story);
struct str act_holder(struct story *story);
struct str act_find(struct story *story);
struct str act_known(struct story *story);

/* ---- test/story_stripe.c: the card; the story plays Stripe ----
 *
 *   takes_cards                              the territory gives a key and a secret
 *   card A SHOP 50.00                        => ok              an order to be paid by card
 *   gather, watches                          => 1               how many calls the job wrote
 *   calls                                    => session         those that wait
 *   says KIND A WHAT [AMOUNT]                => done            Stripe answers; A an order, a shop,
 *                                            P.shop a payout, a number a refund
 *   says KIND A 400 CODE [PARAM]             => refused, waiting, unanswered; also `nothing`
 *   notice E1 A completed [AMOUNT [CUR]]     => applied, known  a notice; also clearing, expired,
 *                                            refund_STATUS, account, dispute_KIND
 *   ordered A                                => paid            how the order stands
 *   odds, set_aside, at_stripe               => late, 50.00     what to look at; money
 *   odd accept|refund|close NAME [NOTE]      => ok
 *   give_back 7 A 20.00, given_back 7        => ok, sent        refund 7 is asked for; its state
 *   joins SHOP, account_at SHOP              => able            a merchant's account
 *   prepare_through P                        => ok              a batch of payouts through Stripe
 *   refunding R A                            R is the last refund of A's voucher
 *   rounds                                   => 1               refunds with an answer, noted
 *   leaves A                                                    the buyer will not pay */
struct str act_takes_cards(struct story *story);
struct str act_card(struct story *story);
struct str act_gather(struct story *story);
struct str act_watches(struct story *story);
struct str act_calls(struct story *story);
struct str act_says(struct story *story);
struct str act_notice(struct story *story);
struct str act_ordered(struct story *story);
struct str act_odds(struct story *story);
struct str act_set_aside(struct story *story);
struct str act_at_stripe(struct story *story);
struct str act_odd(struct story *story);
struct str act_give_back(struct story *story);
struct str act_given_back(struct story *story);
struct str act_joins(struct story *story);
struct str act_account_at(struct story *story);
struct str act_prepare_through(struct story *story);
struct str act_leaves(struct story *story);

/* ---- test/story_claim.c: a debit that somebody says is a refund ----
 *
 *   debit D1 20.00 [NAME] [IBAN]             => not_ours         a statement with one debit
 *   claim D1 A agent                         => ok | refusal     it is A's last refund
 *   claimed D1 accountant | unclaimed D1     => ok | refusal */
struct str act_debit(struct story *story);
struct str act_claim(struct story *story);
struct str act_claimed(struct story *story);
struct str act_unclaimed(struct story *story);

/* ---- test/story_fee.c: what Stripe's list of movements says ----
 *
 *   listed TXN charge A 50.00 1.00 [usd]     => kept | known     a movement, and what Stripe kept
 *   fees                                     => 1.00             kept by Stripe, all in all
 *   keeps                                    => -50.00           what the territory gained or lost
 *   differs                                  => charge payout    movements without their fellow
 *   explains TXN agent territory why             => ok | refusal     what that movement is
 *   agrees TXN accountant, unexplains TXN agent => ok | refusal
 *   in_reserve                               => 10.00            that Stripe lays aside */
struct str act_explains(struct story *story);
struct str act_agrees(struct story *story);
struct str act_unexplains(struct story *story);
struct str act_in_reserve(struct story *story);
struct str act_listed(struct story *story);
struct str act_fees(struct story *story);
struct str act_keeps(struct story *story);
struct str act_differs(struct story *story);
/* A dispute about A as a notice names it: "created", "funds_withdrawn", "funds_reinstated". */
struct str story_dispute_json(struct story *story, struct str name, struct str what, int64_t minor);
struct str act_refunding(struct story *story);
struct str act_rounds(struct story *story);

/* ---- test/story_till.c: tills without a network ----
 *
 *   device T SHOP                            => ok        enrolled by a code
 *   offline A T 30.00 NONCE 2020-06-02T10:00 => what is left | refusal     told now, taken then
 *   ceilings 50.00 300.00                    of a voucher, of a day
 *   conflicts SHOP                           => 1         with which nobody has dealt
 *   close SHOP T NONCE, revoke T             => ok | no */
struct str act_device(struct story *story);
struct str act_offline(struct story *story);
struct str act_ceilings(struct story *story);
struct str act_conflicts(struct story *story);
struct str act_close(struct story *story);
struct str act_revoke(struct story *story);

/* ---- test/story_topup.c: public money, of the newest campaign ----
 *
 *   fund Région 1000.00                      => ok             put into the envelope
 *   rule rate 20 | amount 5 [step 25] [least 10] [voucher 100] [person 1000] [email] [hold 15]
 *        [age 16-25 25] [place 33700,33185 30] [fragile 3 30] => ok
 *   aided A SHOP|tous 50.00 [person=E-MAIL] [age=20] [place=33700] [seen=10.00] [by=bank] [key=K]
 *        [line=W] [test]
 *                                            => 10.00, or a refusal: what is added
 *   price A                                  => 40.00          what the buyer is asked for
 *   lapse                                    => 1              orders whose time is over
 *   wait W SHOP 50.00 10.00                  => 1              in line for so much; his place
 *   offers                                   => 2              offers taken back and made
 *   line W                                   => offered        waiting, taken, lapsed
 *   envelope                                 => 950.00 30.00 20.00   left, reserved, used
 *   funder Région                            => 600.00 570.00  put in, given back
 *   give_rest                                => ok             the campaign has ended */
struct str act_fund(struct story *story);
struct str act_rule(struct story *story);
struct str act_aided(struct story *story);
struct str act_price(struct story *story);
struct str act_lapse(struct story *story);
struct str act_wait(struct story *story);
struct str act_offers(struct story *story);
struct str act_line(struct story *story);
struct str act_envelope(struct story *story);
struct str act_funder(struct story *story);
struct str act_give_rest(struct story *story);
/* ---- test/story_failure.c: a merchant who has failed ----
 *
 *   fails SHOP 2020-06-02 why                => ok
 *   unfails SHOP why                         => ok
 *   claims SHOP                              => 2 70.00 60.00 10.00  left, buyers', public
 *   owes SHOP                                => 30.00                 the books to the merchant */
struct str act_fails(struct story *story);
struct str act_unfails(struct story *story);
struct str act_claims(struct story *story);
struct str act_owes(struct story *story);

/* ---- test/story_counter.c: the counter ----
 *
 *   desk 2.00                                a counter; larger differences ask for two people
 *   box K agent 50.00                        => ok             opened with a float
 *   cash A SHOP|tous 50.00 [60.00]           => 10.00          sold, with the change
 *   cheque A SHOP|tous 50.00 NUMBER BANK     => 0.00
 *   expected K                               => 100.00         what must be in it
 *   count K 95.00 [why]                      => ok             closed, or waits for two
 *   box_agree K accountant, recount K agent   => ok             the second person
 *   bank K 60.00, bank safe 60.00, bank cheques A B  => ok
 *   cheque_back A why, lost A                => ok, 20.00      a cheque that comes back
 *   pay_back A agent                         => ok             a refund, in cash of his box
 *   desk_cash, difference, banked            => 50.00          by the ledger
 *   print L SHOP|tous 20.00 20 10            => ok             twenty in booklets of ten
 *   row A 1-001 1-010 cash|cheque            => 0.00           printed ones are sold
 *   scrap 1-011 1-012 why, stock L           => ok, 8 10 2     in stock, sold, cancelled
 *   show L 3 SHOP                            => refusal        at the till */
struct str act_desk(struct story *story);
struct str act_box(struct story *story);
struct str act_cash(struct story *story);
struct str act_cheque(struct story *story);
struct str act_row(struct story *story);
struct str act_leave(struct story *story);
struct str act_quote(struct story *story);
struct str act_unsell(struct story *story);
struct str act_expected(struct story *story);
struct str act_box_state(struct story *story);
struct str act_count(struct story *story);
struct str act_box_agree(struct story *story);
struct str act_recount(struct story *story);
struct str act_bank(struct story *story);
struct str act_cheque_back(struct story *story);
struct str act_lost(struct story *story);
struct str act_pay_back(struct story *story);
struct str act_desk_cash(struct story *story);
struct str act_difference(struct story *story);
struct str act_banked(struct story *story);
struct str act_print(struct story *story);
struct str act_stock(struct story *story);
struct str act_scrap(struct story *story);
struct str act_show(struct story *story);

/* ---- test/story_takings.c: a merchant's statement of some days ----
 *
 *   takings SHOP 2020-05-01..2020-05-31 closing => 50.00   or opening, under_way, a line's word, or
 *                                            vouchers.closing ...; checks that all of it adds up
 *   address SHOP lilas@exemple.fr            the merchant's
 *   weekly SHOP yes|no                       by mail, or not
 *   mondays                                  => 1              statements that go to the outbox now
 */
struct str act_takings(struct story *story);
struct str act_address(struct story *story);
struct str act_weekly(struct story *story);
struct str act_mondays(struct story *story);

/* ---- test/story_accounts.c: the accountant's archive and periods ----
 *
 *   archive MAI 2020-05-01..2020-05-31       => 4 202.50       entries, and what they moved
 *   close_days MAI                           => ok
 *   tax_nature single|multi                  => ok             of the newest campaign, from now on
 *   forget_archives                          => 2              memories that nobody needs any more
 *   remembers MAI                            => yes|no|half
 */
struct str act_archive(struct story *story);
struct str act_close_days(struct story *story);
struct str act_again(struct story *story);
struct str act_renames(struct story *story);
struct str act_spoils(struct story *story);
struct str act_forget_archives(struct story *story);
struct str act_remembers(struct story *story);
struct str act_tax_nature(struct story *story);

/* ---- test/story_volume.c: payments of twelve months ----
 *
 *   employ agent|accountant                  somebody who works for the territory
 *   threshold 200.00
 *   volume 2021-05-09                        => 214.99         until that day
 *   warnings                                 => 2              letters that go to the outbox now */
struct str act_employ(struct story *story);
struct str act_threshold(struct story *story);
struct str act_volume(struct story *story);
struct str act_warnings(struct story *story);

/* ---- test/story_neighbour.c: territories that take each other's vouchers ----
 *
 *   territory VILLE [CHF]                    another one, empty
 *   enter VILLE                              what follows happens there
 *   propose P VILLE both|there|here|none 2020-05-14 7 [40.00] => ok
 *                                            first day, days of notice, ceiling
 *   accept P, decline P, take_back P         => ok
 *   end P 2020-06-01                         => ok
 *   net                                      => 1              statements made now
 *   night_of VILLE 2020-05-14                => 30.00 5.00 25.00 open  earned, owed, net, and
 *                                            open, announced or paid; checks the other side
 *   announce Z VILLE 2020-05-15 REF, have Z VILLE [R1], unpay Z VILLE why => ok    paying it
 *   owed_by VILLE                            => 30.00 0.00     open, netted; checks the mirror */
struct str act_territory(struct story *story);
struct str act_net(struct story *story);
struct str act_night_of(struct story *story);
struct str act_announce(struct story *story);
struct str act_have(struct story *story);
struct str act_unpay(struct story *story);
struct str act_enter(struct story *story);
struct str act_propose(struct story *story);
struct str act_accept(struct story *story);
struct str act_decline(struct story *story);
struct str act_take_back(struct story *story);
struct str act_end(struct story *story);
struct str act_owed_by(struct story *story);

/* ---- test/story_transparency.c: public figures ----
 *
 *   shown payes                              => 50.00, or few  a figure by its word
 *   same_sums                                => same           as in the accountant's books */
struct str act_shown(struct story *story);
struct str act_same_sums(struct story *story);
struct str act_rank(struct story *story);

/* ---- test/story_transit.c: from Stripe's balance to the territory's bank ----
 *
 *   travels TXN payout po_A -100.00 2020-05-22 [trace]   => kept | known   a movement of a payout
 *   payout_told E1 paid po_A 100.00 2020-05-22 [trace]   => applied | ..   its notice
 *   at_bank R1@2020-05-22 CRDT 100.00 STRIPE ...         => transit_arrived   a line, and its words
 *   on_its_way                                           => po_A:100.00       what is open
 *   is_it R1.1 po_A                                      => ok | refusal      an agent chooses
 *   late                                                 => 1                 that should be here
 *   lost_way po_A agent why, agree_lost po_A accountant, wait_for po_A => ok | refusal */
struct str act_lost_way(struct story *story);
struct str act_agree_lost(struct story *story);
struct str act_wait_for(struct story *story);
struct str act_travels(struct story *story);
struct str act_payout_told(struct story *story);
struct str act_at_bank(struct story *story);
struct str act_on_its_way(struct story *story);
struct str act_is_it(struct story *story);
struct str act_late(struct story *story);
/* A notice of Stripe about this object: how it was taken. */
struct str story_notice(struct story *story, struct str event, struct str type, struct str object);
/* A statement with one entry of these words: what became of it. */
struct str story_bank_entry(struct story *story, struct str name, struct str amount,
                            struct str direction, struct str words);

#endif
