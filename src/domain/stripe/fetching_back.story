# A merchant had the money of a sale that is paid back later: what he owes is fetched back from his
# account at Stripe, and no more than that. Figures by hand.
campaign 20 50 100 free 5-250 redeem 2020-05-11..2020-12-31
takes_cards
shop librairie
now 2020-05-12T10:00
card A librairie 100.00                     => ok
card B librairie 50.00                      => ok
gather                                      => 2
notice E1 A completed                       => applied
notice E2 B completed                       => applied
says session A open                         => done
says session B open                         => done
joins librairie
says account librairie able                 => done
watches                                     => 3
says balance 0 150.00                       => done
says events 0 list                          => done
says moves 0 list                           => done

# Before he is paid: it is taken from what is due, nothing has to come back.
repay A 10.00 deuil                         => ok
refunding R1 A
gather                                      => 1
says refund R1 succeeded 10.00              => done
rounds                                      => 1
stage A                                     => sent
calls                                       =>
due librairie                               => 140.00

# He is paid 140, then the rest of A goes back.
prepare_through P                           => ok
confirm P accountant                        => ok
gather                                      => 1
says transfer P.librairie 140.00            => done
paid librairie                              => 140.00
due librairie                               => 0.00
at_stripe                                   => 0.00
redeem A librairie 30.00 caisse-01          => 60.00
repay A all deuil                           => ok
due librairie                               => -60.00
refunding R2 A
gather                                      => 1
calls                                       => refund
says refund R2 succeeded 60.00              => done
rounds                                      => 1
at_stripe                                   => -60.00
calls                                       => reversal
says reversal R2 60.00                      => done
at_stripe                                   => 0.00
due librairie                               => 0.00
sold librairie                              => 150.00
paid librairie                              => 80.00
books                                       => balance

# He has sold again since and owes 20 when two refunds arrive together: 20 come back, not twice 20.
card C librairie 50.00                      => ok
gather                                      => 1
notice E3 C completed                       => applied
says session C open                         => done
due librairie                               => 50.00
repay B 40.00 deuil                         => ok
repay C 30.00 deuil                         => ok
due librairie                               => -20.00
refunding R3 B
refunding R4 C
gather                                      => 2
says refund R3 succeeded 40.00              => done
says refund R4 succeeded 30.00              => done
rounds                                      => 2
at_stripe                                   => -20.00
calls                                       => reversal
says reversal R3 20.00                      => done
due librairie                               => 0.00
at_stripe                                   => 0.00
books                                       => balance

# Stripe cannot fetch it (his account is empty): he owes it, and it is taken from what he sells next.
repay B all deuil                           => ok
refunding R5 B
gather                                      => 1
says refund R5 succeeded 10.00              => done
calls                                       => reversal
says reversal R5 400 insufficient_funds     => refused
due librairie                               => -10.00
card D librairie 50.00                      => ok
gather                                      => 1
notice E4 D completed                       => applied
says session D open                         => done
due librairie                               => 40.00

# Nobody answers for twenty hours: it is looked up. What Stripe does not have was not fetched.
repay D all deuil                           => ok
refunding R6 D
gather                                      => 1
says refund R6 succeeded 50.00              => done
due librairie                               => -10.00
says reversal R6 nothing                    => waiting
now 2020-05-13T08:00
says reversal R6 nothing                    => unanswered
calls                                       => reversal_look
says reversal_look R6 list                  => done
due librairie                               => -10.00
rounds                                      => 2
books                                       => balance
