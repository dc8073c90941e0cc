# A voucher is paid by card: the order waits, the job asks Stripe for a page, the buyer pays there.
campaign 20 50 100 free 5-250 redeem 2020-05-11..2020-12-31
shop librairie
shop boulangerie
card A librairie 50.00                      => checkout_no_provider
takes_cards
card A librairie 50.00                      => ok
calls                                       =>
gather                                      => 1
gather                                      => 0
calls                                       => session
says session A open                         => done
ordered A                                   => waiting
notice E1 A completed                       => applied
ordered A                                   => paid
balance A                                   => 50.00
due librairie                               => 50.00
at_stripe                                   => 50.00
letters                                     => 1

# The same notice again, another about the same, an older one after it: nothing moves.
notice E1 A completed                       => known
notice E2 A completed                       => applied
notice E3 A expired                         => applied
notice E4 A clearing                        => applied
ordered A                                   => paid
at_stripe                                   => 50.00
letters                                     => 1
odds                                        =>
books                                       => balance

# A kind that nobody knows is kept and changes nothing.
notice E5 A invoice.finalized               => ignored
notice E5 A invoice.finalized               => known

# No notice comes: three minutes later the job asks, and asks again later.
card B librairie 20.00                      => ok
gather                                      => 1
says session B open                         => done
calls                                       =>
now 2020-05-20T12:04
watches                                     => 4
calls                                       => session_look events balance moves
says session_look B open                    => done
ordered B                                   => waiting
says events 0 list                          => done
says balance 0 70.00                        => done
says moves 0 list                           => done
now 2020-05-20T12:11
watches                                     => 1
says session_look B complete                => done
ordered B                                   => paid
notice E6 B completed                       => applied
at_stripe                                   => 70.00

# The notice is quicker than the answer that names the page.
card C librairie 20.00                      => ok
gather                                      => 1
notice E7 C completed                       => applied
ordered C                                   => paid
says session C open                         => done
ordered C                                   => paid
at_stripe                                   => 90.00

# The buyer walks away; Stripe's page expires.
card D librairie 20.00                      => ok
gather                                      => 1
says session D open                         => done
notice E8 D expired                         => applied
ordered D                                   => abandoned
notice E9 D expired                         => applied

# A bank that takes its time: the order waits for the final word.
card F librairie 20.00                      => ok
gather                                      => 1
says session F open                         => done
notice E10 F clearing                       => applied
ordered F                                   => waiting
notice E11 F completed                      => applied
ordered F                                   => paid
at_stripe                                   => 110.00

# Stripe says no: the order is given up, nothing was paid, an agent can see why.
card G librairie 20.00                      => ok
gather                                      => 1
says session G 400 amount_too_small         => refused
ordered G                                   => abandoned

# An address that only Stripe does not like: asked again without it.
card H librairie 20.00                      => ok
gather                                      => 1
says session H 400 email_invalid customer_email => refused
ordered H                                   => waiting
calls                                       => session
says session H open                         => done
notice E12 H completed                      => applied
ordered H                                   => paid
at_stripe                                   => 130.00

# Stripe is slow: asked again with growing waits, then the buyer is told to try otherwise.
card I librairie 20.00                      => ok
gather                                      => 1
says session I 500 api_error                => waiting
calls                                       =>
now 2020-05-20T12:12
says session I nothing                      => waiting
now 2020-05-20T12:13
says session I 429 rate_limit               => waiting
now 2020-05-20T12:20
says session I nothing                      => unanswered
ordered I                                   => abandoned
at_stripe                                   => 130.00
books                                       => balance

# What does not fit is somebody's to look at: another sum, another currency, too late.
card J librairie 50.00                      => ok
card K librairie 50.00                      => ok
card L librairie 50.00                      => ok
gather                                      => 3
says session J open                         => done
says session K open                         => done
says session L open                         => done
letters                                     => 5
notice F1 J completed 40.00                 => applied
notice F2 K completed 50.00 chf             => applied
leaves L
ordered L                                   => abandoned
gather                                      => 1
calls                                       => session_end
notice F3 L completed                       => applied
says session_end L 400 checkout_session_complete => refused
odds                                        => other_amount other_currency late
letters                                     => 8
ordered J                                   => waiting
set_aside                                   => 90.00
at_stripe                                   => 220.00
odd accept other_amount                     => stripe_odd_no_order
odd accept late                             => ok
ordered L                                   => paid
balance L                                   => 50.00
set_aside                                   => 40.00
odd refund other_currency                   => stripe_odd_no_money
odd close other_currency vu                 => ok
odd refund other_amount                     => ok
odd refund other_amount                     => stripe_odd_already_decided
calls                                       => refund
says refund odd succeeded 40.00             => done
odds                                        =>
set_aside                                   => 0.00
at_stripe                                   => 180.00
due librairie                               => 180.00
books                                       => balance

# The key was changed to another account, which knows none of our pages: asked once, not for ever.
card M librairie 20.00                      => ok
card N librairie 20.00                      => ok
gather                                      => 2
says session M open                         => done
says session N open                         => done
leaves M
gather                                      => 1
says session_end M 404 resource_missing     => refused
gather                                      => 0
calls                                       => session_look
says session_look M 404 resource_missing    => refused
gather                                      => 0
calls                                       =>
ordered N                                   => waiting
now 2020-05-20T12:24
watches                                     => 2
says session_look N 404 resource_missing    => refused
says events 0 list                          => done
ordered N                                   => abandoned
gather                                      => 0

# A buyer contests his payment: the bank takes the money back, and keeps it.
notice G1 A dispute_created 50.00           => applied
notice G2 A dispute_funds_withdrawn 50.00   => applied
at_stripe                                   => 115.00          # and fifteen euros for its work
notice G2 A dispute_funds_withdrawn 50.00   => known
notice G3 A dispute_closed 50.00            => applied
odds                                        => disputed dispute_lost
odd close disputed bloque                   => ok
odd close dispute_lost vu                   => ok
due librairie                               => 180.00
books                                       => balance
