# Sixty, thirty and seven days before the end. 31 December less 60 days is 1 November.

campaign 20 50 redeem 2020-05-11..2020-12-31
shop librairie
now 2020-05-12T10:00
order A librairie 50.00                    => ok
pay A paid                                 => ok
order B librairie 20.00                    => ok
pay B paid                                 => ok
order C librairie 20.00                    => ok
pay C paid                                 => ok
order D librairie 20.00                    => ok
pay D paid                                 => ok
# Used up, blocked: nobody is troubled.
redeem B librairie 20.00 caisse-01         => 0.00
block C lost                               => ok
now 2020-10-31T12:00
remind                                     => 0
now 2020-11-01T00:10
remind                                     => 2
remind                                     => 0
now 2020-11-05T12:00
remind                                     => 0
# Bought after the day of a step: not reminded of that step.
now 2020-12-02T12:00
order E librairie 50.00                    => ok
pay E paid                                 => ok
# The thirtieth day, 1 December, was missed: made up on the 5th.
now 2020-12-05T12:00
remind                                     => 2
remind                                     => 0
unblock C                                  => ok
now 2020-12-24T12:00
remind                                     => 4
now 2020-12-31T12:00
remind                                     => 0
now 2021-01-02T12:00
remind                                     => 0
books                                      => balance
