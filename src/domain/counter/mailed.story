# A sale at the counter whose voucher is mailed, undone on the spot: the buyer reads once that the money
# was given back.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
now 2020-05-12T09:00
desk 2.00
box K agent 50.00                          => ok
cash A librairie 20.00 mail=a@ex.org       => 0.00
letters                                    => 1
unsell A agent mauvais-commerce            => ok
letters                                    => 2
stage A                                    => sent
owed desk                                  => 0.00
expected K                                 => 50.00
due librairie                              => 0.00
# Without an address nobody is written to.
cash B librairie 50.00                     => 0.00
unsell B agent mauvais-commerce            => ok
letters                                    => 2
books                                      => balance
