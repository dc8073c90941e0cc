# A voucher for all shops: the money that is held goes back; a shop keeps what it has earned.

campaign 20 50 100 wide redeem 2020-05-11..2020-12-31
shop librairie
now 2020-05-12T10:00
order A tous 50.00                         => ok
pay A paid                                 => ok
redeem A librairie 30.00 caisse-01         => 20.00
held                                       => 20.00
repay A all demande                        => ok
buyers A                                   => 20.00
held                                       => 0.00
due librairie                              => 30.00
state A                                    => refunded
books                                      => balance
