# An order by transfer keeps its public money for as long as it is waited for. Money that comes
# after that buys the voucher if the envelope still holds the rest, else it stays in suspense.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
takes_transfers
rule rate 20                               => ok
fund Ville 20.00                           => ok
now 2020-05-01T10:00
aided A librairie 50.00 by=bank            => 10.00
aided B librairie 50.00 by=bank            => 10.00
price A                                    => 40.00
aided C librairie 50.00                    => topup_envelope_empty
now 2020-05-10T10:00
lapse                                      => 0
receive R1 A 40.00                         => settled
balance A                                  => 50.00
envelope                                   => 0.00 10.00 10.00

# B waits its fourteen days, then somebody else takes its place.
now 2020-05-16T10:00
expire                                     => 1
envelope                                   => 10.00 0.00 10.00
aided C librairie 50.00                    => 10.00
receive R2 B 40.00                         => late
suspense                                   => 40.00
assign R2.1 B                              => bank_top_up_gone
suspense                                   => 40.00
envelope                                   => 0.00 10.00 10.00

# C is not paid after all: now B can be.
pay C abandoned                            => ok
assign R2.1 B                              => ok
suspense                                   => 0.00
balance B                                  => 50.00
due librairie                              => 100.00
envelope                                   => 0.00 0.00 20.00
books                                      => balance
