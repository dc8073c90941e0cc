# Le Bourg and La Ville agree to take each other's vouchers for all shops.

campaign 20 50 100 wide redeem 2020-05-11..2020-12-31
campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop lilas
territory ville
territory berne CHF
now 2020-05-12T10:00
order A tous 50.00                              => ok
pay A paid                                      => ok
order S lilas 20.00                             => ok
pay S paid                                      => ok
enter ville
campaign 20 50 100 wide redeem 2020-05-11..2020-12-31
shop rose
account rose
order V tous 100.00                             => ok
pay V paid                                      => ok
look A rose                                     => voucher_other_territory

# Proposing: what cannot be agreed says why.
enter bourg
propose P berne both 2020-05-14 7               => agreement_currency
propose P bourg both 2020-05-14 7               => agreement_unknown
propose P ville none 2020-05-14 7               => agreement_no_direction
propose P ville both 2020-05-11 7               => agreement_bad_day
propose P ville both 2020-05-14 6               => agreement_bad_notice
propose P ville here 2020-05-14 7               => ok
take_back P                                     => ok
propose P ville there 2020-05-14 7              => ok
enter ville
propose Q bourg both 2020-05-14 7               => agreement_already
take_back P                                     => agreement_own_proposal
decline P                                       => ok
accept P                                        => agreement_decided
enter bourg
propose P ville both 2020-05-14 7 40.00         => ok
accept P                                        => agreement_own_proposal
enter ville
look A rose                                     => voucher_other_territory
accept P                                        => ok
look A rose                                     => voucher_neighbour_not_yet

enter berne
shop baeren
look A baeren                                   => voucher_other_currency
enter ville

# From the first day on; the till redeems once under its nonce.
now 2020-05-14T10:00
look A rose                                     => 50.00
look S rose                                     => voucher_neighbour_single
redeem A rose 30.00 caisse-01                   => 20.00
redeem A rose 30.00 caisse-01                   => 20.00
redeem A rose 20.00 caisse-01                   => voucher_nonce_reused
due rose                                        => 30.00
owed_by bourg                                   => 30.00 0.00
# At most 40.00 may be owed.
redeem A rose 10.01 caisse-02                   => voucher_neighbour_ceiling
redeem A rose 10.00 caisse-03                   => 10.00
due rose                                        => 40.00

# A mistake is taken back on both sides, by the shop or by an agent of the voucher's territory.
reverse A rose 2                                => 20.00
reverse A rose 2                                => reversal_already
due rose                                        => 30.00
owed_by bourg                                   => 30.00 0.00
enter bourg
held                                            => 20.00
redeem V lilas 5.00 caisse-04                   => 95.00
due lilas                                       => 25.00
owed_by ville                                   => -25.00 0.00
undo A 1 erreur                                 => 50.00
held                                            => 50.00
owed_by ville                                   => 5.00 0.00
enter ville
due rose                                        => 0.00
held                                            => 95.00
reverse V lilas 1                               => reversal_other_shop
now 2020-05-14T10:29
enter bourg
reverse V lilas 1                               => 100.00
owed_by ville                                   => 0.00 0.00
due lilas                                       => 20.00
redeem V lilas 60.00 caisse-05                  => voucher_neighbour_ceiling

# What the voucher's own territory refuses is refused here too.
block A lost                                    => ok
enter ville
look A rose                                     => voucher_blocked
enter bourg
unblock A                                       => ok
redeem A lilas 50.00 caisse-06                  => 0.00
enter ville
look A rose                                     => voucher_already_redeemed
redeem A rose 1.00 caisse-07                    => voucher_already_redeemed

# A till without a network.
device tablette rose                            => ok
enter bourg
order B tous 20.00                              => ok
pay B paid                                      => ok
enter ville
offline B tablette 12.00 file-0001 2020-05-14T09:30 => 8.00
offline B tablette 12.00 file-0001 2020-05-14T09:30 => 8.00
offline B tablette 12.00 file-0002 2020-05-14T09:40 => voucher_amount_above_balance
conflicts rose                                  => 1
owed_by bourg                                   => 12.00 0.00

# Either side ends it, with its notice; the last day counts.
end P 2020-05-20                                => agreement_too_soon
end P 2020-05-21                                => ok
end P 2020-06-21                                => agreement_not_running
now 2020-05-21T23:00
redeem B rose 3.00 caisse-08                    => 5.00
now 2020-05-22T08:00
look B rose                                     => voucher_neighbour_no_longer
# A use before is still taken back after it, by an agent.
enter bourg
undo B 2 erreur                                 => 8.00
owed_by ville                                   => -12.00 0.00
propose R ville there 2020-05-22 7              => ok
enter ville
accept R                                        => ok
look B rose                                     => 8.00
enter bourg
# Not in this direction any more.
look V lilas                                    => voucher_other_territory
books                                           => balance
