# The crisis switch: all restaurants of Bordeaux are closed to the public until a date; takeaway and
# vouchers go on. One act, one undo; it lifts itself. Figures by hand.

campaign free 5-250 redeem 2020-05-11..2020-12-31
place chaudron restaurant Bordeaux Mo-Su_12:00-22:00
place arthur restaurant Bordeaux Mo-Sa_11:00-23:00
place lilas books Bordeaux Mo-Sa_10:00-19:00
place voisin restaurant Talence Mo-Su_12:00-22:00

# A Wednesday at lunch.
now 2020-05-20T13:00
counter chaudron                           => open
counter lilas                              => open

# What it would touch is counted before anything changes.
measure fermeture restaurant bordeaux 2020-05-20..2020-06-02 keeps takeaway,delivery vouchers yes
preview fermeture                          => 2
counter chaudron                           => open

put fermeture                              => ok
counter chaudron                           => closed
counter arthur                             => closed
counter lilas                              => open
counter voisin                             => open
allowed chaudron takeaway                  => yes
allowed chaudron collect                   => no
allowed lilas collect                      => yes
order A chaudron 50.00                     => ok
pay A paid                                 => ok
due chaudron                               => 50.00

# A second one forbids vouchers for the same shops: the newest holds.
measure arret restaurant bordeaux 2020-05-20..2020-05-24 keeps delivery vouchers no
preview arret                              => 2
put arret                                  => ok
order B chaudron 20.00                     => checkout_stopped
order C voisin 20.00                       => ok
allowed chaudron takeaway                  => no
# Undone, the first one holds again.
lift arret                                 => ok
order B chaudron 20.00                     => ok
allowed chaudron takeaway                  => yes
lift arret                                 => measure_already_lifted

# Its last day counts to the end; then nobody has to do anything.
now 2020-06-02T21:59
counter chaudron                           => closed
now 2020-06-03T13:00
counter chaudron                           => open
allowed chaudron collect                   => yes
order D chaudron 20.00                     => ok

# Put in force once more, and taken back in one act: all is as before.
measure encore restaurant bordeaux 2020-06-03..2020-06-30 keeps takeaway vouchers yes
put encore                                 => ok
counter chaudron                           => closed
lift encore                                => ok
counter chaudron                           => open
counter arthur                             => open
balance A                                  => 50.00
books                                      => balance
