# A small town's spring, archived and closed by its accountant. Entries and sums by hand.

now 2020-04-30T10:00
campaign 20 50 100 redeem 2020-04-01..2020-12-31
shop librairie
account librairie
order A librairie 20.00                    => ok
pay A paid                                 => ok
now 2020-05-12T10:00
order B librairie 50.00                    => ok
pay B paid                                 => ok
redeem B librairie 32.50 caisse-01         => 17.50
now 2020-05-20T10:00
prepare P agent                            => ok
confirm P accountant                       => ok

# May is not over; April is, but nothing of it was archived as a whole.
now 2020-05-31T23:00
archive MAI 2020-05-01..2020-05-31         => 4 202.50          # 50 twice, 32.50, 70.00
close_days MAI                             => period_not_next   # April is open
archive PRINTEMPS 2020-04-01..2020-05-31   => 6 242.50
close_days PRINTEMPS                       => period_not_over

now 2020-06-01T00:05
close_days PRINTEMPS                       => period_no_archive # what was made then may not be all
archive PRINTEMPS 2020-04-01..2020-05-31   => 6 242.50
close_days PRINTEMPS                       => ok
close_days PRINTEMPS                       => period_closed
tax_nature single                          => campaign_edit_vat_closed
tax_nature multi                           => ok

# What comes later is booked later.
undo B 1 erreur                            => 50.00
archive JUIN 2020-06-01..2020-06-30        => 1 32.50
close_days JUIN                            => period_not_over
books                                      => balance
