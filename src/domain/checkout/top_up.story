# Public money pays a fifth of each voucher of up to 100, up to 1,000 a person: kariyon's rule with a
# small envelope. Figures by hand.

campaign 20 50 100 free 5-250 redeem 2020-05-11..2020-12-31
shop librairie
shop boulangerie
now 2020-05-12T10:00
aided A librairie 50.00                    => topup_not_offered
rule rate 20 voucher 100 person 1000 email => ok
aided A librairie 50.00                    => topup_not_verified
aided A librairie 50.00 person=a@ex.org    => topup_envelope_empty
fund Canton 60.00                          => ok
fund Ville 40.00                           => ok
fund Canton 0.00                           => envelope_no_amount

# The shop gets 50, the buyer pays 40. Nothing is used before he does.
aided A librairie 50.00 person=a@ex.org seen=10.00 => 10.00
price A                                    => 40.00
envelope                                   => 90.00 10.00 0.00
due librairie                              => 0.00
pay A paid                                 => ok
envelope                                   => 90.00 0.00 10.00
due librairie                              => 50.00
balance A                                  => 50.00
sold librairie                             => 50.00
redeem A librairie 50.00 caisse-01         => 0.00

# What the buyer saw is what he gets, or he is told.
aided B librairie 100.00 person=a@ex.org seen=10.00 => topup_changed
aided B librairie 250.00 person=a@ex.org   => 20.00
price B                                    => 230.00
envelope                                   => 70.00 20.00 10.00
pay B refused                              => ok
envelope                                   => 90.00 0.00 10.00

# A quarter of an hour later the place is somebody else's, and the order is given up.
aided C boulangerie 100.00 person=c@ex.org => 20.00
now 2020-05-12T10:14
lapse                                      => 0
now 2020-05-12T10:15
lapse                                      => 1
lapse                                      => 0
envelope                                   => 90.00 0.00 10.00
pay C paid                                 => checkout_already_decided

# The envelope is not overspent; without public money there is always a voucher.
aided D boulangerie 100.00 person=d@ex.org => 20.00
aided E boulangerie 100.00 person=d@ex.org => 20.00
aided F boulangerie 100.00 person=d@ex.org => 20.00
aided G boulangerie 100.00 person=d@ex.org => 20.00
aided H boulangerie 100.00 person=d@ex.org => topup_envelope_empty
aided H boulangerie 50.00 person=d@ex.org  => 10.00
envelope                                   => 0.00 90.00 10.00
order I boulangerie 100.00                 => ok
pay D paid                                 => ok
pay E abandoned                            => ok
pay H paid                                 => ok
envelope                                   => 20.00 40.00 40.00

# More money comes. Of 1,000 a person the last 50 are topped up, then no more.
fund Ville 500.00                          => ok
aided J boulangerie 250.00 person=D+x@ex.org => 20.00
aided K boulangerie 100.00 person=d@ex.org => 20.00
aided L boulangerie 100.00 person=d@ex.org => 20.00
aided M boulangerie 100.00 person=d@ex.org => 20.00
aided N boulangerie 100.00 person=d@ex.org => 20.00
aided O boulangerie 100.00 person=d@ex.org => 20.00
aided Q boulangerie 100.00 person=d@ex.org => 10.00
aided R boulangerie 20.00 person=d@ex.org  => topup_ceiling_person
price Q                                    => 90.00

# The same order sent twice reserves once.
aided S librairie 50.00 person=s@ex.org key=abc => 10.00
aided S librairie 50.00 person=s@ex.org key=abc => 10.00
envelope                                   => 380.00 180.00 40.00

# At the end the rest goes back: 60 and 540 were put in.
give_rest                                  => ok
funder Canton                              => 60.00 38.00
funder Ville                               => 540.00 342.00
envelope                                   => 0.00 180.00 40.00
pay S paid                                 => ok
now 2020-05-12T11:00
lapse                                      => 9
give_rest                                  => ok
envelope                                   => 0.00 0.00 50.00
funder Canton                              => 60.00 55.00
funder Ville                               => 540.00 495.00
due librairie                              => 100.00
due boulangerie                            => 150.00
books                                      => balance
