# Money that comes after the last day buys nothing: it waits at the desk to be sent back.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
takes_transfers
now 2020-12-29T10:00
transfer A librairie 50.00                 => ok
transfer B librairie 100.00                => ok
order C librairie 20.00                    => ok

# On the last day itself it is still worth something.
now 2020-12-31T23:30
receive R1 A 50.00                         => settled
look A librairie                           => 50.00
due librairie                              => 50.00

now 2021-01-01T00:00
receive R2 B 100.00                        => late
due librairie                              => 50.00
suspense                                   => 100.00
assign R2.1 B                              => bank_too_late
pay C paid                                 => checkout_too_late
suspense                                   => 100.00
due librairie                              => 50.00
letters                                    => 3
books                                      => balance
