# By value and by count the order differs: one large voucher against two small ones.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
shop boulangerie
shop fleuriste
now 2020-05-01T10:00
order A librairie 100.00                   => ok
pay A paid                                 => ok
order B boulangerie 20.00                  => ok
pay B paid                                 => ok
order C boulangerie 50.00                  => ok
pay C paid                                 => ok
rank value                                 => librairie boulangerie
rank count                                 => boulangerie librairie
# Equal values: more vouchers first.
order D fleuriste 50.00                    => ok
pay D paid                                 => ok
order E fleuriste 20.00                    => ok
pay E paid                                 => ok
order F fleuriste 20.00                    => ok
pay F refused                              => ok
rank value                                 => librairie boulangerie fleuriste
rank count                                 => boulangerie fleuriste librairie
books                                      => balance
