# Public money at the counter: a fifth of each voucher, 100 of value a person. The box holds what was
# paid, no more; what is undone goes back into the envelope. Figures by hand.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
shop boulangerie
now 2020-05-12T09:00
desk 2.00
box K agent 50.00                          => ok
quote A librairie 50.00 aid                => topup_not_offered
rule rate 20 person 100 email              => ok
quote A librairie 50.00                    => 50.00 0.00 50.00
quote A librairie 50.00 aid                => topup_not_verified
quote A librairie 50.00 person=a@ex.org    => topup_envelope_empty
fund Ville 60.00                           => ok

# 50 for 40 against a note of 50: 10 back. The same form again sells nothing more.
quote A librairie 50.00 person=a@ex.org    => 50.00 10.00 40.00
cash A librairie 50.00 50.00 seen=9.00 person=a@ex.org => topup_changed
cash A librairie 50.00 30.00 seen=10.00 person=a@ex.org => counter_too_little
envelope                                   => 60.00 0.00 0.00
cash A librairie 50.00 50.00 seen=10.00 person=a@ex.org => 10.00
cash A librairie 50.00 50.00 seen=10.00 person=a@ex.org => 10.00
balance A                                  => 50.00
due librairie                              => 50.00
envelope                                   => 50.00 0.00 10.00
expected K                                 => 90.00
desk_cash                                  => 40.00

# Online and at the counter the same person has one ceiling.
aided B boulangerie 100.00 person=a@ex.org seen=10.00 => 10.00
cash C boulangerie 20.00 person=a@ex.org   => topup_ceiling_person
pay B abandoned                            => ok
cash C boulangerie 100.00 person=A+b@ex.org seen=10.00 => 0.00
cash D boulangerie 20.00 person=a@ex.org   => topup_ceiling_person
cash D boulangerie 20.00                   => 0.00
envelope                                   => 40.00 0.00 20.00

# An identity paper, whichever way round its name is written down.
cash E boulangerie 100.00 identity=Durand-Camille/1950-03-12 seen=20.00 => 0.00
cash F boulangerie 20.00 identity=camille-durand/1950-03-12 => topup_ceiling_person
cash F boulangerie 20.00 identity=Camille-Durand/1951-03-12 seen=4.00 => 0.00
envelope                                   => 16.00 0.00 44.00
expected K                                 => 296.00

# Undone on the spot: money to the buyer, public money to its envelope and to the person's ceiling.
unsell E agent                             => counter_no_cancel_note
unsell E accountant faux                   => counter_cancel_late
unsell E agent mauvais-commerce            => ok
unsell E agent mauvais-commerce            => counter_sale_cancelled
balance E                                  => 0.00
envelope                                   => 36.00 0.00 24.00
expected K                                 => 216.00
desk_cash                                  => 166.00
quote G boulangerie 100.00 identity=Durand-Camille/1950-03-12 => 100.00 20.00 80.00
redeem A librairie 10.00 caisse-01         => 40.00
unsell A agent faux                        => counter_sale_used

# By cheque: handed back before it goes to the bank, not after.
cheque G boulangerie 100.00 0012345 Crédit identity=Durand-Camille/1950-03-12 seen=20.00 => 0.00
envelope                                   => 16.00 0.00 44.00
due boulangerie                            => 240.00
unsell G agent mauvaise-somme              => ok
envelope                                   => 36.00 0.00 24.00
due boulangerie                            => 140.00
lost G                                     => 0.00
cheque_back G impaye                       => counter_sale_cancelled
cheque H boulangerie 100.00 0012346 Crédit identity=Durand-Camille/1950-03-12 seen=20.00 => 0.00
bank cheques G                             => counter_more_than_there
bank cheques H                             => ok
unsell H agent faux                        => counter_cheque_gone
cheque_back H sans-provision               => ok
envelope                                   => 36.00 0.00 24.00
difference                                 => 0.00

# Counted and closed with what buyers paid: 50 + 40 + 90 + 20 + 16.
count K 216.00                             => ok
box_state K                                => closed
unsell F agent trop-tard                   => counter_cancel_late
sold librairie                             => 50.00
books                                      => balance

# For everybody to see: A, C, D, E, F, G and H were paid with 40 + 90 + 20 + 80 + 16 + 80 + 80.
shown payes                                => 406.00
shown abondement                           => 84.00           # 10 + 10 + 20 + 4 + 20 + 20
shown rembourses                           => 300.00          # E, G and H
shown credites                             => 190.00          # 50 and 140
shown reste                                => 180.00          # 40 + 100 + 20 + 20
same_sums                                  => same
