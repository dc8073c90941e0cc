# The last day counts to its end, in the territory's zone; a spent voucher says so even after it.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
now 2020-05-01T10:00
order A librairie 50.00                    => ok
pay A paid                                 => ok
order B librairie 20.00                    => ok
pay B paid                                 => ok
order C librairie 21.00                    => campaign_amount_not_offered

now 2020-12-31T23:59
redeem A librairie 20.00 caisse-01         => 30.00
redeem B librairie 20.00 caisse-02         => 0.00
now 2021-01-01T00:00
redeem A librairie 10.00 caisse-03         => voucher_expired
redeem B librairie 10.00 caisse-04         => voucher_already_redeemed
order D librairie 20.00                    => campaign_ended
balance A                                  => 30.00
books                                      => balance
