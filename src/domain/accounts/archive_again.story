# What was closed can be made again, to the byte, whatever has happened since.

campaign 20 50 100 rest fund redeem 2020-05-11..2020-12-31
shop librairie
shop fleuriste
account librairie
account fleuriste
takes_transfers
fund Région 100.00                         => ok
rule rate 20                               => ok
now 2020-05-12T10:00
aided A librairie 50.00                    => 10.00
pay A paid                                 => ok
order B fleuriste 20.00                    => ok
pay B paid                                 => ok
order F fleuriste 20.00                    => ok
pay F paid                                 => ok
transfer C librairie 100.00                => ok
transfer D fleuriste 20.00                 => ok
receive R1 C 40.00 D 20.00 ? 30.00 ? 10.00 => too_little settled unknown unknown
redeem A librairie 20.00 caisse-01         => 30.00
prepare P agent                            => ok
confirm P accountant                       => ok
now 2020-06-02T10:00
archive MAI 2020-05-01..2020-05-31         => 16 530.00
close_days MAI                             => ok
again MAI                                  => same

# Other names, numbers of accounts, settings, another language; another day for the vouchers.
renames
again MAI                                  => same
prolong E 2021-03-31                       => ok
prolong_go E                               => ok
again MAI                                  => same

# The bank speaks of May in June: the rest for C, D paid twice, P executed and half of it back.
receive R2 C 60.00 D 20.00                 => too_little already_paid
assign R1.1 C                              => ok
assign R2.1 C                              => ok
refund R1.3 agent                          => ok
again MAI                                  => same
refunded R1.3 accountant                   => ok
keep R1.4 pourboire                        => ok
booked P                                   => executed
returned P librairie AC04                  => returned
again MAI                                  => same

# D paid for a third time, in June: its piece is still the first transfer's, of May.
receive R3@2020-06-03 D 20.00             => already_paid
again MAI                                  => same

# June's own archive sees all this, and is made again after what comes then.
undo A 1 erreur                            => 50.00
repay B all erreur                         => ok
archive JUIN 2020-06-01..2020-06-30        => 15 610.00
now 2020-07-02T10:00
archive JUIN 2020-06-01..2020-06-30        => 15 610.00
close_days JUIN                            => ok
tax_nature single                          => campaign_edit_vat_closed
now 2020-07-03T10:00
keep R2.2 doublon                          => ok
now 2021-04-10T10:00
night                                      => 4
prolong G 2021-06-30 revive                => ok
prolong_go G                               => ok
fails fleuriste 2021-04-01 liquidation     => ok
renames
again JUIN                                 => same
again MAI                                  => same

# What is not the same is not kept, and says what differs.
archive MARS 2020-07-01..2021-03-31        => 1 20.00
close_days MARS                            => ok
spoils
again MAI                                  => same              # nothing was kept in May
again MARS                                 => 08-journal.csv, 552100554FEC20210331.txt
# Days that are no period are as they look today.
archive DEMI 2020-05-01..2020-05-15        => 15 430.00
books                                      => balance
