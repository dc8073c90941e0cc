# Printed vouchers carry a value, not a price: public money joins when the counter sells them. A row
# is topped up from its first one on, as far as ceiling and envelope reach. Figures by hand.

campaign 20 50 100 wide redeem 2020-05-11..2020-12-31
shop librairie
now 2020-05-12T09:00
desk 2.00
print L tous 20.00 20 10                   => ok
rule rate 25 person 70 email               => ok
fund Ville 24.00                           => ok
box K agent 0.00                           => ok

# 5 + 5 + 5 + 2.50 of the last 10 below the ceiling, then nothing: ten vouchers for 182.50.
row A 1-001 1-010 cash seen=17.50 person=a@ex.org => 0.00
expected K                                 => 182.50
envelope                                   => 6.50 0.00 17.50
held                                       => 200.00
show L 10 librairie                        => 20.00
row B 1-011 1-012 cash person=a@ex.org     => topup_ceiling_person
stock L                                    => 10 10 0

# Of what is left in the envelope one voucher gets 5.00; 1.50 is too little for the next.
row B 1-011 1-012 cash seen=5.00 person=b@ex.org => 0.00
envelope                                   => 1.50 0.00 22.50
expected K                                 => 217.50
row C 1-013 1-014 cash person=c@ex.org     => topup_envelope_empty
row C 1-013 1-014 cash                     => 0.00
expected K                                 => 257.50

# The whole row is undone: nothing of it is worth anything, and no number of it is sold again.
unsell A agent mauvais-carnet              => ok
expected K                                 => 75.00
envelope                                   => 19.00 0.00 5.00
held                                       => 80.00
show L 1 librairie                         => voucher_refunded
row D 1-001 1-001 cash                     => stock_not_here
desk_cash                                  => 75.00
books                                      => balance
