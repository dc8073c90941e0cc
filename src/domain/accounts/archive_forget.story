# An archive remembers until no period can be closed with it any more.

campaign 20 50 100 rest fund redeem 2020-05-11..2020-12-31
shop librairie
account librairie
takes_transfers
now 2020-05-12T10:00
order A librairie 20.00                    => ok
pay A paid                                 => ok
transfer B librairie 100.00                => ok
receive R1 B 40.00                         => too_little
now 2020-06-02T10:00

# The accountant asks three times: as it is, once more the same, and after other names.
archive FIRST 2020-05-01..2020-05-31       => 3 80.00
archive TWICE 2020-05-01..2020-05-31       => 3 80.00
renames
archive MAI 2020-05-01..2020-05-31         => 3 80.00
archive LONG 2020-04-15..2020-05-31        => 3 80.00
remembers FIRST                            => yes
remembers TWICE                            => yes
remembers MAI                              => yes
remembers LONG                             => yes

# Before the closing each may still be taken; the same bytes are remembered once.
forget_archives                            => 1
remembers FIRST                            => yes
remembers TWICE                            => no
remembers MAI                              => yes
remembers LONG                             => yes

close_days MAI                             => ok
forget_archives                            => 2
forget_archives                            => 0
remembers FIRST                            => no
remembers LONG                             => no
remembers MAI                              => yes
renames
again MAI                                  => same
forget_archives                            => 0
remembers MAI                              => yes

# Of June, which is open, nothing is forgotten; nor of May when June is closed.
now 2020-07-02T10:00
archive JUIN 2020-06-01..2020-06-30        => 0 0.00
forget_archives                            => 0
close_days JUIN                            => ok
forget_archives                            => 0
remembers JUIN                             => yes
again MAI                                  => same
again JUIN                                 => same
books                                      => balance
