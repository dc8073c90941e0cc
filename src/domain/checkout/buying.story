# What may be bought, and what becomes of orders that are not paid.

shop librairie
now 2020-05-01T10:00
order A librairie 50.00                    => checkout_no_campaign

campaign 20 50 100 free 5-250 redeem 2020-05-11..2020-12-31
order A librairie 4.99                     => campaign_amount_too_small
order A librairie 250.01                   => campaign_amount_too_large
order A librairie 5.00                     => ok
order B librairie 250.00                   => ok
due librairie                              => 0.00

# The bank refuses one buyer, another walks away; nobody is credited, no letter is written.
pay A refused                              => ok
pay B abandoned                            => ok
pay A paid                                 => checkout_already_decided
pay A refused                              => ok
due librairie                              => 0.00
letters                                    => 0

# The same order sent twice is one order; with another amount it is refused.
order C librairie 20.00 key=abc            => ok
order C librairie 20.00 key=abc            => same
order C librairie 50.00 key=abc            => checkout_key_reused
pay C paid                                 => ok
pay C paid                                 => ok
due librairie                              => 20.00
letters                                    => 1

# Yesterday's key is still known, that of three days ago is not.
now 2020-05-02T23:00
order C librairie 20.00 key=abc            => same
now 2020-05-04T10:00
order D librairie 20.00 key=abc            => ok
books                                      => balance
