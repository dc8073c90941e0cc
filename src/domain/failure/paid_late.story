# An order was placed, the shop fails, and then the money comes. The buyer is told at once, and takes
# it back; who does nothing stands on the list of claims.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
takes_transfers
fund Région 100.00                         => ok
rule rate 20                               => ok
now 2020-05-12T10:00
transfer A librairie 50.00                 => ok
transfer B librairie 20.00                 => ok
transfer C librairie 100.00                => ok
letters                                    => 3
fails librairie 2020-05-12 liquidation     => ok
now 2020-05-13T10:00
receive R1 A 50.00 B 20.00 C 100.00        => settled settled settled

# One letter each, that the shop has failed; no letter that brings a voucher.
letters                                    => 6
told_late A                                => yes
look A librairie                           => voucher_shop_failed
owes librairie                             => 170.00
claims librairie                           => 3 170.00 170.00 0.00

# The buyer's right is kept for fourteen days: the money never went to the shop.
withdraw A                                 => ok
owes librairie                             => 120.00
owed bank                                  => 50.00
claims librairie                           => 2 120.00 120.00 0.00
withdraw A                                 => refund_refunded
look A librairie                           => voucher_refunded

# It was a mistake: what is left is worth its value, and holders are told.
letters                                    => 7
unfails librairie erreur                   => ok
letters                                    => 9
look B librairie                           => 20.00
fails librairie 2020-05-13 liquidation     => ok
letters                                    => 11
# Paid for before this failure: a claim like the others.
withdraw B                                 => refund_shop_failed
now 2020-05-28T10:00
withdraw C                                 => refund_shop_failed
claims librairie                           => 2 120.00 120.00 0.00
books                                      => balance
