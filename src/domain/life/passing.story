# Passing on what is left: another code; the old one is dead and says why. 80 of each 100 were paid.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
fund Région 1000.00                        => ok
rule rate 20                               => ok
shop librairie
now 2020-05-12T10:00
aided A librairie 100.00                   => 20.00
pay A paid                                 => ok
redeem A librairie 40.00 caisse-01         => 60.00
pass A B -                                 => passing_no_address
pass A B jeanne@example.org                => ok
pass A C paul@example.org                  => passing_transferred
state A                                    => transferred
balance A                                  => 0.00
balance B                                  => 60.00
holder B                                   => jeanne@example.org
look A librairie                           => voucher_transferred
repay A all trop                           => refund_transferred
undo A 1 erreur                            => reversal_transferred
withdraw B                                 => refund_too_late
redeem B librairie 10.00 caisse-02         => 50.00
# Of the 60 that went on 48 were paid; of the 50 left, 40.
repay B 25.00 geste                        => ok
buyers B                                   => 20.00
publics B                                  => 5.00
repay B all geste                          => ok
buyers B                                   => 20.00
publics B                                  => 5.00
sold librairie                             => 100.00
redeemed librairie                         => 50.00
outstanding librairie                      => 0.00
due librairie                              => 50.00

# A lost one: its holder cannot, an agent can; the finder has nothing.
order D librairie 20.00                    => ok
pay D paid                                 => ok
block D lost                               => ok
pass D E camille@example.org               => passing_blocked
pass D E camille@example.org agent         => ok
look D librairie                           => voucher_transferred
look E librairie                           => 20.00
resend E                                   => ok
resend E                                   => resend_too_soon
now 2020-05-12T10:11
resend E                                   => ok
resend D                                   => resend_ended
now 2021-01-01T00:00
pass E F paul@example.org                  => passing_ended
books                                      => balance
