# A shop's May, from one balance to the other. Every figure by hand.

campaign 20 50 100 free 5-250 redeem 2020-04-01..2020-12-31
rule rate 20 voucher 100 person 1000 email => ok
fund Canton 100.00                         => ok
shop librairie
account librairie
now 2020-04-30T23:59
order A librairie 50.00                    => ok
pay A paid                                 => ok

# Midnight of the territory is May already.
now 2020-05-01T00:00
order M librairie 20.00                    => ok
pay M paid                                 => ok
now 2020-05-12T10:00
aided B librairie 100.00 person=b@ex.org   => 20.00
pay B paid                                 => ok
redeem A librairie 30.00 caisse-01         => 20.00
redeem A librairie 10.00 caisse-02         => 10.00
reverse A librairie 2                      => 20.00

# Everything that is due goes: 50 + 20 + 100. Until it is confirmed it is on its way, not gone.
now 2020-05-15T10:00
prepare P agent                            => ok
takings librairie 2020-05-01..2020-05-15 closing => 170.00
takings librairie 2020-05-01..2020-05-15 under_way => 170.00
now 2020-05-16T10:00
confirm P accountant                       => ok
takings librairie 2020-05-01..2020-05-15 under_way => 170.00
takings librairie 2020-05-01..2020-05-16 under_way => 0.00
takings librairie 2020-05-01..2020-05-16 paid_out => -170.00

# Half of B is given back: 40 to the buyer, 10 to the canton. The shop owes it now.
now 2020-05-20T10:00
repay B 50.00 demande                      => ok

# A voucher for all shops is earned where it is used; once by mistake.
campaign 20 50 100 wide redeem 2020-04-01..2020-12-31
order W tous 50.00                         => ok
pay W paid                                 => ok
now 2020-05-26T10:00
redeem W librairie 30.00 caisse-03         => 20.00
undo W 1 erreur                            => 50.00
redeem W librairie 15.00 caisse-04         => 35.00

takings librairie 2020-04-01..2020-04-30 closing => 50.00
takings librairie 2020-05-01..2020-05-31 opening => 50.00
takings librairie 2020-05-01..2020-05-31 sold => 100.00         # M 20, B 80
takings librairie 2020-05-01..2020-05-31 public_money => 20.00
takings librairie 2020-05-01..2020-05-31 earned => 45.00        # 30 and 15
takings librairie 2020-05-01..2020-05-31 taken_back => -30.00
takings librairie 2020-05-01..2020-05-31 refunded => -50.00
takings librairie 2020-05-01..2020-05-31 fees => 0.00
takings librairie 2020-05-01..2020-05-31 paid_out => -170.00
takings librairie 2020-05-01..2020-05-31 closing => -35.00
takings librairie 2020-05-01..2020-05-31 vouchers.opening => 50.00
takings librairie 2020-05-01..2020-05-31 vouchers.issued => 120.00
takings librairie 2020-05-01..2020-05-31 vouchers.redeemed => -40.00
takings librairie 2020-05-01..2020-05-31 vouchers.reversed => 10.00
takings librairie 2020-05-01..2020-05-31 vouchers.refunded => -50.00
takings librairie 2020-05-01..2020-05-31 vouchers.closing => 90.00   # A 20, M 20, B 50

# By mail: on Mondays from six o'clock on, once, and only when something moved.
mondays                                    => 0
address librairie lilas@exemple.fr
now 2020-06-01T05:59
mondays                                    => 1                 # 18 to 24 May: the refund
mondays                                    => 0
now 2020-06-01T06:00
mondays                                    => 1                 # 25 to 31 May
mondays                                    => 0
order J librairie 20.00                    => ok
pay J paid                                 => ok
takings librairie 2020-06-01..2020-06-30 opening => -35.00
takings librairie 2020-06-01..2020-06-30 closing => -15.00
weekly librairie no
now 2020-06-09T08:00
mondays                                    => 0
weekly librairie yes
mondays                                    => 1                 # 1 to 7 June, a day late
now 2020-06-15T06:00
mondays                                    => 0                 # nothing moved

# Another last day, twice. A statement names the one that the vouchers had at its end.
prolong E 2021-03-31                       => ok
prolong_go E                               => ok
now 2020-07-09T09:00
prolong F 2021-06-30                       => ok
prolong_go F                               => ok
takings librairie 2020-05-01..2020-05-31 left.2020-12-31 => 90.00
takings librairie 2020-05-01..2020-05-31 left.2021-06-30 => 0.00
takings librairie 2020-06-01..2020-06-30 left.2021-03-31 => 110.00   # and J 20
takings librairie 2020-06-01..2020-06-30 left.2020-12-31 => 0.00
takings librairie 2020-07-01..2020-07-31 left.2021-06-30 => 110.00
books                                      => balance
