# A buyer withdraws within fourteen days, as long as the voucher is whole. 8 May 2020 was a holiday
# (a Friday): who bought on 24 April had until Monday 11 May.

campaign 20 50 100 redeem 2020-04-01..2020-12-31
shop librairie
now 2020-04-24T23:59
order A librairie 50.00                    => ok
pay A paid                                 => ok
order B librairie 50.00                    => ok
pay B paid                                 => ok
order C librairie 50.00                    => ok
pay C paid                                 => ok
redeem C librairie 10.00 caisse-01         => 40.00
order D librairie 50.00                    => ok
pay D paid                                 => ok
# What an agent paid back has not been used: the buyer may withdraw from the rest.
repay D 20.00 geste                        => ok
now 2020-05-11T23:59
withdraw C                                 => refund_used
# The use was a mistake: whole again.
undo C 1 erreur                            => 50.00
withdraw A                                 => ok
buyers A                                   => 50.00
withdraw A                                 => refund_refunded
withdraw D                                 => ok
buyers D                                   => 30.00
now 2020-05-12T00:00
withdraw B                                 => refund_too_late
withdraw C                                 => refund_too_late
repay B all geste                          => ok
due librairie                              => 50.00
books                                      => balance
