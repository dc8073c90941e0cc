# A voucher for all shops of the territory: its money is held until a shop has earned it. Figures by
# hand.

campaign 20 50 100 wide redeem 2020-05-11..2020-12-31
shop librairie
shop boulangerie

now 2020-05-12T10:00
# Nothing is on sale for one shop alone.
order A librairie 50.00                    => checkout_no_campaign
order A tous 50.00                         => ok
pay A paid                                 => ok
balance A                                  => 50.00
due librairie                              => 0.00
held                                       => 50.00

redeem A librairie 30.00 caisse-01         => 20.00
due librairie                              => 30.00
held                                       => 20.00
redeem A boulangerie 25.00 caisse-02       => voucher_amount_above_balance
due boulangerie                            => 0.00
redeem A boulangerie 20.00 caisse-03       => 0.00
redeem A boulangerie 20.00 caisse-03       => 0.00
due boulangerie                            => 20.00
held                                       => 0.00
outstanding librairie                      => 0.00
books                                      => balance
