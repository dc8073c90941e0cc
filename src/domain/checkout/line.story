# The envelope is empty: who waits gets what is released or added, first come first served.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
now 2020-05-12T10:00
rule rate 20                               => ok
fund Ville 20.00                           => ok
aided A librairie 100.00                   => 20.00
aided B librairie 50.00                    => topup_envelope_empty
wait W librairie 100.00 20.00              => 1
wait X librairie 50.00 10.00               => 2
wait W librairie 100.00 20.00              => 1
wait Y librairie 50.00 10.00               => 3
offers                                     => 0

# A is not paid. What is released is W's for a day; nobody else can have it.
now 2020-05-12T10:15
lapse                                      => 1
aided B librairie 50.00                    => topup_envelope_empty
offers                                     => 1
line W                                     => offered
line X                                     => waiting
envelope                                   => 0.00 20.00 0.00
aided B librairie 50.00                    => topup_envelope_empty
aided B librairie 50.00 line=X             => topup_envelope_empty
aided W librairie 100.00 line=W            => 20.00
line W                                     => taken
envelope                                   => 0.00 20.00 0.00
pay W paid                                 => ok
envelope                                   => 0.00 0.00 20.00
aided C librairie 100.00 line=W            => topup_envelope_empty

# Ten more: X does not come within a day, so they are Y's.
fund Ville 10.00                           => ok
offers                                     => 1
line X                                     => offered
now 2020-05-13T10:14
offers                                     => 0
now 2020-05-13T10:15
offers                                     => 2
line X                                     => lapsed
line Y                                     => offered
aided X librairie 50.00 line=X             => topup_envelope_empty
aided Y librairie 50.00 line=Y             => 10.00
pay Y paid                                 => ok

# Nobody waits any more: what is added is for all.
fund Ville 10.00                           => ok
aided B librairie 50.00                    => 10.00
pay B paid                                 => ok

# Who leaves gives his place to the next, and what was kept for him too; once.
wait U librairie 50.00 10.00               => 1
wait V librairie 50.00 10.00               => 2
leave U                                    => left
leave U                                    => not there
line U                                     => left
fund Ville 10.00                           => ok
offers                                     => 1
line V                                     => offered
envelope                                   => 0.00 10.00 40.00
wait U librairie 50.00 10.00               => 1
leave V                                    => left
line V                                     => left
envelope                                   => 10.00 0.00 40.00
aided V librairie 50.00 line=V             => topup_envelope_empty
offers                                     => 1
line U                                     => offered
leave U                                    => left
aided B librairie 50.00                    => 10.00
pay B paid                                 => ok
leave W                                    => not there

# The end of the campaign is the end of the line.
wait Z librairie 50.00 10.00               => 1
fund Ville 5.00                            => ok
offers                                     => 0
line Z                                     => waiting
give_rest                                  => ok
offers                                     => 1
line Z                                     => lapsed
books                                      => balance
