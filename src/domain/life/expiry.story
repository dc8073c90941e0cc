# The last day is over: what is left goes where the campaign said, once the tills without a network have
# had seven days to report. Figures by hand.

campaign 20 50 100 free 5-250 redeem 2020-05-11..2020-12-31
shop librairie
shop fleuriste
device comptoir librairie                  => ok
now 2020-05-12T10:00
order A librairie 50.00                    => ok
pay A paid                                 => ok
order B librairie 20.00                    => ok
pay B paid                                 => ok
redeem A librairie 32.50 caisse-01         => 17.50
redeem B librairie 20.00 caisse-02         => 0.00

# The whole last day counts, in the territory's time.
now 2020-12-31T23:59
night                                      => 0
look A librairie                           => 17.50
now 2021-01-01T00:00
look A librairie                           => voucher_expired
night                                      => 0
# What was taken on the last day without a network is booked when the till is back, within seven days.
now 2021-01-07T23:00
night                                      => 0
offline A comptoir 2.50 c-000001 2020-12-31T23:30 => 15.00
look A librairie                           => voucher_expired
now 2021-01-08T00:00
night                                      => 2
night                                      => 0
offline A comptoir 2.50 c-000002 2020-12-31T23:31 => voucher_expired
state A                                    => expired
state B                                    => redeemed
balance A                                  => 0.00
look A librairie                           => voucher_expired
look B librairie                           => voucher_already_redeemed
# The shop was paid at the sale and keeps it.
due librairie                              => 70.00
sold librairie                             => 70.00
redeemed librairie                         => 55.00
outstanding librairie                      => 0.00
repay A all trop                           => refund_expired
books                                      => balance
