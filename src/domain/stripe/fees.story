# What Stripe keeps is the territory's expense; a shop is owed all that the buyer paid. By hand.
campaign 20 50 100 free 5-250 redeem 2020-05-11..2020-12-31
shop librairie
takes_cards
card A librairie 50.00                      => ok
gather                                      => 1
notice E1 A completed                       => applied
listed 1 charge A 50.00 1.00                => kept
fees                                        => 1.00
at_stripe                                   => 49.00
due librairie                               => 50.00
listed 1 charge A 50.00 1.00                => known
fees                                        => 1.00
differs                                     =>

# The list is quicker than the notice.
card B librairie 20.00                      => ok
gather                                      => 1
listed 2 charge B 20.00 0.55                => kept
at_stripe                                   => 48.45
differs                                     => charge
notice E2 B completed                       => applied
at_stripe                                   => 68.45

# Fees of their own, a tax on them, and one that Stripe gives back later.
listed 3 stripe_fee X -2.00                 => kept
listed 4 tax_fee X -0.40                    => kept
listed 5 fee X 1.00                         => kept
fees                                        => 2.95            # 1 + 0.55 + 2 + 0.40 - 1
at_stripe                                   => 67.05

# In another currency: told by name, not booked. So is a charge that Stripe has changed into one.
listed 6 stripe_fee X -3.00 0 usd           => kept
odds                                        => fee_other_currency
odd close fee_other_currency vu             => ok
fees                                        => 2.95
listed 7 charge A 50.00 0 usd               => kept
listed 8 adjustment X -4.00                 => kept
differs                                     => charge charge adjustment
at_stripe                                   => 67.05

# A dispute takes the money and fifteen euros, by whatever way it is heard of first.
notice G1 A dispute_created 50.00           => applied
at_stripe                                   => 67.05
notice G2 A dispute_funds_withdrawn 50.00   => applied
at_stripe                                   => 2.05
keeps                                       => -50.00
fees                                        => 17.95
listed away_A dispute A -50.00 15.00        => known
listed away_B dispute B -20.00 15.00        => kept
odds                                        => unclear disputed disputed
at_stripe                                   => -32.95
notice G3 B dispute_created 20.00           => applied
notice G4 B dispute_funds_withdrawn 20.00   => applied
at_stripe                                   => -32.95
keeps                                       => -70.00

# Won: the money is back, the fee is not.
notice G5 A dispute_funds_reinstated 50.00  => applied
listed back_A dispute A 50.00 0             => known
at_stripe                                   => 17.05
keeps                                       => -20.00
fees                                        => 32.95
# Whose payment nobody here knows: the money has left all the same.
listed away_Z dispute Z -10.00 15.00        => kept
at_stripe                                   => -7.95
due librairie                               => 70.00
books                                       => balance
