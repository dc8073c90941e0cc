# Three rules, for one shop and for all. 80 of each 100 were paid, 20 were public.

campaign 50 100 rest fund redeem 2020-05-11..2020-12-31
fund Région 1000.00                        => ok
rule rate 20                               => ok
shop librairie
now 2020-05-12T10:00
aided A librairie 100.00                   => 20.00
pay A paid                                 => ok
redeem A librairie 40.00 caisse-01         => 60.00

campaign 50 100 rest holder redeem 2020-05-11..2020-12-31
fund Région 1000.00                        => ok
rule rate 20                               => ok
aided B librairie 100.00                   => 20.00
pay B paid                                 => ok
redeem B librairie 50.00 caisse-02         => 50.00

campaign 50 100 wide rest fund redeem 2020-05-11..2020-12-31
order C tous 100.00                        => ok
pay C paid                                 => ok
redeem C librairie 30.00 caisse-03         => 70.00

campaign 50 100 wide redeem 2020-05-11..2020-12-31
order D tous 50.00                         => ok
pay D paid                                 => ok
redeem D librairie 5.00 caisse-04          => 45.00
held                                       => 45.00

# 200 sold of one shop and 35 earned of vouchers for all.
due librairie                              => 235.00
now 2021-01-08T03:00
night                                      => 4
# A: 60 to the fund, from the shop. B: 40 back to the buyer, 10 to the envelope. C: 70 to the fund.
due librairie                              => 125.00
fund_holds                                 => 130.00
buyers B                                   => 40.00
publics B                                  => 10.00
stage B                                    => sent
kept                                       => 45.00
state A                                    => expired
state B                                    => expired
state C                                    => expired
books                                      => balance
