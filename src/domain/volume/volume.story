# Rolling twelve months against a threshold of 200.00. Two people work for the territory. By hand.

campaign 20 50 100 free 5-250 redeem 2020-04-01..2021-12-31
shop librairie
employ agent
employ accountant
threshold 200.00

now 2020-05-10T12:00
order A librairie 100.00                   => ok
pay A paid                                 => ok
volume 2020-05-10                          => 100.00
now 2020-06-01T12:00
order B librairie 59.99                    => ok
pay B paid                                 => ok
redeem A librairie 40.00 caisse-01         => 60.00
volume 2020-06-01                          => 159.99          # sold; 40.00 used is less
campaign 20 50 test redeem 2020-04-01..2020-12-31
rule rate 20                               => ok
fund Ville 30.00                           => ok
aided T librairie 50.00 test               => 10.00
pay T paid                                 => ok
volume 2020-06-01                          => 159.99          # play money

# 79.99 %: nobody is warned. It is looked at once a day, from one o'clock on, up to yesterday.
now 2020-06-02T00:59
warnings                                   => 0
now 2020-06-02T01:00
warnings                                   => 0
order C librairie 5.00                     => ok
pay C paid                                 => ok
warnings                                   => 0               # today does not count before it is over
now 2020-06-03T01:00
warnings                                   => 2               # 164.99: 82 %, to both
warnings                                   => 0
now 2020-06-04T09:00
warnings                                   => 0               # once

order D librairie 50.00                    => ok
pay D paid                                 => ok
now 2020-06-05T09:00
warnings                                   => 2               # 214.99: the threshold
now 2020-06-06T09:00
warnings                                   => 0

# What was sold on 10 May 2020 counts until 9 May 2021.
volume 2021-05-09                          => 214.99
volume 2021-05-10                          => 114.99
volume 2021-05-31                          => 114.99
volume 2021-06-01                          => 55.00
volume 2021-06-02                          => 50.00
volume 2021-06-04                          => 0.00

# A mistake at the till does not count as used; what is used later counts then.
now 2021-06-10T12:00
redeem B librairie 59.99 caisse-02         => 0.00
undo B 1 erreur                            => 59.99
volume 2021-06-10                          => 0.00
redeem B librairie 9.99 caisse-03          => 50.00
volume 2021-06-10                          => 9.99
books                                      => balance
