# Where the money comes from and where it goes, for everybody. By hand.

now 2020-05-12T10:00
campaign 20 50 100 free 5-250 redeem 2020-05-11..2020-12-31
rule rate 20 voucher 100 person 1000 email => ok
fund Canton 60.00                          => ok
fund Ville 40.00                           => ok
shop librairie
shop boulangerie
account librairie
order A librairie 50.00                    => ok
pay A paid                                 => ok
order B boulangerie 20.00                  => ok
pay B paid                                 => ok
aided C librairie 100.00 person=c@ex.org   => 20.00
pay C paid                                 => ok
aided D boulangerie 50.00 person=d@ex.org  => 10.00
shown payes                                => few
pay D paid                                 => ok
shown payes                                => few             # four vouchers could tell who bought what
order E librairie 20.00                    => ok
pay E paid                                 => ok

shown payes                                => 210.00          # 50 + 20 + 80 + 40 + 20
shown offerts                              => 0.00
shown abondement                           => 30.00
shown vendus                               => 240.00
shown Canton                               => 60.00
shown Ville                                => 40.00
shown credites                             => 240.00
shown recus                                => 0.00
shown dus                                  => 240.00
shown reste                                => 240.00

redeem A librairie 32.50 caisse-01         => 17.50
redeem B boulangerie 5.00 caisse-02        => 15.00
reverse B boulangerie 1                    => 20.00
shown utilises                             => 32.50
repay C 50.00 demande                      => ok              # 40 to the buyer, 10 of public money
shown rembourses                           => 50.00
shown credites                             => 190.00
shown reste                                => 157.50
prepare P agent                            => ok
shown recus                                => 0.00            # only the librairie has an account
confirm P accountant                       => ok
shown recus                                => 120.00          # 50 + 100 + 20 - 50
shown dus                                  => 70.00
same_sums                                  => same

# What an agent tries out with play money counts nowhere.
campaign 20 50 test redeem 2020-05-11..2020-12-31
rule rate 20                               => ok
fund Village 30.00                         => ok
aided T librairie 50.00 test               => 10.00
pay T paid                                 => ok
redeem T librairie 20.00 caisse-09         => 30.00
shown payes                                => 210.00
shown abondement                           => 30.00
shown utilises                             => 32.50
shown reste                                => 157.50

# By card: Stripe keeps something, which the territory bears. The shop is credited all of it.
takes_cards
shown credites                             => 190.00
card V librairie 20.00                     => ok
gather                                     => 1
notice E1 V completed                      => applied
listed 1 charge V 20.00 0.55               => kept
listed 2 stripe_fee V -2.00                => kept
listed 3 fee V 0.50                        => kept
shown frais                                => 2.05            # 0.55 + 2 - 0.50
shown credites                             => 210.00
shown dus                                  => 90.00
same_sums                                  => same
books                                      => balance
