# A gift that we send on its day, unless its buyer withdraws before.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
now 2020-05-12T10:00
give A librairie 50.00 jeanne@example.org 2020-06-01 => ok
gifts                                      => 0
pay A paid                                 => ok
letters                                    => 1
gifts                                      => 0
holder A                                   => camille@example.org
known jeanne@example.org                   => 0
regift A jeanne.b@example.org 2020-05-11   => gift_bad_day
regift A jeanne.b@example.org 2021-01-01   => gift_bad_day
regift A jeanne.b@example.org 2020-05-20   => ok
now 2020-05-20T00:00
gifts                                      => 1
gifts                                      => 0
letters                                    => 2
holder A                                   => jeanne.b@example.org
known Jeanne.B@example.org                 => 1
known jeanne@example.org                   => 0
regift A paul@example.org 2020-06-01       => gift_sent

# At once, and one whose buyer withdraws.
give B librairie 20.00 jeanne@example.org  => ok
pay B paid                                 => ok
gifts                                      => 1
give C librairie 20.00 jeanne@example.org 2020-06-01 => ok
pay C paid                                 => ok
withdraw C                                 => ok
now 2020-06-01T08:00
gifts                                      => 1
letters                                    => 6
known jeanne@example.org                   => 1

# Finding: an address that nobody knows gets nothing, a known one a letter once in ten minutes.
find personne@example.org                  => 0
find camille@example.org                   => 1
find Camille@Example.org                   => 0
now 2020-06-01T08:11
find camille@example.org                   => 1
known camille@example.org                  => 3
books                                      => balance
