# A refund's debit in the file of a bank (test/golden/bank): found by its name, or else by two people.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
takes_transfers
now 2020-05-12T10:00
transfer A librairie 50.00                 => ok
receive R1 A 50.00                         => settled
withdraw A                                 => ok
agree A agent                              => ok
debit D1 50.00 A                           => refund_left
bank_round                                 => 1
stage A                                    => sent
owed bank                                  => 0.00

# The bank names it otherwise: it is nothing of ours until two people say which refund it is.
transfer B librairie 20.00                 => ok
receive R2 B 20.00                         => settled
withdraw B                                 => ok
transfer C librairie 20.00                 => ok
receive R3 C 20.00                         => settled
withdraw C                                 => ok
debit D2 20.00                             => not_ours
claim D2 B agent                           => bank_no_refund   # nobody has agreed to that refund
agree B agent                              => ok
agree C agent                              => ok
claim D2 A agent                           => bank_no_refund   # another sum, and sent
claim D2 B agent                           => ok
claim D2 C agent                           => bank_already_decided
claimed D2 agent                           => bank_same_person
bank_round                                 => 0
stage B                                    => under_way
claimed D2 accountant                      => ok
claimed D2 accountant                      => bank_already_decided
debit D3 20.00                             => not_ours
claim D3 B agent                           => bank_no_refund   # it has its debit
bank_round                                 => 1
stage B                                    => sent
claim D3 B agent                           => bank_no_refund
owed bank                                  => 20.00
suspense                                   => 0.00

# It was not that one after all; and one whose account differs waits to be looked at.
claim D3 C agent                           => ok
unclaimed D3                               => ok
unclaimed D3                               => bank_already_decided
debit D4 20.00 C FR7630001007941234567890185 => refund_differs
claim D4 C agent                           => ok
claim D3 C agent                           => ok
claimed D4 accountant                      => ok
claimed D3 accountant                      => bank_no_refund
unclaimed D3                               => ok
bank_round                                 => 1
stage C                                    => sent
owed bank                                  => 0.00
books                                      => balance
