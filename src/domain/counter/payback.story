# Money given back at the counter leaves the box of who hands it over. Figures by hand.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
now 2020-05-12T09:00
desk 2.00
box K agent 50.00                          => ok
cash A librairie 20.00                     => 0.00
cash B librairie 100.00                    => 0.00
cheque C librairie 50.00 0012345 Crédit    => 0.00
expected K                                 => 170.00
desk_cash                                  => 170.00

# In cash, by an agent with a box, once.
repay A all rendu                          => ok
stage A                                    => asked
owed desk                                  => 20.00
due librairie                              => 150.00
executed A                                 => refund_at_counter
pay_back A accountant                      => counter_no_box
pay_back A agent                           => ok
pay_back A agent                           => counter_refund_gone
stage A                                    => sent
owed desk                                  => 0.00
expected K                                 => 150.00
desk_cash                                  => 150.00

# More than lies in the box: by transfer instead, by the word of two people.
bank K 100.00                              => ok
repay B all rendu                          => ok
pay_back B agent                           => counter_no_cash
pay_to B FR7630001007941234567890185 agent => ok
pay_back B agent                           => counter_refund_gone
agree B agent                              => refund_same_person
agree B accountant                         => ok
executed B                                 => ok
owed desk                                  => 0.00
desk_cash                                  => 50.00

# A cheque that still lies here has paid for nothing yet. It comes back: the refund is dropped, and
# nobody has lost anything.
repay C all rendu                          => ok
pay_back C agent                           => counter_cheque_here
owed desk                                  => 50.00
cheque_back C sans-provision               => ok
stage C                                    => dropped
lost C                                     => 0.00
owed desk                                  => 0.00
pay_back C agent                           => counter_refund_gone
difference                                 => 0.00
desk_cash                                  => 0.00
due librairie                              => 0.00

count K 50.00                              => ok
box_state K                                => closed
books                                      => balance
