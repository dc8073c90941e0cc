# A day at the counter: a float, sales, 5.00 missing at the end, a cheque that comes back. Figures by
# hand.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
shop boulangerie
now 2020-05-12T09:00
box K agent 50.00                          => counter_shut
desk 2.00
box K agent 50.00                          => ok
box X agent 50.00                          => counter_box_open_already

# 20 in cash with a note of 50: 30 back. Sending the form again sells nothing more.
cash A librairie 20.00 50.00               => 30.00
cash A librairie 20.00 50.00               => 30.00
cash Z librairie 50.00 20.00               => counter_too_little
cash Z librairie 30.00                     => campaign_amount_not_offered
cash B boulangerie 100.00                  => 0.00
cheque C librairie 50.00 0012345 Crédit    => 0.00
cheque D boulangerie 50.00 0099999 Postale => 0.00
balance A                                  => 20.00
due librairie                              => 70.00
due boulangerie                            => 150.00
letters                                    => 0

# 50 float + 20 + 100 in cash; the cheques lie beside.
expected K                                 => 170.00
desk_cash                                  => 220.00
bank K 130.00                              => counter_more_than_there
bank K 60.00                               => ok
expected K                                 => 110.00
desk_cash                                  => 160.00
banked                                     => 60.00

# 105 are counted where 110 should be: 5 are missing, which asks for a word and for two people.
count K 105.00                             => counter_no_note
count K 105.00 monnaie-mal-rendue          => ok
box_state K                                => counted
difference                                 => 0.00
box_agree K agent                              => counter_same_person
recount K accountant                       => ok
count K 104.00 monnaie-mal-rendue          => counter_not_yours
box Y agent 10.00                          => counter_box_open_already
count K 105.00 monnaie-mal-rendue          => ok
box_agree K accountant                         => ok
box_agree K accountant                         => counter_already_decided
box_state K                                => closed
difference                                 => -5.00

# In the safe: 105 less the float of 50; and two cheques.
desk_cash                                  => 155.00
cash Z librairie 20.00                     => counter_no_box
bank safe 55.01                            => counter_more_than_there
bank safe 55.00                            => ok
bank cheques C D                           => ok
bank cheques D                             => counter_more_than_there
desk_cash                                  => 0.00
banked                                     => 215.00

# A small difference is booked by one person alone; one too much this time.
box L agent 0.00                           => ok
cash E librairie 20.00                     => 0.00
count L 21.00 trouvé-sous-le-comptoir      => ok
box_state L                                => closed
difference                                 => -4.00
bank safe 21.00                            => ok
desk_cash                                  => 0.00

# The cheque of 50 comes back. 20 of its voucher were used: the librairie keeps these and gives back
# 30; the 20 are the territory's loss.
redeem C librairie 20.00 caisse-01         => 30.00
due librairie                              => 90.00
cheque_back C                                  => counter_no_reason
cheque_back A sans-provision                   => counter_not_a_cheque
cheque_back C sans-provision                   => ok
cheque_back C sans-provision                   => counter_already_returned
lost C                                     => 20.00
balance C                                  => 0.00
look C librairie                           => voucher_blocked
due librairie                              => 60.00
difference                                 => -24.00
banked                                     => 186.00
desk_cash                                  => 0.00

# One that was never taken to the bank, nor used.
box M agent 0.00                           => ok
cheque F librairie 100.00 0000001 Crédit   => 0.00
due librairie                              => 160.00
desk_cash                                  => 100.00
cheque_back F signature                        => ok
lost F                                     => 0.00
due librairie                              => 60.00
desk_cash                                  => 0.00
outstanding librairie                      => 40.00
books                                      => balance
