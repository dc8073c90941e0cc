# The bank's own file says that a refund has left: nobody has to.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
takes_transfers
now 2020-05-12T10:00
transfer A librairie 50.00                 => ok
receive R1 A 50.00                         => settled
withdraw A                                 => ok
owed bank                                  => 50.00
letters                                    => 3

# Before the second person has agreed no money may leave: if it does, somebody must look.
left A 1 50.00                             => refund_differs
stage A                                    => asked
agree A agent                              => ok
left A 1 49.00                             => refund_differs
left A 1 50.00 FR7630001007941234567890185 => refund_differs
left A 4 50.00                             => refund_differs
bank_round                                 => 0
stage A                                    => under_way

# Here it is, to the account it came from; the statement after the notification changes nothing.
left A 1 50.00 FR1420041010050500013M02606 => refund_left
stage A                                    => under_way
bank_round                                 => 1
stage A                                    => sent
owed bank                                  => 0.00
letters                                    => 4
left A 1 50.00 FR1420041010050500013M02606 => same
left A 1 50.00                             => same
bank_round                                 => 0
executed A                                 => refund_not_now
owed bank                                  => 0.00
letters                                    => 4

# The account was closed after all: owed again, and sent again in a message of another name.
sent_back A 1 50.00 AC04                   => refund_returned
bank_round                                 => 1
stage A                                    => failed
owed bank                                  => 50.00
pay_to A FR7630001007941234567890185 agent => ok
agree A accountant                         => ok
# What the bank says of the first message, now, is no news of the second.
left A 1 50.00                             => same
sent_back A 1 50.00 MS03                   => returned_before
bounced A AC01                             => ok
pay_to A FR7630001007941234567890185 agent => ok
agree A accountant                         => ok
left A 2 50.00                             => refund_left_before
sent_back A 2 50.00 AC01                   => returned_before
bank_round                                 => 0
stage A                                    => under_way
left A 3 50.00 FR7630001007941234567890185 => refund_left
bank_round                                 => 1
stage A                                    => sent
owed bank                                  => 0.00
letters                                    => 5
books                                      => balance

# An agent was faster than the file.
transfer B librairie 20.00                 => ok
receive R2 B 20.00                         => settled
withdraw B                                 => ok
agree B agent                              => ok
executed B                                 => ok
left B 1 20.00                             => refund_left_before
# And one that left and came back in one file ends where it began.
transfer C librairie 20.00                 => ok
receive R3 C 20.00                         => settled
withdraw C                                 => ok
agree C agent                              => ok
left C 1 20.00                             => refund_left
sent_back C 1 20.00 MS03                   => refund_returned
bank_round                                 => 2
stage C                                    => failed
owed bank                                  => 20.00
books                                      => balance
