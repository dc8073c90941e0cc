# Vouchers printed before they are sold: worth nothing at the till until the counter has sold them.

campaign 20 50 100 wide redeem 2020-05-11..2020-12-31
shop librairie
now 2020-05-12T09:00
desk 2.00
print L tous 30.00 20 10                   => stock_amount
print L librairie 20.00 20 10              => stock_no_shop
print L tous 20.00 25 10                   => stock_count
print L tous 20.00 20 10                   => ok
stock L                                    => 20 0 0
show L 1 librairie                         => voucher_not_sold

box K agent 0.00                           => ok
row A 1-001 1-011 cash                     => 0.00
stock L                                    => 9 11 0
show L 1 librairie                         => 20.00
show L 11 librairie                        => 20.00
show L 12 librairie                        => voucher_not_sold
expected K                                 => 220.00
held                                       => 220.00

# Sold is sold; a row goes as a whole or not at all.
row B 1-001 1-010 cash                     => stock_not_here
row B 1-011 1-020 cash                     => stock_not_here
row B 1-013 1-012 cash                     => stock_row
row B 1-021 1-021 cash                     => stock_unknown
row B 2-001 2-001 cash                     => stock_unknown
stock L                                    => 9 11 0
row B 1-012 1-012 cheque                   => 0.00
expected K                                 => 220.00
desk_cash                                  => 240.00

# A booklet lost before it was sold.
scrap 1-013 1-020                          => stock_no_note
scrap 1-011 1-020 perdu                    => stock_not_here
scrap 1-013 1-020 perdu                    => ok
stock L                                    => 0 12 8
show L 13 librairie                        => voucher_stock_cancelled
row C 1-013 1-013 cash                     => stock_not_here

# The cheque of the single one comes back: nobody had earned its money yet.
cheque_back B opposition                       => ok
held                                       => 220.00
show L 12 librairie                        => voucher_blocked
desk_cash                                  => 220.00
books                                      => balance
