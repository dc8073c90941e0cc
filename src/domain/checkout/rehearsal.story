# An agent tries a campaign out: everything is as in earnest, and nothing of it counts.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
now 2020-05-12T10:00
campaign 20 50 test redeem 2020-05-11..2020-12-31
rule rate 20                               => ok
fund Ville 30.00                           => ok
aided T librairie 50.00 test by=bank       => checkout_no_provider
aided T librairie 50.00 test               => 10.00
price T                                    => 40.00
pay T paid                                 => ok
envelope                                   => 20.00 0.00 10.00
balance T                                  => 50.00
redeem T librairie 20.00 caisse-01         => 30.00
due librairie                              => 0.00
sold librairie                             => 0.00

# Whoever is not trying buys from the campaign in earnest.
aided A librairie 50.00                    => topup_not_offered
order A librairie 100.00                   => ok
pay A paid                                 => ok
due librairie                              => 100.00
sold librairie                             => 100.00

# What a test leaves is given back like any other.
aided U librairie 50.00 test               => 10.00
pay U abandoned                            => ok
envelope                                   => 20.00 0.00 10.00
give_rest                                  => ok
funder Ville                               => 30.00 20.00
books                                      => balance
