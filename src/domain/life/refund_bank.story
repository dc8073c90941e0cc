# By transfer the money leaves by the word of two people, and once.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
takes_transfers
now 2020-05-12T10:00
transfer A librairie 50.00                 => ok
receive R1 A 50.00                         => settled
due librairie                              => 50.00
withdraw A                                 => ok
due librairie                              => 0.00
stage A                                    => asked
owed bank                                  => 50.00
# The bank's file said which account it came from; the buyer asked, so one person of the house is
# enough to agree.
executed A                                 => refund_not_now
agree A agent                              => ok
stage A                                    => under_way
agree A accountant                         => refund_not_now
executed A                                 => ok
executed A                                 => refund_not_now
stage A                                    => sent
owed bank                                  => 0.00
# The account was closed: the money is owed again, and goes elsewhere, once two people have said so.
bounced A AC04                             => ok
stage A                                    => failed
owed bank                                  => 50.00
agree A accountant                         => refund_not_now
pay_to A FR00 agent                        => refund_bad_account
pay_to A FR7630001007941234567890185 agent => ok
agree A agent                              => refund_same_person
agree A accountant                         => ok
executed A                                 => ok
owed bank                                  => 0.00
bounced A                                  => refund_no_reason
books                                      => balance
