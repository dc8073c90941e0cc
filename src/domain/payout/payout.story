# The shop's money on its way: reserved by the agent, confirmed by the accountant, paid once.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
shop boulangerie
now 2020-05-01T10:00
prepare P agent                            => payout_nothing_due
order A librairie 50.00                    => ok
pay A paid                                 => ok
order B boulangerie 20.00                  => ok
pay B paid                                 => ok

# Without an account number nothing can be sent.
prepare P agent                            => payout_nothing_due
account librairie
prepare P agent                            => ok
due librairie                              => 0.00
underway librairie                         => 50.00
due boulangerie                            => 20.00
prepare Q agent                            => payout_nothing_due

# Money that comes in meanwhile waits for the next batch.
order C librairie 100.00                   => ok
pay C paid                                 => ok
due librairie                              => 100.00
prepare Q agent                            => payout_nothing_due

confirm P agent                            => payout_same_person
confirm P accountant                       => ok
confirm P accountant                       => payout_already_decided
cancel P accountant                        => payout_already_decided
paid librairie                             => 50.00
underway librairie                         => 0.00
due librairie                              => 100.00
sold librairie                             => 150.00

# A cancelled batch gives everything back.
prepare R agent                            => ok
cancel R accountant                        => ok
due librairie                              => 100.00
underway librairie                         => 0.00
prepare S agent                            => ok
confirm S accountant                       => ok
paid librairie                             => 150.00
due librairie                              => 0.00
books                                      => balance
