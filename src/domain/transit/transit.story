# From Stripe's balance to the territory's own account: booked once when it leaves, once when the
# bank shows it. By hand.
campaign 20 50 100 free 5-250 redeem 2020-05-11..2020-12-31
shop librairie
takes_cards
takes_transfers
now 2020-05-20T10:00
card A librairie 100.00                               => ok
card B librairie 100.00                               => ok
card C librairie 100.00                               => ok
gather                                                => 3
notice E1 A completed                                 => applied
notice E2 B completed                                 => applied
notice E3 C completed                                 => applied
listed 1 charge A 100.00 1.75                         => kept
at_stripe                                             => 298.25

# The list names the payout, again, and then its notice.
travels p1 payout po_1Aaa -40.00 2020-05-22           => kept
travels p1 payout po_1Aaa -40.00 2020-05-22           => known
at_stripe                                             => 258.25
on_its_way                                            => po_1Aaa:40.00
payout_told N1 paid po_1Aaa 40.00 2020-05-22          => applied
payout_told N1 paid po_1Aaa 40.00 2020-05-22          => known
at_stripe                                             => 258.25
differs                                               =>

# The bank shows it, in a statement and in the same again: suspense saw nothing of it.
at_bank R1@2020-05-22 CRDT 40.00 STRIPE PAYMENTS EUROPE => transit_arrived
on_its_way                                            =>
suspense                                              => 0.00
arrived                                               => 40.00
at_bank R1@2020-05-22 CRDT 40.00 STRIPE PAYMENTS EUROPE => same
arrived                                               => 40.00

# The notice is quicker than the list: it books nothing, and what it says of the day is kept.
payout_told N2 created po_2Bbb 30.00 2020-05-25       => applied
on_its_way                                            =>
at_stripe                                             => 258.25
travels p2 payout po_2Bbb -30.00 2020-05-25           => kept
on_its_way                                            => po_2Bbb:30.00

# The bank of another day and of other words may mean it; of another sum it does not.
at_bank R2@2020-05-26 CRDT 30.00 VIREMENT RECU        => transit_unsure
suspense                                              => 30.00
on_its_way                                            => po_2Bbb:30.00
at_bank R3@2020-05-26 CRDT 30.01 STRIPE               => unknown
is_it R3@2020-05-26.1 po_2Bbb                         => bank_no_transit
is_it R2@2020-05-26.1 po_2Bbb                         => ok
is_it R2@2020-05-26.1 po_2Bbb                         => bank_already_decided
on_its_way                                            =>
keep R3@2020-05-26.1 erreur                           => ok
suspense                                              => 0.00
arrived                                               => 100.01

# Two of the same sum at once: only the trace tells them apart, then one is left.
travels p3 payout po_3Ccc -10.00 2020-05-27 12345678  => kept
travels p4 payout po_4Ddd -10.00 2020-05-27 87654321  => kept
at_bank R4@2020-05-27 CRDT 10.00 STRIPE               => transit_unsure
at_bank R5@2020-05-27 CRDT 10.00 STRIPE 8765-4321 PAYOUT => transit_arrived
on_its_way                                            => po_3Ccc:10.00
is_it R4@2020-05-27.1 po_3Ccc                         => ok
on_its_way                                            =>
suspense                                              => 0.00

# A payout that the bank would not have goes back, whichever of the two is listed first.
travels f5 payout_failure po_5Eee 20.00 2020-05-28    => kept
on_its_way                                            => po_5Eee:-20.00
travels p5 payout po_5Eee -20.00 2020-05-28           => kept
payout_told N5 failed po_5Eee 20.00 2020-05-28        => applied
on_its_way                                            =>
at_stripe                                             => 208.25        # 258.25 - 30 - 10 - 10
at_bank R6@2020-05-28 CRDT 20.00 STRIPE               => unknown
keep R6@2020-05-28.1 quoi                             => ok

# It had arrived, and is called back after all: the bank's debit ends it.
travels p6 payout po_6Fff -15.00 2020-05-29           => kept
at_bank R7@2020-05-29 CRDT 15.00 STRIPE               => transit_arrived
travels f6 payout_failure po_6Fff 15.00 2020-05-29    => kept
on_its_way                                            => po_6Fff:-15.00
at_bank R8@2020-05-30 DBIT 15.00 STRIPE PO_6FFF       => transit_arrived
on_its_way                                            =>

# Money that Stripe draws from the bank; and a debit of that sum that does not say so.
travels t7 topup tu_7Ggg 50.00 2020-06-02             => kept
at_stripe                                             => 258.25
on_its_way                                            => tu_7Ggg:-50.00
at_bank R9@2020-06-02 DBIT 50.00 PRLV SEPA            => transit_unsure
on_its_way                                            => tu_7Ggg:-50.00
is_it R9@2020-06-02.1 tu_7Ggg                         => ok
on_its_way                                            =>
at_bank R10@2020-06-02 DBIT 50.00 STRIPE              => not_ours
suspense                                              => 0.00

# Six days after it should be there it is late.
travels p8 payout po_8Hhh -25.00 2020-06-05           => kept
now 2020-06-10T12:00
late                                                  => 0
now 2020-06-11T12:00
late                                                  => 1
at_bank R11@2020-06-11 CRDT 25.00 STRIPE              => transit_arrived
late                                                  => 0
at_stripe                                             => 233.25

# One never comes: its sum moved before our books began. Two people say so; of what it was then.
travels p9 payout po_9Iii -12.00 2020-06-12           => kept
lost_way po_9Iii agent                                => transit_closing_no_note
agree_lost po_9Iii accountant                         => transit_closing_not_asked
lost_way po_9Iii agent jamais                         => ok
lost_way po_9Iii accountant jamais                    => transit_closing_asked
agree_lost po_9Iii agent                              => transit_closing_same_person
travels f9 payout_failure po_9Iii 2.00 2020-06-12     => kept
agree_lost po_9Iii accountant                         => transit_closing_moved
wait_for po_9Iii                                      => ok
lost_way po_9Iii agent jamais                         => ok
agree_lost po_9Iii accountant                         => ok
on_its_way                                            =>
keeps                                                 => 40.01          # 30.01 and 20.00 kept before, less 10.00
at_stripe                                             => 223.25
books                                                 => balance
