/* Stories: text tables that a shopkeeper could check. A line is an act, its values, `=>` and what
 * must come of it; `#` begins a comment. See the .story files beside the modules for the acts.
 *
 *   now 2020-05-12T09:00                          the clock, in Paris
 *   campaign 20 50 100 free 5-250 [wide] [rest holder|fund] redeem 2020-05-11..2020-12-31
 *   shop librairie                                a shop and its merchant
 *   order A librairie|tous 50.00 [key=K]          => ok | refusal    for one shop, or for all
 *   pay A paid|refused|abandoned                  => ok | refusal
 *   look A librairie                              => balance | refusal
 *   redeem A librairie 32.50 nonce-1              => what is left | refusal
 *   type 0000-0000-0000 librairie                 => refusal
 *   mistype A librairie                           => refusal        one symbol is wrong
 *   balance A                                     => 17.50
 *   due|paid|underway|sold|redeemed|outstanding librairie => 50.00
 *   held                                          => 50.00          for all shops, not yet earned
 *   account librairie                             the merchant gives an account number
 *   prepare P agent | confirm P accountant | cancel P accountant => ok | refusal
 *   rank value|count                              => librairie boulangerie
 *   letters                                       => 2              in the outbox
 *   place NAME TRADE TOWN HOURS, measure, preview, put, lift, counter, allowed: the crisis switch,
 *                                                 told in test/story_in.h
 *   device, offline, ceilings, conflicts, close, revoke: tills without a network, likewise
 *   takes_transfers, transfer, receive, ... : money by transfer; takes_cards, card, ... : by card
 *   block, reverse, ... : the life of a voucher after its sale, likewise
 *   fund, rule, aided, ... : public money, likewise
 *   takings, volume, shown, ... : statements, the legal counter, public figures, likewise
 *   desk, box, cash, cheque, ...: the counter; fails, claims, ...: a failed shop, likewise
 *   books                                         => balance        seals, then walks everything */
#ifndef TEST_STORY_H
#define TEST_STORY_H

/* Runs the file on the engine of TEST_DATABASE; fails the cmocka test at the first line that does
 * not come out, naming it. */
void story_run(const char *path);

#endif
