# A voucher that was lost is refused by name until it is found.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
now 2020-05-12T10:00
order A librairie 50.00                    => ok
pay A paid                                 => ok
unblock A                                  => block_not_blocked
block A lost                               => ok
block A stolen                             => block_already
state A                                    => blocked
redeem A librairie 50.00 caisse-01         => voucher_blocked
balance A                                  => 50.00
unblock A                                  => ok
redeem A librairie 50.00 caisse-01         => 0.00
books                                      => balance
