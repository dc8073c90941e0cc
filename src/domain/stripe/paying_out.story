# Merchants are paid through Stripe, and what they were paid too much comes back.
campaign 20 50 100 free 5-250 redeem 2020-05-11..2020-12-31
takes_cards
shop librairie
shop boulangerie
shop fleuriste
card A librairie 100.00                     => ok
card B boulangerie 50.00                    => ok
gather                                      => 2
notice E1 A completed                       => applied
notice E2 B completed                       => applied
says session A open                         => done
says session B open                         => done
at_stripe                                   => 150.00

# An account: asked for, its questions, then able.
account_at librairie                        => none
joins librairie
account_at librairie                        => asked
calls                                       => account
says account librairie unable               => done
account_at librairie                        => made
joins librairie
joins librairie
calls                                       => account_link
says account_link librairie ok              => done
account_at librairie                        => linked
prepare_through P                           => payout_nothing_due
notice E3 librairie account                 => applied
notice E4 librairie account                 => applied
calls                                       => account_look
says account_look librairie able            => done
account_at librairie                        => able
joins boulangerie
says account boulangerie able               => done
account_at boulangerie                      => able

# Stripe has not said what it holds: nothing is prepared. Then: 120 of what is owed.
prepare_through P                           => payout_nothing_due
watches                                     => 3
says balance 0 120.00                       => done
says events 0 list                          => done
says moves 0 list                           => done
prepare_through P                           => ok
underway librairie                          => 100.00
underway boulangerie                        => 20.00
due boulangerie                             => 30.00
prepare_through Q                           => payout_nothing_due
gather                                      => 0
confirm P agent                             => payout_same_person
confirm P accountant                        => ok
gather                                      => 2
gather                                      => 0
calls                                       => transfer transfer
says transfer P.librairie 100.00            => done
says transfer P.boulangerie 400 balance_insufficient => refused
paid librairie                              => 100.00
paid boulangerie                            => 0.00
due boulangerie                             => 50.00
at_stripe                                   => 50.00
gather                                      => 0
books                                       => balance

# Twenty hours without an answer: looked up before it is owed again.
prepare_through Q                           => ok
underway boulangerie                        => 20.00
confirm Q accountant                        => ok
gather                                      => 1
says transfer Q.boulangerie nothing         => waiting
now 2020-05-21T12:30
says transfer Q.boulangerie nothing         => unanswered
paid boulangerie                            => 20.00
calls                                       => transfer_look
says transfer_look Q.boulangerie nothing    => waiting
now 2020-05-22T09:00
says transfer_look Q.boulangerie nothing    => unanswered
paid boulangerie                            => 20.00
calls                                       => transfer_look
says transfer_look Q.boulangerie list       => done
paid boulangerie                            => 0.00
due boulangerie                             => 50.00
at_stripe                                   => 50.00
books                                       => balance

# Refunds to cards: no more than was paid; a failure days later is somebody's to look at.
give_back 9001 A 60.00                      => ok
give_back 9002 A 50.00                      => too_much
give_back 9002 A 40.00                      => ok
gather                                      => 2
gather                                      => 0
calls                                       => refund refund
says refund 9001 pending 60.00              => done
given_back 9001                             => asked
says refund 9002 400 charge_disputed        => refused
given_back 9002                             => failed
odds                                        => refund_failed
odd close refund_failed virement            => ok
notice R1 9001 refund_succeeded 60.00       => applied
given_back 9001                             => sent
notice R2 9001 refund_pending 60.00         => applied
notice R3 9001 refund_succeeded 60.00       => applied
given_back 9001                             => sent
notice R4 9001 refund_failed 60.00          => applied
given_back 9001                             => failed
odds                                        => refund_failed
notice R5 777 refund_succeeded 5.00         => applied
odds                                        => refund_failed refund_elsewhere
