# Money by bank transfer: an order waits for it, what has no place goes to suspense, and every cent
# that arrived is in the books.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
shop boulangerie
now 2020-05-01T10:00
transfer A librairie 50.00                 => checkout_no_provider
takes_transfers
transfer A librairie 50.00                 => ok
letters                                    => 1
due librairie                              => 0.00

# The money comes with its reference: the order is paid, the shop credited, the voucher written.
receive R1 A 50.00                         => settled
balance A                                  => 50.00
due librairie                              => 50.00
letters                                    => 2
arrived                                    => 50.00
suspense                                   => 0.00

# The same statement again changes nothing.
receive R1 A 50.00                         => same
arrived                                    => 50.00
due librairie                              => 50.00

# Twice paid, wrongly typed, too little, too much.
transfer B boulangerie 20.00               => ok
transfer C boulangerie 100.00              => ok
receive R2 A 50.00 ? 30.00 C 40.00 B 25.00 => already_paid unknown too_little too_much
balance B                                  => 20.00
due boulangerie                            => 20.00
arrived                                    => 195.00
suspense                                   => 125.00

# The double payment goes back: asked by one, sent by another.
refund R2.1 agent                          => ok
refunded R2.1 agent                        => bank_same_person
refunded R2.1 accountant                   => ok
refunded R2.1 accountant                   => bank_already_decided
suspense                                   => 75.00

# 40 of 100 wait for the rest; 30 without a reference were for it, too; then the last 30 come.
assign R2.3 C                              => ok
assign R2.2 C                              => ok
suspense                                   => 75.00
release R2.2                               => ok
assign R2.2 C                              => ok
receive R3 C 30.00                         => settled
balance C                                  => 100.00
due boulangerie                            => 120.00
suspense                                   => 5.00
keep R2.4                                  => bank_no_note
keep R2.4 pourboire                        => ok
keep R2.4 pourboire                        => bank_already_decided
suspense                                   => 0.00
arrived                                    => 225.00
books                                      => balance

# Two weeks, then the order is given up. Money that comes later still becomes the voucher.
transfer D librairie 20.00                 => ok
now 2020-05-15T23:00
expire                                     => 0
now 2020-05-16T10:00
expire                                     => 1
expire                                     => 0
receive R4 D 20.00                         => late
suspense                                   => 20.00
assign R4.1 D                              => ok
balance D                                  => 20.00
due librairie                              => 70.00
assign R4.1 D                              => bank_already_decided
suspense                                   => 0.00

# Payouts: what the bank refuses or sends back is owed again, once.
account librairie
account boulangerie
prepare P agent                            => ok
answer P boulangerie RJCT AC01             => returned
due boulangerie                            => 120.00
underway boulangerie                       => 0.00
answer P boulangerie RJCT AC01             => same
confirm P accountant                       => ok
paid librairie                             => 70.00
paid boulangerie                           => 0.00
booked P                                   => executed
returned P librairie AC04                  => returned
paid librairie                             => 0.00
due librairie                              => 70.00
sold librairie                             => 70.00
returned P librairie AC04                  => same
due librairie                              => 70.00
suspense                                   => 0.00
prepare Q agent                            => ok
underway librairie                         => 70.00
underway boulangerie                       => 120.00
books                                      => balance
