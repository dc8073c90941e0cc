# An agent pays back what is left, in part or whole, before and after use. Figures by hand.

campaign 20 50 100 free 5-250 redeem 2020-05-11..2020-12-31
shop librairie
now 2020-05-12T10:00
order A librairie 50.00                    => ok
pay A paid                                 => ok
due librairie                              => 50.00

repay A all                                => refund_no_reason
repay A 50.01 deuil                        => refund_amount_above_balance
# Half of it before it was used: play money is back at once.
repay A 25.00 deuil                        => ok
stage A                                    => sent
buyers A                                   => 25.00
owed sandbox                               => 0.00
state A                                    => partly_redeemed
due librairie                              => 25.00
outstanding librairie                      => 25.00
redeemed librairie                         => 0.00

# The recipient spends 20.00: of that nothing comes back.
redeem A librairie 20.00 caisse-01         => 5.00
repay A 25.00 encore                       => refund_amount_above_balance
repay A all encore                         => ok
buyers A                                   => 5.00
state A                                    => refunded
balance A                                  => 0.00
repay A all encore                         => refund_refunded
redeem A librairie 5.00 caisse-02          => voucher_refunded
withdraw A                                 => refund_refunded
due librairie                              => 20.00
paid librairie                             => 0.00
sold librairie                             => 50.00
redeemed librairie                         => 20.00
outstanding librairie                      => 0.00

# The use was a mistake after all: the voucher is alive again, for what it was used for.
undo A 1 erreur                            => 20.00
state A                                    => partly_redeemed
repay A all erreur                         => ok
buyers A                                   => 20.00
due librairie                              => 0.00

# Who has used it up has nothing to get back.
order B librairie 20.00                    => ok
pay B paid                                 => ok
redeem B librairie 20.00 caisse-03         => 0.00
repay B all regret                         => refund_nothing_left
# A lost voucher is paid back though no till takes it.
order C librairie 20.00                    => ok
pay C paid                                 => ok
block C lost                               => ok
withdraw C                                 => refund_blocked
repay C all perdu                          => ok
state C                                    => refunded
books                                      => balance
