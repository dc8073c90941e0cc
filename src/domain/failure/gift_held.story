# A gift is to go out on a day; its shop fails before. Its buyer is told when the voucher is frozen, and
# again on the day. Nothing reaches whom it was for, until the failure is taken back.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
shop boulangerie
now 2020-05-12T10:00
give A librairie 50.00 jeanne@example.org 2020-06-01 => ok
pay A paid                                 => ok
give B boulangerie 20.00 paul@example.org 2020-06-01 => ok
pay B paid                                 => ok
letters                                    => 2
fails librairie 2020-05-12 liquidation     => ok
letters                                    => 3
now 2020-06-01T08:00

# One goes out, the other is held: one letter to Paul, one to Jeanne's giver.
gifts                                      => 2
letters                                    => 5
known jeanne@example.org                   => 0
holder A                                   => camille@example.org
gifts                                      => 0

# The giver may still change address and day; that sends nothing.
regift A jeanne.b@example.org 2020-06-20   => ok
now 2020-06-20T08:00
gifts                                      => 0
letters                                    => 5

# It was a mistake: the giver is told, and the gift goes out.
unfails librairie erreur                   => ok
letters                                    => 6
gifts                                      => 1
letters                                    => 7
holder A                                   => jeanne.b@example.org
look A librairie                           => 50.00
books                                      => balance
