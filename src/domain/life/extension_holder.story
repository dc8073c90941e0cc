# What went back to who paid does not come back to the voucher; what the territory kept does.

campaign 20 50 100 rest holder redeem 2020-05-11..2020-12-31
shop librairie
now 2020-05-12T10:00
order A librairie 50.00                    => ok
pay A paid                                 => ok
campaign 20 50 100 wide redeem 2020-05-11..2020-12-31
order B tous 50.00                         => ok
pay B paid                                 => ok
now 2021-01-08T10:00
night                                      => 2
kept                                       => 50.00
prolong E 2021-06-30 revive                => ok
counted E                                  => 0:0.00 1:50.00 1:50.00
prolong_go E                               => ok
kept                                       => 0.00
redeem B librairie 50.00 caisse-01         => 0.00
due librairie                              => 50.00
state A                                    => expired
books                                      => balance
