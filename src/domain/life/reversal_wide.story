# A voucher for all shops: the shop that had earned the money by a use gives it back.

campaign 20 50 100 wide redeem 2020-05-11..2020-12-31
shop librairie
shop boulangerie
account librairie
now 2020-05-12T10:00
order A tous 50.00                         => ok
pay A paid                                 => ok
redeem A librairie 30.00 caisse-01         => 20.00
redeem A boulangerie 20.00 caisse-02       => 0.00
reverse A boulangerie 2                    => 20.00
due boulangerie                            => 0.00
held                                       => 20.00
# The shop has been paid meanwhile: it owes the money, from what it earns next.
prepare P agent                            => ok
confirm P accountant                       => ok
undo A 1 erreur                            => 50.00
held                                       => 50.00
due librairie                              => -30.00
paid librairie                             => 30.00
redeem A librairie 50.00 caisse-03         => 0.00
due librairie                              => 20.00
held                                       => 0.00
books                                      => balance
