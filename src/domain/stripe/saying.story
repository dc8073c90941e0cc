# What our books do not know, and Stripe does not explain, people do: one says, another agrees. By
# hand.
campaign 20 50 100 free 5-250 redeem 2020-05-11..2020-12-31
shop librairie
takes_cards
card A librairie 100.00                     => ok
gather                                      => 1
notice E1 A completed                       => applied
listed 1 charge A 100.00                    => kept
at_stripe                                   => 100.00

# Reserves are clear: Stripe lays our money aside and gives it free.
listed 2 reserve_transaction X -30.00       => kept
at_stripe                                   => 70.00
in_reserve                                  => 30.00
listed 3 reserve_transaction X 10.00        => kept
listed 4 reserved_funds X -5.00             => kept
in_reserve                                  => 25.00
at_stripe                                   => 75.00
differs                                     =>
odds                                        =>

# A gift for the climate: nobody here asked for it.
listed 5 contribution X -4.00               => kept
listed 5 contribution X -4.00               => known
differs                                     => contribution
odds                                        => unclear
at_stripe                                   => 75.00
odd close unclear vu                        => stripe_odd_needs_saying
agrees 5 accountant                         => stripe_odd_not_said
explains 5 agent territory                  => stripe_odd_no_meaning
explains 5 agent territory don              => ok
explains 5 accountant fee frais             => stripe_odd_already_decided
agrees 5 agent                              => stripe_odd_same_person
at_stripe                                   => 75.00
agrees 5 accountant                         => ok
at_stripe                                   => 71.00
keeps                                       => -4.00
differs                                     =>
odds                                        =>

# Said wrongly, taken back, said again. A correction that was a fee given back.
listed 6 adjustment X 1.50                  => kept
explains 6 accountant territory cadeau      => ok
unexplains 6 agent                          => ok
unexplains 6 agent                          => stripe_odd_not_said
explains 6 agent fee rendu                  => ok
agrees 6 accountant                         => ok
at_stripe                                   => 72.50
fees                                        => -1.50

# A kind that Stripe had not thought of in 2025; and a reserve that does not call itself so.
listed 7 moon_landing X -2.50               => kept
listed 8 adjustment X -10.00                => kept
odds                                        => unclear unclear
explains 7 agent bank vers_la_banque        => ok
agrees 7 accountant                         => ok
explains 8 agent reserve garantie           => ok
agrees 8 accountant                         => ok
at_stripe                                   => 60.00
in_reserve                                  => 35.00
on_its_way                                  => ch_X:2.50

# A charge that no order of ours carries: somebody took it elsewhere with the same account.
listed 9 charge Z 20.00 0.55                => kept
odds                                        => unclear
at_stripe                                   => 59.45
explains 9 agent territory fete             => ok
agrees 9 accountant                         => ok
at_stripe                                   => 79.45
keeps                                       => 16.00

# In dollars it is on another balance: told, looked at, closed, and never booked.
listed 10 contribution X -1.00 0 usd        => kept
odds                                        => unclear
explains 10 agent fee don                   => stripe_odd_no_money
odd close unclear vu                        => ok
at_stripe                                   => 79.45
books                                       => balance
