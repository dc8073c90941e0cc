# An agent gives many vouchers a later day; those that expired may come back while the money is there.

campaign 20 50 100 rest fund redeem 2020-05-11..2020-12-31
shop librairie
shop fleuriste
now 2020-05-12T10:00
order A librairie 50.00                    => ok
pay A paid                                 => ok
order B fleuriste 20.00                    => ok
pay B paid                                 => ok
order C librairie 20.00                    => ok
pay C paid                                 => ok
redeem C librairie 20.00 caisse-01         => 0.00
redeem A librairie 20.00 caisse-02         => 30.00

prolong E 2021-03-31 silent                => extension_no_reason
prolong E 2020-05-11                       => extension_too_soon
prolong E 2021-03-31 from=2021-01-02 to=2021-01-01 => extension_bad_days
# Not those that end later, and none is shortened.
prolong E 2020-11-30                       => ok
counted E                                  => 0:0.00 0:0.00 0:0.00
prolong_go E                               => extension_nobody
forget E                                   => ok
forget E                                   => extension_not_now
prolong F 2021-03-31 shop=librairie        => ok
counted F                                  => 1:30.00 0:0.00 0:0.00
letters                                    => 3
prolong_go F                               => ok
prolong_go F                               => extension_not_now
counted F                                  => 1:30.00 0:0.00 0:0.00
letters                                    => 4

# Over since midnight, though the night that books it has not come: it is an expired one already.
now 2021-01-01T00:00
prolong V 2021-02-28 shop=fleuriste        => ok
counted V                                  => 0:0.00 0:0.00 0:0.00
forget V                                   => ok
prolong W 2021-02-28 revive shop=fleuriste => ok
counted W                                  => 0:0.00 1:20.00 0:0.00
forget W                                   => ok

# A lives on, B ends; its 20 went to the fund.
now 2021-01-08T10:00
night                                      => 2
look A librairie                           => 30.00
look B fleuriste                           => voucher_expired
fund_holds                                 => 20.00
due fleuriste                              => 0.00
prolong G 2021-06-30 revive                => ok
counted G                                  => 1:30.00 1:20.00 0:0.00
prolong_go G                               => ok
look B fleuriste                           => 20.00
fund_holds                                 => 0.00
due fleuriste                              => 20.00
outstanding fleuriste                      => 20.00
letters                                    => 6
books                                      => balance

# Both end for good; what the fund has given away cannot come back.
now 2021-07-08T10:00
night                                      => 2
fund_holds                                 => 50.00
prolong H 2021-08-31 revive shop=fleuriste => ok
counted H                                  => 0:0.00 1:20.00 0:0.00
prolong_go H                               => ok
redeem B fleuriste 5.00 caisse-03          => 15.00
redeemed fleuriste                         => 5.00
outstanding fleuriste                      => 15.00
books                                      => balance
