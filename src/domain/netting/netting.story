# Le Bourg and La Ville take each other's vouchers; every night what they owe each other is netted.

campaign 20 50 100 wide redeem 2020-05-11..2020-12-31
shop lilas
territory ville
now 2020-05-12T10:00
order A tous 100.00                             => ok
pay A paid                                      => ok
propose P ville both 2020-05-12 7               => ok
enter ville
accept P                                        => ok
campaign 20 50 100 wide redeem 2020-05-11..2020-12-31
shop rose
order V tous 50.00                              => ok
pay V paid                                      => ok
redeem A rose 40.00 caisse-01                   => 60.00
redeem A rose 10.00 caisse-02                   => 50.00
enter bourg
redeem V lilas 15.00 caisse-03                  => 35.00
owed_by ville                                   => -35.00 0.00

# Not before the day is over.
net                                             => 0
now 2020-05-13T00:59
net                                             => 0
now 2020-05-13T01:00
redeem V lilas 1.00 caisse-04                   => 34.00
net                                             => 1
net                                             => 0
# 15.00 of theirs used here, 50.00 of ours there; the 1.00 is of another day.
night_of ville 2020-05-12                       => 15.00 50.00 -35.00 open
owed_by ville                                   => 1.00 -35.00
enter ville
net                                             => 0
night_of bourg 2020-05-12                       => 50.00 15.00 35.00 open
owed_by bourg                                   => -1.00 35.00

# The next night from the other side. A use taken back is counted in the night after.
reverse A rose 2                                => reversal_too_late
enter bourg
undo A 2 erreur                                 => 60.00
enter ville
now 2020-05-14T02:00
net                                             => 1
night_of bourg 2020-05-13                       => -10.00 1.00 -11.00 open
owed_by bourg                                   => 0.00 24.00
books                                           => balance

# The one who owes pays, and the other has it: both say so.
announce Z bourg 2020-05-14 VIR-0514            => settlement_not_ours
enter bourg
announce Z ville 2020-05-15 VIR-0514            => settlement_bad_day
announce Z ville 2020-05-14                     => settlement_no_reference
announce Z ville 2020-05-14 VIR-0514            => ok
announce Y ville 2020-05-14 VIR-0515            => settlement_waits
night_of ville 2020-05-12                       => 15.00 50.00 -35.00 announced
have Z ville                                    => settlement_not_ours
owed_by ville                                   => 0.00 -24.00
enter ville
unpay Z bourg                                   => settlement_no_reason
unpay Z bourg introuvable                       => ok
have Z bourg                                    => settlement_decided
night_of bourg 2020-05-12                       => 50.00 15.00 35.00 open
enter bourg
announce Z ville 2020-05-14 VIR-0514            => ok
# What comes while it is under way is of the next one.
redeem V lilas 20.00 caisse-05                  => 14.00
now 2020-05-15T02:00
net                                             => 1
enter ville
have Z bourg                                    => ok
have Z bourg                                    => settlement_decided
night_of bourg 2020-05-13                       => -10.00 1.00 -11.00 paid
night_of bourg 2020-05-14                       => 0.00 20.00 -20.00 open
owed_by bourg                                   => 0.00 -20.00
announce X bourg 2020-05-15 VIR-0515            => ok
enter bourg
# Where the bank's statement is imported, the money is taken out of suspense.
takes_transfers
receive R1 ? 19.99 ? 25.00                      => unknown unknown
suspense                                        => 44.99
have X ville R1.1                               => settlement_not_enough
have X ville R1.2                               => ok
suspense                                        => 24.99
owed_by ville                                   => 0.00 0.00
announce W ville 2020-05-15 VIR-0516            => settlement_nothing
books                                           => balance
