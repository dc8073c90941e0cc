# A shop fails with vouchers outstanding: 50.00 of which public money added 10.00, and 20.00.
# Figures by hand.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
shop boulangerie
fund Région 100.00                         => ok
rule rate 20                               => ok
now 2020-05-12T10:00
aided A librairie 50.00                    => 10.00
pay A paid                                 => ok
order B librairie 20.00                    => ok
pay B paid                                 => ok
order C boulangerie 20.00                  => ok
pay C paid                                 => ok
account librairie
redeem A librairie 20.00 caisse-01         => 30.00
letters                                    => 3

# Of the 30.00 left the buyer paid 30 x 40 / 50.
claims librairie                           => 2 50.00 44.00 6.00
owes librairie                             => 70.00

# Money on its way is decided first.
prepare P agent                            => ok
fails librairie 2020-05-12 liquidation     => failure_in_batch
cancel P agent                             => ok
fails librairie 2020-05-13 liquidation     => failure_bad_day
fails librairie 2020-05-12                 => failure_no_reason
fails librairie 2020-05-12 liquidation     => ok
fails librairie 2020-05-12 liquidation     => failure_already
letters                                    => 5

# Nothing is sold, paid or taken any more; no money has moved, and other shops go on.
order D librairie 50.00                    => checkout_shop_not_selling
look A librairie                           => voucher_shop_failed
redeem B librairie 5.00 caisse-02          => voucher_shop_failed
unblock A                                  => block_shop_failed
withdraw B                                 => refund_shop_failed
look C boulangerie                         => 20.00
prepare P agent                            => payout_nothing_due
balance A                                  => 30.00
owes librairie                             => 70.00
claims librairie                           => 2 50.00 44.00 6.00

# It was a mistake: all is as before, and holders are told.
now 2020-05-13T10:00
unfails librairie                          => failure_no_reason
unfails librairie erreur                   => ok
unfails librairie erreur                   => failure_lifted
letters                                    => 7
look A librairie                           => 30.00
redeem B librairie 5.00 caisse-02          => 15.00
owes librairie                             => 70.00
claims librairie                           => 2 45.00 39.00 6.00
order E librairie 50.00                    => ok
prepare P agent                            => ok
cancel P agent                             => ok

# Again, for good: the last day passes, and what is owed does not lapse; another shop's does.
fails librairie 2020-05-13 liquidation     => ok
now 2021-01-08T10:00
night                                      => 1
look B librairie                           => voucher_shop_failed
claims librairie                           => 2 45.00 39.00 6.00
books                                      => balance
