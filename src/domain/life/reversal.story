# A use that was a mistake is taken back: by the shop within half an hour, later by an agent who says
# why. Figures by hand.

campaign 20 50 100 free 5-250 redeem 2020-05-11..2020-12-31
shop librairie
shop boulangerie
now 2020-05-12T10:00
order A librairie 50.00                    => ok
pay A paid                                 => ok

# 32.50 instead of 23.50.
redeem A librairie 32.50 caisse-01         => 17.50
redeemed librairie                         => 32.50
reverse A boulangerie 1                    => reversal_other_shop
now 2020-05-12T10:29
reverse A librairie 1                      => 50.00
reverse A librairie 1                      => reversal_already
state A                                    => issued
redeemed librairie                         => 0.00
outstanding librairie                      => 50.00
# The till that asks again because the answer was lost must not take it anew.
redeem A librairie 32.50 caisse-01         => voucher_reversed
redeem A librairie 23.50 caisse-02         => 26.50

# After half an hour it is for an agent, who gives a reason.
now 2020-05-12T11:00
reverse A librairie 2                      => reversal_too_late
undo A 2                                   => reversal_no_reason
undo A 2 double                            => 50.00
redeem A librairie 50.00 caisse-03         => 0.00
state A                                    => redeemed
redeem A librairie 1.00 caisse-04          => voucher_already_redeemed
undo A 3 parti                             => 50.00
due librairie                              => 50.00
paid librairie                             => 0.00
books                                      => balance
