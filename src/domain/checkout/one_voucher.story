# A resident buys a voucher while the shop is closed; the shop has the money now; the voucher is
# redeemed after reopening, in two parts. Figures by hand.

campaign 20 50 100 free 5-250 redeem 2020-05-11..2020-12-31
shop librairie
shop boulangerie

now 2020-05-01T10:00
order A librairie 50.00                    => ok
pay A paid                                 => ok
balance A                                  => 50.00
due librairie                              => 50.00
outstanding librairie                      => 50.00
letters                                    => 1

# The shop is still closed.
redeem A librairie 32.50 caisse-01         => voucher_not_yet_valid
balance A                                  => 50.00

now 2020-05-11T00:00
look A librairie                           => 50.00
redeem A boulangerie 32.50 caisse-02       => voucher_other_shop
mistype A librairie                        => voucher_wrong_check_digit
type 0000-0000-0000 librairie              => voucher_unknown_code
type 0000-0000-0000-0000 librairie         => voucher_no_code
type 7F3K9Q2MXW4 librairie                 => voucher_no_code
type https://exemple.fr/menu librairie     => voucher_no_code
redeem A librairie 50.01 caisse-03         => voucher_amount_above_balance
redeem A librairie 32.50 caisse-04         => 17.50
# The till asks again because the answer was lost: nothing more is taken.
redeem A librairie 32.50 caisse-04         => 17.50
redeem A librairie 17.50 caisse-04         => voucher_nonce_reused
balance A                                  => 17.50
redeemed librairie                         => 32.50
redeem A librairie 17.50 caisse-05         => 0.00
redeem A librairie 1.00 caisse-06          => voucher_already_redeemed
look A librairie                           => voucher_already_redeemed
# The money due does not change with redeeming: the shop had it from the start.
due librairie                              => 50.00
outstanding librairie                      => 0.00
books                                      => balance
