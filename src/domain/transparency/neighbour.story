# A voucher of one territory, used in another and taken back: what the public reads in each. By hand.

campaign 20 50 100 wide redeem 2020-05-11..2020-12-31
shop lilas
territory ville
now 2020-05-12T10:00
order A tous 100.00                        => ok
pay A paid                                 => ok
order B tous 50.00                         => ok
pay B paid                                 => ok
order C tous 50.00                         => ok
pay C paid                                 => ok
order D tous 20.00                         => ok
pay D paid                                 => ok
order E tous 20.00                         => ok
pay E paid                                 => ok
propose P ville both 2020-05-12 7          => ok
enter ville
accept P                                   => ok
campaign 20 50 100 wide redeem 2020-05-11..2020-12-31
shop rose
order V tous 50.00                         => ok
pay V paid                                 => ok
order W tous 50.00                         => ok
pay W paid                                 => ok
order X tous 20.00                         => ok
pay X paid                                 => ok
order Y tous 20.00                         => ok
pay Y paid                                 => ok
order Z tous 20.00                         => ok
pay Z paid                                 => ok
redeem A rose 40.00 caisse-01              => 60.00
redeem A rose 10.00 caisse-02              => 50.00

# Where it was used: nothing of theirs was used, but the shop has earned it.
shown utilises                             => 0.00
shown credites                             => 50.00
shown dus                                  => 50.00
shown reste                                => 160.00
same_sums                                  => same
enter bourg
shown utilises                             => 50.00
shown credites                             => 0.00
shown reste                                => 190.00          # 240 - 50
same_sums                                  => same

# Taken back by an agent at home: 10.00 of it, in both.
undo A 2 erreur                            => 60.00
shown utilises                             => 40.00
shown credites                             => 0.00
shown reste                                => 200.00
same_sums                                  => same
enter ville
shown utilises                             => 0.00
shown credites                             => 40.00
shown dus                                  => 40.00
same_sums                                  => same

# By the shop itself, within its time: all of it.
reverse A rose 1                           => 100.00
shown credites                             => 0.00
shown dus                                  => 0.00
enter bourg
shown utilises                             => 0.00
shown reste                                => 240.00
same_sums                                  => same
books                                      => balance
